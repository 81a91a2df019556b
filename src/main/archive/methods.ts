import type { Failure } from '../../shared/errors.ts'
import type { ImportKind } from '../../shared/model/keeping.ts'
import type { FoundSecrets } from '../../shared/exporting.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { ArchivedBookmark, Carried, SessionFacts } from './carried.ts'
import type { Choice } from './choice.ts'
import type { ExportedSession } from './json.ts'
import type { Overlay } from './readTurns.ts'
import type { Bookmark } from '../../shared/model/opened.ts'

/** What of a session is to leave, and how. */
export interface ExportSpec {
  readonly session: ExportedSession
  readonly choice: Choice
  /** What a page for reading is written in. */
  readonly language: Language
  /** BCP 47, for dates. */
  readonly locale: string
  readonly bookmarks: readonly Bookmark[]
  /** What is known beside the log. */
  readonly overlay: Overlay
  /** What the file carries so that it can be imported again whole. */
  readonly carried: Carried
  /** Our own copies that go along, by the path of each. */
  readonly assets: readonly { readonly name: string; readonly path: string }[]
  /** Epoch milliseconds. */
  readonly at: number
}

/** The same, and where to. */
export interface WriteSpec extends ExportSpec {
  /** The file; what is there is replaced. */
  readonly path: string
  /** Where it is put together: a path on the same disk, where nothing is. */
  readonly beside: string
}

/** What was written. */
export interface Written {
  readonly messages: number
  readonly bytes: number
}

/** Something that can become a session. */
export type Source =
  | { readonly kind: 'file'; readonly path: string }
  /** A file in a zip. */
  | { readonly kind: 'entry'; readonly path: string; readonly entry: string }
  /** The folder of a session of whatever home. */
  | { readonly kind: 'folder'; readonly path: string }

/** What there is to import at some paths; of a path (or a part of it) that holds nothing or can't be read, why. */
export interface Found {
  readonly sources: readonly Source[]
  readonly refused: readonly { readonly path: string; readonly failure: Failure }[]
}

/** What the beginning of a source tells: enough to know it by before it is imported. */
export interface Peeked {
  /** The id that it says, which may be taken, or be none that a session can have. */
  readonly id: string
  /** Its own title, or what it is called by. */
  readonly title: string
  /** How it comes: with its own log, as what was never sent, or as messages of which a log is made. */
  readonly as: ImportKind
}

/** A session that lies ready beside the others, and takes its place under an id that is free. */
export interface Staged {
  readonly token: string
  /** What tells its folder from every other one, before and after it takes its place. */
  readonly folderMark: string
  readonly facts: SessionFacts
  readonly as: ImportKind
  readonly bookmarks: readonly ArchivedBookmark[]
  readonly carried: Carried | null
  readonly assets: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly counts: { readonly messages: number; readonly leftOut: number; readonly tools: number }
}

/** What the worker for archive files answers. */
export interface ArchiveMethods {
  /** The folder session-state of the home, and the name that new sessions are signed with; the first call. */
  open(root: string, clientName: string): void
  write(spec: WriteSpec): Written
  /** What is likely a secret in what would be written. */
  secrets(spec: ExportSpec): FoundSecrets
  /** Puts files into a zip, each under its name; they stay. It is put together at `beside`. */
  zip(path: string, beside: string, files: readonly { readonly path: string; readonly name: string }[]): void
  /** What there is to import at some paths; each that can't be is refused by itself (archiveEmpty, importOwnHome, readFailed …). */
  sources(paths: readonly string[]): Found
  /** Looks at the beginning of a source; rejects as `stage` does where that shows it already. */
  peek(source: Source): Peeked
  /** Reads and checks a source whole; nothing of it can be seen before it is placed. */
  stage(source: Source): Staged
  /** Puts it where no session is, in one step; rejects with idTaken. What was never sent has no place there: see `drop`. */
  place(token: string, id: string): void
  /** Forgets it. */
  drop(token: string): void
}
