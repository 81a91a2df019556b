import { createContext, useContext } from 'react'

/** What a reference to a footnote needs to know. */
export interface NoteContext {
  /** Null for what is no footnote of this text. */
  readonly numberOf: (label: string) => number | null
  readonly goToNote: (label: string) => void
}

const Context = createContext<NoteContext>({ numberOf: () => null, goToNote: () => undefined })

/** Gives a text its footnotes. */
export const NoteProvider = Context.Provider

/** The footnotes of the text that this stands in. */
export function useNotes(): NoteContext {
  return useContext(Context)
}
