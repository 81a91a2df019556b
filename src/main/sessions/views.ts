import type { SavedView, TagColour } from '../../shared/listing.ts'
import type { KeptViews, Library } from '../library/port.ts'

/** The views of the list that a person keeps, and the colours of tags; each change resolves when it is durable. */
export interface Views {
  kept(): KeptViews
  keep(views: readonly SavedView[]): Promise<readonly SavedView[]>
  colour(tag: string, colour: TagColour | null): Promise<void>
}

/** See {@link Views}: read once, and held. */
export async function createViews(library: Pick<Library, 'views' | 'putViews' | 'putTagColour'>): Promise<Views> {
  let kept = await library.views()
  return {
    kept: () => kept,
    keep: async (views) => {
      // A view that was kept twice under one id would be one after the next start.
      const each = [...new Map(views.map((view) => [view.id, view])).values()]
      await library.putViews(each)
      kept = { ...kept, views: each }
      return each
    },
    colour: async (tag, colour) => {
      const key = tag.toLowerCase()
      await library.putTagColour(key, colour)
      const others = Object.entries(kept.tagColours).filter(([other]) => other !== key)
      kept = { ...kept, tagColours: Object.fromEntries(colour === null ? others : [...others, [key, colour]]) }
    },
  }
}
