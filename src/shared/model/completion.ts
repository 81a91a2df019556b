/** What the box to write in offers while one types. Plain, immutable data that crosses the border; times are epoch milliseconds. */

/** A command of the runtime: `run` answers at once, `ask` becomes a message to the model. */
export interface SlashCommand {
  readonly name: string
  readonly how: 'run' | 'ask'
  /** In the runtime's own words; empty where ours are better. */
  readonly description: string
}

/** Files and folders of a session's folder: paths from it with `/`, folders with one at their end. */
export interface FolderFiles {
  readonly paths: readonly string[]
  /** False when the folder holds more than could be looked through. */
  readonly complete: boolean
}

/** What a command answered. */
export interface CommandOutput {
  readonly text: string
  readonly markdown: boolean
}

/** Something that a person sent, in whatever session. */
export interface PastPrompt {
  readonly sessionId: string
  readonly text: string
  readonly at: number
}
