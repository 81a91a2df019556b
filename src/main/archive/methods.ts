import type { FoundSecrets } from '../../shared/exporting.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { ArchivedBookmark, Carried, SessionFacts } from './carried.ts'
import type { Choice } from './choice.ts'
import type { ExportedSession } from './json.ts'
import type { Overlay } from './readTurns.ts'
import type { Bookmark } from '../../shared/model.ts'

/** A session as it is to be written. */
export interface WriteSpec {
  readonly session: ExportedSession
  readonly choice: Choice
  /** What a page for reading is written in. */
  readonly language: Language
  /** BCP 47, for dates. */
  readonly locale: string
  /** The file; what is there is replaced. */
  readonly path: string
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

/** A session that lies ready beside the others, and takes its place under an id that is free. */
export interface Staged {
  readonly token: string
  readonly facts: SessionFacts
  /** True when its own log came along; false when one was made of its messages. */
  readonly whole: boolean
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
  secrets(spec: WriteSpec): FoundSecrets
  /** Puts files into a zip, each under its name; they stay. */
  zip(path: string, files: readonly { readonly path: string; readonly name: string }[]): void
  /** What there is to import at some paths; rejects with archiveEmpty, importOwnHome or readFailed. */
  sources(paths: readonly string[]): readonly Source[]
  /** Reads and checks a source whole; nothing of it can be seen before it is placed. */
  stage(source: Source): Staged
  /** Puts it where no session is, in one step; rejects with idTaken. */
  place(token: string, id: string): void
  /** Forgets it. */
  drop(token: string): void
}
