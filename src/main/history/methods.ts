import type { OutlineLine } from '../../shared/find.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type {
  SessionChanges,
  ToolDiff,
  ToolTextFacts,
  ToolTextHits,
  ToolTextKey,
  ToolTextRow,
} from '../../shared/toolOutput.ts'
import type { LoggedUsage } from '../../shared/usage.ts'
import type { AroundOptions, DiskSession, HistoryRead, NewerOptions, ReadOptions, StretchRead } from './port.ts'

/** Where the list is kept from one start to the next, and by which version of the app. */
export interface KeptPlace {
  readonly path: string
  readonly version: string
}

/** What the worker that reads history answers. */
export interface HistoryMethods {
  /** Which COPILOT_HOME, and where its list is kept, if anywhere; the first call. */
  open(home: string, kept: KeptPlace | null): void
  /** Keeps the list now. */
  keep(): void
  /** Nothing of sessions that are gone stays in the kept list. */
  scrub(): void
  list(): readonly DiskSession[]
  get(id: string): DiskSession | null
  read(options: ReadOptions): HistoryRead
  around(options: AroundOptions): StretchRead | null
  newer(options: NewerOptions): Omit<StretchRead, 'before'>
  readAll(id: string): readonly Turn[]
  prompts(id: string): readonly OutlineLine[]
  changes(id: string): SessionChanges
  diffs(wanted: { readonly id: string; readonly itemIds: readonly string[] }): readonly ToolDiff[]
  openText(wanted: ToolTextKey & { readonly place: number | null }): ToolTextFacts
  textRows(wanted: ToolTextKey & { readonly from: number; readonly count: number }): readonly ToolTextRow[]
  findInText(wanted: ToolTextKey & { readonly query: string; readonly matchCase: boolean }): ToolTextHits
  wholeText(key: ToolTextKey): string
  sentPicture(place: { readonly id: string; readonly turnId: string; readonly index: number }): string | null
  usage(id: string): LoggedUsage
  /** Begins to look for changes, seldom or often. */
  watch(attention: boolean): void
}

/** What it tells by itself. */
export interface HistoryNotifications {
  changed: { readonly changed: readonly DiskSession[]; readonly removed: readonly string[] }
  /** Looking for changes failed: name, code and code lines of the error. */
  failed: { readonly origin: string }
}
