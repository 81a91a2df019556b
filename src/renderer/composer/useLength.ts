import { useEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { Attachment } from '../../shared/model/draft.ts'
import type { AppState } from '../store/state.ts'
import { useApp } from '../store/store.ts'
import { attachFiles } from './attaching.ts'
import { replaceRange } from './editing.ts'
import { estimateBytes, estimateTokens, tooLong, type TooLong } from './tokens.ts'

/** A paste of more characters than this is better as a file. */
const LARGE = 20_000

interface Pasted {
  readonly start: number
  readonly text: string
}

/** Watches how long a message gets. A text that fits for certain costs nothing: it is not even looked at. */
export function useLength(
  sessionId: string,
  box: RefObject<HTMLTextAreaElement | null>,
  attachments: readonly Attachment[],
): {
  readonly over: TooLong | null
  readonly pasted: number | null
  /** To be called whenever the text changed. */
  readonly changed: () => void
  /** A text is about to be pasted. */
  readonly pasting: (text: string) => void
  /** Makes a file of what was pasted; undo brings the text back. */
  readonly attach: () => void
} {
  const [over, setOver] = useState<TooLong | null>(null)
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const chat = useApp((state) => state.rows.get(sessionId)?.kind === 'chat')
  const limit = useApp((state) => limitOf(state, sessionId))
  const always = useApp((state) => alwaysIn(state, sessionId))

  const look = (): void => {
    const text = box.current?.value ?? ''
    // An agent opens files where they are; in a chat their words go along.
    const bytes = chat ? attachments.reduce((sum, { kind, size }) => sum + (kind === 'file' ? (size ?? 0) : 0), 0) : 0
    // No text has more tokens than twice its characters.
    const fits = limit === null || text.length * 2 + bytes + always <= limit
    const next = fits || text === '' ? null : tooLong([estimateTokens(text), estimateBytes(bytes)], limit, always)
    setOver((before) => (before?.by === next?.by && before?.certain === next?.certain ? before : next))
    setPasted((before) => (before !== null && isThere(box.current, before) ? before : null))
  }
  const latest = useRef(look)
  useEffect(() => {
    latest.current = look
  })
  useEffect(() => latest.current(), [attachments, limit, always, chat])

  return {
    over,
    pasted: pasted?.text.length ?? null,
    changed: () => latest.current(),
    pasting: (text) => {
      const area = box.current
      // As the box will hold it.
      const plain = text.replace(/\r\n?/gu, '\n')
      if (area !== null && plain.length > LARGE) {
        const { selectionStart } = area
        // Once it is there.
        requestAnimationFrame(() => setPasted({ start: selectionStart, text: plain }))
      }
    },
    attach: () => {
      const area = box.current
      if (area === null || pasted === null || !isThere(area, pasted)) return
      replaceRange(area, pasted.start, pasted.start + pasted.text.length, '')
      void attachFiles(sessionId, [new File([pasted.text], 'pasted.txt', { type: 'text/plain' })])
    },
  }
}

/** What the model of a session takes, in tokens; null when nobody knows. */
export function limitOf({ rows, providers }: AppState, sessionId: string): number | null {
  const row = rows.get(sessionId)
  const provider = providers.find(({ id }) => id === row?.providerId)
  return provider?.models.find(({ id }) => id === row?.model)?.contextLimit ?? null
}

/** The tokens that go along with each message of a session, as they were last measured. */
export function alwaysIn({ opened }: AppState, sessionId: string): number {
  const context = opened.get(sessionId)?.context
  return (context?.system ?? 0) + (context?.tools ?? 0)
}

function isThere(area: HTMLTextAreaElement | null, { start, text }: Pasted): boolean {
  return area?.value.startsWith(text, start) === true
}
