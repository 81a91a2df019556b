import { fold } from '../../shared/fold.ts'
import type { TagColour } from '../../shared/listing.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { filterWords } from '../list/filter.ts'

/** Bookmarks of a colour (null: of any) of which every word stands somewhere: name, description, snippet, name of the session. */
export function bookmarksMeeting(
  bookmarks: readonly Bookmark[],
  wish: {
    readonly text: string
    readonly colour: TagColour | null
    readonly nameOf: (bookmark: Bookmark) => string
  },
): readonly Bookmark[] {
  const words = filterWords(wish.text)
  return bookmarks.filter((bookmark) => {
    if (wish.colour !== null && bookmark.colour !== wish.colour) return false
    const all = fold(`${bookmark.name}\n${bookmark.description}\n${bookmark.snippet}\n${wish.nameOf(bookmark)}`)
    return words.every((word) => all.includes(word))
  })
}
