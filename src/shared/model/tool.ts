/** What tools do. Plain, immutable data that crosses the border; times are epoch milliseconds. */

export interface ToolItem {
  readonly kind: 'tool'
  readonly id: string
  readonly at: number
  readonly name: string
  /** One line that says what it works on: a command, a path, a pattern; may be empty. */
  readonly subject: string
  /** The arguments as formatted JSON. */
  readonly input: string
  /** What it gave, as a terminal would show it at the end; of a long text its beginning. */
  readonly output: string
  readonly state: 'running' | 'done' | 'failed' | 'denied'
  readonly endedAt: number | null
  /** It had not ended when everything did. */
  readonly cut?: true
  /** The tool call that started the sub-agent which made this call. */
  readonly parentId: string | null
  readonly facts?: ToolFacts
  /** The sub-agent that it started. */
  readonly agent?: SubAgent
}

/** What else is known of a use of a tool; what does not apply is left out. */
export interface ToolFacts {
  /** The colours of the output. */
  readonly styles?: readonly StyleRun[]
  /** Where the output was cut. */
  readonly cut?: CutText
  /** The length of arguments that were cut, in UTF-16 units. */
  readonly inputSize?: number
  /** How a command ended. */
  readonly exitCode?: number
  /** The runtime logged only the beginning of the output: it wrote all of it into a file. */
  readonly saved?: { readonly path: string; readonly size: string }
  /** What it did to files, with exact numbers. */
  readonly changes?: readonly FileChange[]
  /** The change as a unified diff, cut at the end of a line where it is long. */
  readonly diff?: string
  /** The length of a diff that was cut. */
  readonly diffSize?: number
}

/** Start, end (exclusive) and CSS classes of a stretch of text. */
export type StyleRun = readonly [number, number, string]

/** What was left out of a long text between its beginning and its end. */
export interface CutText {
  /** The length of the whole text, in UTF-16 units. */
  readonly size: number
  /** The end of the text. */
  readonly tail: string
}

/** What one use of a tool did to one file. */
export interface FileChange {
  /** Absolute, or as the tool was told. */
  readonly path: string
  /** Where it was before it was moved. */
  readonly from?: string
  readonly kind: 'created' | 'edited' | 'deleted' | 'moved' | 'binary'
  /** Lines. */
  readonly added: number
  readonly removed: number
}

/** One that works for the agent, on its own. */
export interface SubAgent {
  readonly name: string
  /** What sort of agent: `explore`, `general-purpose`, …; empty when it is not told. */
  readonly sort: string
  readonly model: string | null
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  /** What it said last. */
  readonly words: string
  readonly startedAt: number
  readonly endedAt: number | null
}
