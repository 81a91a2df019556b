import BookmarkIcon from 'lucide-react/icons/bookmark'
import type { ReactNode } from 'react'
import type { TagColour } from '../../shared/listing.ts'
import './mark.css'

/** The sign of a bookmark in its colour; `label` where nothing beside it says what it is. */
export function MarkIcon({ colour, label }: { readonly colour: TagColour | null; readonly label?: string }): ReactNode {
  const className = colour === null ? 'mark' : `mark tag-${colour}`
  return label === undefined ? (
    <BookmarkIcon className={className} aria-hidden="true" />
  ) : (
    <BookmarkIcon className={className} role="img" aria-label={label} />
  )
}
