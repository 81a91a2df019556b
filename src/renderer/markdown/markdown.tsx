import { memo, useState } from 'react'
import type { ReactNode } from 'react'
import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { splitBlocks } from './blocks.ts'
import type { Block } from './blocks.ts'
import { CodeBlock } from './codeBlock.tsx'
import { components } from './elements.tsx'
import { withoutFootnotes } from './links.ts'
import { closeInline, withoutHalfOpen } from './streaming.ts'
import './markdown.css'

const plugins = [remarkGfm]

/**
 * Shows Markdown: no HTML of its own, nothing remote, links only through main. While `streaming`, only the last block
 * is parsed again, and what is half written is not shown in a shape that it won't keep.
 */
export const Markdown = memo(function Markdown({
  text,
  streaming = false,
}: {
  readonly text: string
  readonly streaming?: boolean
}): ReactNode {
  const shown = streaming ? withoutHalfOpen(text) : text
  const [split, setSplit] = useState(() => splitBlocks(shown))
  let current = split
  if (split.text !== shown) {
    current = splitBlocks(shown, split)
    setSplit(current)
  }
  const last = current.blocks.length - 1
  return (
    <div className="md selectable">
      {current.blocks.map((block, index) => (
        <BlockView
          key={index}
          block={block}
          definitions={block.kind === 'text' && block.text.includes('[') ? current.definitions : ''}
          open={streaming && index === last}
        />
      ))}
    </div>
  )
})

interface BlockProps {
  readonly block: Block
  readonly definitions: string
  readonly open: boolean
}

const BlockView = memo(function BlockView({ block, definitions, open }: BlockProps): ReactNode {
  if (block.kind === 'code') return <CodeBlock language={block.language} code={block.code} open={open} />
  if (block.plain) return <div className="md-plain">{block.text}</div>
  const text = withoutFootnotes(open ? closeInline(block.text) : block.text)
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components} urlTransform={asWritten}>
      {definitions === '' ? text : `${text}\n\n${definitions}`}
    </ReactMarkdown>
  )
}, isSame)

/** The elements judge addresses themselves. */
function asWritten(url: string): string {
  return url
}

function isSame(a: BlockProps, b: BlockProps): boolean {
  if (a.block === b.block) return a.definitions === b.definitions && a.open === b.open
  if (a.open !== b.open || a.definitions !== b.definitions) return false
  if (a.block.kind === 'text') {
    return b.block.kind === 'text' && a.block.text === b.block.text && a.block.plain === b.block.plain
  }
  return b.block.kind === 'code' && a.block.code === b.block.code && a.block.language === b.block.language
}
