import type { FileChange, StyleRun } from './model/tool.ts'

/** Which text of which use of a tool. */
export interface ToolTextKey {
  /** The session. */
  readonly id: string
  readonly itemId: string
  readonly part: 'output' | 'input' | 'change'
}

/** A whole text of a tool, as a viewer begins with it. */
export interface ToolTextFacts {
  /** UTF-16 units. */
  readonly size: number
  /** A line that is very long is several rows. */
  readonly rows: number
  readonly lines: number
  /** `saved`: from the file into which the runtime wrote it; `log` otherwise. */
  readonly from: 'log' | 'saved'
  /** Where the runtime wrote all of it, although it can't be read there any more; null otherwise. */
  readonly gone: string | null
  /** The row of the place that was asked for; 0 when none was. */
  readonly row: number
}

/** One row of a viewer. */
export interface ToolTextRow {
  readonly text: string
  readonly styles?: readonly StyleRun[]
  /** The number of its line; null when it goes on with the line of the row before. */
  readonly line: number | null
}

/** Where something stands in a whole text. */
export interface ToolTextHits {
  /** Those that are only counted included. */
  readonly total: number
  /** Row, start and end (exclusive) of each in turn; a hit that goes on in the next row ends with its own. */
  readonly places: readonly number[]
}

/** One change of one file. */
export interface FileEdit extends FileChange {
  readonly itemId: string
  /** Null when it stands before the first message. */
  readonly turnId: string | null
  readonly at: number
}

/** Every change that tools made in a session, oldest first. */
export interface SessionChanges {
  readonly edits: readonly FileEdit[]
  readonly turns: readonly { readonly turnId: string; readonly at: number; readonly text: string }[]
}

/** The diff of one use of a tool; `size` is the length of all of it where it was cut. */
export interface ToolDiff {
  readonly itemId: string
  readonly diff: string
  readonly size: number | null
}
