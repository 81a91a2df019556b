import { memo } from 'react'
import type { ReactNode } from 'react'
import type { Block } from './blocks.ts'
import { CodeBlock } from './codeBlock.tsx'
import { Diagram } from './diagram.tsx'
import { Formula, FormulaSource } from './formula.tsx'
import { withoutFootnotes } from './links.ts'
import { MarkdownText } from './markdownText.tsx'
import { OpenBlockProvider } from './openBlock.ts'
import { Picture } from './picture.tsx'
import { closeInline } from './streaming.ts'

interface BlockProps {
  readonly block: Block
  readonly definitions: string
  readonly open: boolean
}

/** One block of a text; `open` while it may still grow. */
export const BlockView = memo(function BlockView({ block, definitions, open }: BlockProps): ReactNode {
  switch (block.kind) {
    case 'code':
      return block.language === 'mermaid' && block.closed && !open ? (
        <Diagram source={block.code} />
      ) : (
        <CodeBlock language={block.language} code={block.code} open={open} />
      )
    case 'formula':
      if (block.closed) return <Formula source={block.formula} display />
      return open ? <FormulaSource text={block.text} display waiting /> : <MarkdownText text={block.text} />
    case 'picture':
      return <Picture src={block.src} alt={block.alt} />
    case 'text':
      if (block.note) return null
      return <TextBlock text={block.text} plain={block.plain} definitions={definitions} open={open} />
  }
}, isSame)

function TextBlock({
  text,
  plain,
  definitions,
  open,
}: {
  readonly text: string
  readonly plain: boolean
  readonly definitions: string
  readonly open: boolean
}): ReactNode {
  if (plain) return <div className="md-plain">{text}</div>
  const shown = withoutFootnotes(open ? closeInline(text) : text)
  return (
    <OpenBlockProvider value={open}>
      <MarkdownText text={definitions === '' ? shown : `${shown}\n\n${definitions}`} />
    </OpenBlockProvider>
  )
}

function isSame(a: BlockProps, b: BlockProps): boolean {
  if (a.block === b.block) return a.definitions === b.definitions && a.open === b.open
  if (a.open !== b.open || a.definitions !== b.definitions) return false
  const [one, other] = [a.block, b.block]
  if (one.kind === 'text') {
    return other.kind === 'text' && one.text === other.text && one.plain === other.plain && one.note === other.note
  }
  if (one.kind === 'code') {
    return (
      other.kind === 'code' && one.code === other.code && one.language === other.language && one.closed === other.closed
    )
  }
  if (one.kind === 'formula') return other.kind === 'formula' && one.text === other.text && one.closed === other.closed
  return other.kind === 'picture' && one.src === other.src && one.alt === other.alt
}
