import { memo, useCallback, useMemo, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { splitBlocks } from './blocks.ts'
import type { Block } from './blocks.ts'
import { CodeBlock } from './codeBlock.tsx'
import { Diagram } from './diagram.tsx'
import { Formula, FormulaSource } from './formula.tsx'
import { withoutFootnotes } from './links.ts'
import { MarkdownText } from './markdownText.tsx'
import { NoteProvider } from './noteContext.ts'
import type { NoteContext } from './noteContext.ts'
import { NoteList } from './noteList.tsx'
import { notesOf } from './notes.ts'
import type { Note } from './notes.ts'
import { OpenBlockProvider } from './openBlock.ts'
import { Picture } from './picture.tsx'
import { closeInline, withoutHalfOpen } from './streaming.ts'
import './markdown.css'

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
  const place = useRef<HTMLDivElement>(null)
  const notes = useNotesOf(shown, current.blocks)
  const context = useNoteContext(notes, streaming, place)
  const goBack = useCallback((label: string) => focusIn(place, `[data-note-mark="${CSS.escape(label)}"]`), [])
  const last = current.blocks.length - 1
  return (
    <NoteProvider value={context}>
      <div ref={place} className="md selectable">
        {current.blocks.map((block, index) => (
          <BlockView
            key={index}
            block={block}
            definitions={block.kind === 'text' && block.text.includes('[') ? current.definitions : ''}
            open={streaming && index === last}
          />
        ))}
        {notes.length > 0 && <NoteList notes={notes} onBack={goBack} />}
      </div>
    </NoteProvider>
  )
})

/** The footnotes, the same list as before as long as nothing in them changed. */
function useNotesOf(text: string, blocks: readonly Block[]): readonly Note[] {
  const found = notesOf(text, blocks)
  const [kept, setKept] = useState(found)
  const same =
    kept.length === found.length &&
    kept.every((note, index) => note.label === found[index]?.label && note.text === found[index].text)
  if (same) return kept
  setKept(found)
  return found
}

function useNoteContext(
  notes: readonly Note[],
  streaming: boolean,
  place: RefObject<HTMLDivElement | null>,
): NoteContext {
  return useMemo(() => {
    // While it streams, what a reference leads to comes last.
    const numbers = new Map(
      notes.flatMap((note) => (note.text !== null || streaming ? [[note.label, note.number]] : [])),
    )
    return {
      numberOf: (label) => numbers.get(label) ?? null,
      goToNote: (label) => focusIn(place, `[data-note="${CSS.escape(label)}"]`),
    }
  }, [notes, streaming, place])
}

function focusIn(place: RefObject<HTMLDivElement | null>, selector: string): void {
  place.current?.querySelector<HTMLElement>(selector)?.focus()
}

interface BlockProps {
  readonly block: Block
  readonly definitions: string
  readonly open: boolean
}

const BlockView = memo(function BlockView({ block, definitions, open }: BlockProps): ReactNode {
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
