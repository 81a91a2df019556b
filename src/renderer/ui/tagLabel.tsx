import type { ReactNode } from 'react'
import { useApp } from '../store/store.ts'
import './tag.css'

/** A tag, wherever it stands, in its colour: the word says what it is, the colour only finds it sooner. */
export function TagLabel({ tag }: { readonly tag: string }): ReactNode {
  const colour = useApp((state) => state.tagColours[tag.toLowerCase()])
  return <span className={`tag ${colour === undefined ? '' : `tag-${colour}`}`}>{tag}</span>
}
