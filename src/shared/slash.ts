/** A message that may be a command: `/name`, and what follows it. */
export interface TypedCommand {
  readonly name: string
  readonly input: string
}

/** The command that a message begins with; null for a path, a comment, or any other text. */
export function commandIn(text: string): TypedCommand | null {
  const found = /^\/([a-z][\w-]*)(?:\s+([\s\S]*))?$/iu.exec(text.trimEnd())
  return found === null ? null : { name: found[1] ?? '', input: (found[2] ?? '').trim() }
}
