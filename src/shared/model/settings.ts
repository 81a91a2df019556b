/** What a person sets. Plain, immutable data that crosses the border; times are epoch milliseconds. */

import type { CleanupSchedule } from '../cleanup.ts'
import type { SessionKind } from './session.ts'

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly language: 'system' | 'en' | 'pt-BR'
  readonly defaultProviderId: string | null
  readonly defaultModel: string | null
  readonly defaultKind: SessionKind
  /** What closing the window does; `ask` until the first close. */
  readonly onClose: 'ask' | 'tray' | 'quit'
  readonly tray: boolean
  /** The key that sends what is written; `modEnter` is Ctrl or Cmd with Enter. */
  readonly sendKey: 'enter' | 'shiftEnter' | 'modEnter'
  /** How changes of files are shown: one column, or before and after side by side. */
  readonly diffView: 'unified' | 'split'
  /** Null: `~/.copilot`, or COPILOT_HOME. */
  readonly copilotHome: string | null
  readonly idTemplate: string
  /** Patterns of ids for sessions in one folder, which go before that one. */
  readonly folderTemplates: readonly { readonly folder: string; readonly template: string }[]
  /** How long deleted sessions stay in the trash; 0: until they are deleted there. */
  readonly trashDays: number
  /** A rule of the clean-up that is kept, and how often one is told what it finds; set by `cleanup.schedule`. */
  readonly cleanup: CleanupSchedule
  /** Whether older messages are summed up by themselves, and from which share of the context on (0 to 1). */
  readonly compaction: { readonly on: boolean; readonly at: number }
  readonly notifications: { readonly needsYou: boolean; readonly done: boolean; readonly failed: boolean }
  /** Whether long lines of code in answers are wrapped. */
  readonly codeWrap: boolean
  /** Whether the lines of code in answers are numbered. */
  readonly codeNumbers: boolean
  /** Whether the person was told what autopilot may do. */
  readonly autopilotTold: boolean
  /** In the order in which they were saved; at most {@link MOST_SAVED_SEARCHES}. */
  readonly savedSearches: readonly SavedSearch[]
  readonly welcomed: boolean
}

/** A search that a person keeps. */
export interface SavedSearch {
  readonly name: string
  readonly query: string
}

/** More searches than this are not kept. */
export const MOST_SAVED_SEARCHES = 50

/** Folders that can have a pattern of their own. */
export const MOST_FOLDER_TEMPLATES = 200
