import { memo, useCallback, useMemo, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { BlockGroups } from './blockGroups.tsx'
import { splitBlocks } from './blocks.ts'
import type { Block } from './blocks.ts'
import { NoteProvider } from './noteContext.ts'
import type { NoteContext } from './noteContext.ts'
import { NoteList } from './noteList.tsx'
import { notesOf } from './notes.ts'
import type { Note } from './notes.ts'
import { withoutHalfOpen } from './streaming.ts'
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
  // A context that changes is looked for in every block: only where there are notes does it matter.
  const context = useNoteContext(notes, streaming && notes.length > 0, place)
  const goBack = useCallback((label: string) => focusIn(place, `[data-note-mark="${CSS.escape(label)}"]`), [])
  return (
    <NoteProvider value={context}>
      <div ref={place} className="md selectable">
        <BlockGroups blocks={current.blocks} definitions={current.definitions} open={streaming} />
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
