import type { ReactNode } from 'react'
import type { SearchHit, Snippet } from '../../shared/search.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { piecesOf } from './marked.ts'

/** A snippet with what was looked for marked. */
export function Marked({ snippet }: { readonly snippet: Snippet }): ReactNode {
  return piecesOf(snippet).map((piece, index) =>
    // Pieces have no name but their place, and never move.
    piece.marked ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  )
}

/** Who said it: you, a model, a tool. */
export function whoOf(t: Translate, { kind, name }: SearchHit): string {
  const named = kind === 'answer' || kind === 'input' || kind === 'output'
  return named && name !== '' ? name : t(`search.kind.${kind}`)
}
