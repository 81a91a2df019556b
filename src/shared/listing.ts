/** How the list of sessions can be looked at: grouped, sorted, through views that a person keeps. */

/** By what the list is divided. */
export const groupings = ['day', 'folder', 'repository', 'model', 'tag', 'state', 'none'] as const
export type Grouping = (typeof groupings)[number]

/** What comes first: the latest activity, the newest, by title from A to Z, the largest. */
export const sorts = ['active', 'created', 'title', 'size'] as const
export type Sort = (typeof sorts)[number]

/** How rows are divided and ordered. */
export interface Arrangement {
  readonly grouping: Grouping
  readonly sort: Sort
}

/** A view that a person keeps: a filter in the language of searches, and how what meets it is arranged. */
export interface SavedView extends Arrangement {
  readonly id: string
  readonly name: string
  readonly filter: string
}

/** More views than this are not kept. */
export const MOST_VIEWS = 50
/** More folded groups than this are not kept. */
export const MOST_COLLAPSED = 500

/** The colours that a tag can have; each is a token of the window. */
export const tagColours = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const
export type TagColour = (typeof tagColours)[number]

/** How the list was looked at last. */
export interface ListLook extends Arrangement {
  /** A built-in view, or one that a person keeps. */
  readonly viewId: string
  /** The groups that are folded, by their keys. */
  readonly collapsed: readonly string[]
}

/** All that is kept of how the list is looked at; colours by tag in lower case. */
export interface ListKept {
  readonly look: ListLook
  readonly views: readonly SavedView[]
  readonly tagColours: Readonly<Record<string, TagColour>>
}

/** How the list begins. */
export const firstLook: ListLook = { viewId: 'all', grouping: 'day', sort: 'active', collapsed: [] }
