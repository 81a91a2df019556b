import { readFileSync } from 'node:fs'
import type { LogFile } from '../history/logFile.ts'
import type { Translate } from '../history/steps.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { chosenMessages } from './choice.ts'
import type { ExportedMessage } from './messages.ts'
import type { ExportSpec } from './methods.ts'
import { readTurns } from './readTurns.ts'

/** A session that is about to be written, and its log while that is open. */
export interface Job {
  readonly spec: ExportSpec
  /** The session's folder. */
  readonly folder: string
  readonly log: LogFile | null
  readonly translate: Translate
  readonly signal: AbortSignal
}

/** The messages that are chosen, as they would be written. */
export function messagesOf({ spec, log, translate, signal }: Job): AsyncIterable<ExportedMessage> {
  return chosenMessages(readTurns(log, spec.overlay, translate, signal), spec.choice, spec.bookmarks)
}

/** The bookmarks that go along: each tells some of its message, so of a part of a session only those in that part do. */
export function marksIn(
  { choice: { range }, bookmarks }: ExportSpec,
  written: ReadonlySet<string>,
): readonly Bookmark[] {
  return bookmarks.filter((mark) => range.kind === 'all' || written.has(mark.itemId ?? mark.turnId))
}

/** Whether a copy of our own is a text, by its name. */
export function isText(name: string): boolean {
  return name.endsWith('.txt')
}

/** Null where it is not there any more. */
export function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    // It went meanwhile: what goes without it says so when it is to be sent.
    return null
  }
}
