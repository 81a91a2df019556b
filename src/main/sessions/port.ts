import type { CleanupFound } from '../../shared/model/keeping.ts'
import type { HistoryPage, OpenedSession, RewindPreview, Stretch } from '../../shared/model/opened.ts'
import type { Answer } from '../../shared/model/request.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import type { AppEvent } from '../../shared/events.ts'
import type { SessionGrants } from '../../shared/rules.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { HealthReport, RepairResult } from '../../shared/health.ts'
import type { Language } from '../../shared/strings/language.ts'
import type { Agent, Connection } from '../agent/port.ts'
import type { Archive } from '../archive/archive.ts'
import type { History } from '../history/port.ts'
import type { Library } from '../library/port.ts'
import type { Trash } from '../trash/trash.ts'
import type { Beginning, BeginningDeps } from './beginning.ts'
import type { AsideCopies } from './asideCopies.ts'
import type { Asides } from './asides.ts'
import type { Attachments } from './attachments.ts'
import type { Bookmarks } from './bookmarks.ts'
import type { Changes } from './changes.ts'
import type { Commands } from './commands.ts'
import type { Compacting } from './compacting.ts'
import type { InMemory } from './conversations.ts'
import type { Deleting } from './deleting.ts'
import type { DiscardedDrafts } from './discardedDrafts.ts'
import type { Discarding } from './discarding.ts'
import type { Drafts } from './drafts.ts'
import type { Exclusively } from './exclusive.ts'
import type { Exporting } from './exporting.ts'
import type { Forking, ForkingDeps } from './forking.ts'
import type { Importing } from './importing.ts'
import type { Knowing } from './knowing.ts'
import type { Marks } from './marks.ts'
import type { Prompts } from './prompts.ts'
import type { Queue } from './queue.ts'
import type { Rewinding, RewindingDeps } from './rewinding.ts'
import type { Rules } from './rules.ts'
import type { Runner } from './runner.ts'
import type { Seen } from './seen.ts'
import type { createSentPaths } from './sentPaths.ts'
import type { SentPictures } from './sentPictures.ts'
import type { Versions } from './versions.ts'
import type { Views } from './views.ts'
import type { Telling } from './telling.ts'
import type { UnfinishedExports } from './unfinishedExports.ts'
import type { Works } from './works.ts'

/** What the use cases stand on. */
export interface SessionsDeps {
  readonly agent: Agent
  readonly history: History
  readonly library: Library
  readonly trash: Trash
  /** Where our own copies of pictures are kept. */
  readonly attachmentsFolder: string
  readonly discarded: DiscardedDrafts
  readonly archive: Archive
  readonly unfinished: Pick<UnfinishedExports, 'beside' | 'during'>
  /** Where it is noted what imports are still to give to the library. */
  readonly importsFolder: string
  readonly knowsProvider: (providerId: string) => boolean
  /** What exports for reading are written in. */
  readonly language: () => Language
  readonly locale: string
  readonly connection: (providerId: string) => Promise<Connection>
  readonly chooseFor: BeginningDeps['chooseFor']
  /** Hands a batch over to the window. */
  readonly send: (batch: readonly AppEvent[]) => void
  readonly onRows: (rows: readonly SessionRow[]) => void
  readonly isInView: (id: string) => boolean
  readonly contextLimit: BeginningDeps['contextLimit']
  readonly words: () => ReturnType<BeginningDeps['words']> &
    ReturnType<ForkingDeps['words']> &
    ReturnType<RewindingDeps['words']>
  /** Makes sessions of the logs of others. */
  readonly copies: ForkingDeps['copies']
  readonly asideCopies: AsideCopies
  readonly sentBefore: RewindingDeps['sentBefore']
  /** What rewinds take out is kept here. */
  readonly versions: Versions
  /** From which share of the context on older messages are summed up; null: not by themselves. */
  readonly compactAt: () => number | null
  /** Examines and repairs logs; neither asks whether anyone has the session open. */
  readonly doctor: {
    readonly scan: (id: string, refused: number | null) => Promise<HealthReport>
    readonly repair: (id: string, refused: number | null) => Promise<RepairResult>
  }
  /** Whether a living process that is not of this app has a session open. */
  readonly isHeld: (id: string) => Promise<boolean>
  /** The name of the program that has a session open; null when it can't be told. */
  readonly holderName?: (id: string) => Promise<string | null>
  /** The words that ask a model for the rest of an answer which ended with `tail`. */
  readonly continuePrompt: (tail: string) => string
  /** Every session was asked for what it keeps of titles, pins and tags; `count` of them had something newer than the library. */
  readonly onRecovered?: (count: number) => void
  readonly now: () => number
  /** Milliseconds from the start until a runtime that outlived a killed app has ended by itself; 2,500 when left out. */
  readonly orphanMs?: number
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

/** What can be done with sessions: the use cases behind the operations. */
export interface Sessions
  extends
    Drafts,
    Omit<Discarding, 'discardedAssets'>,
    Exporting,
    Forking,
    Importing,
    Omit<Rewinding, 'recover' | 'preview' | 'versions'>,
    Prompts,
    Commands,
    Seen,
    Changes,
    Pick<Beginning, 'checkId' | 'create' | 'continueElsewhere' | 'seed' | 'compare' | 'carried'> {
  readonly runner: Runner
  readonly queue: Queue
  readonly marks: Marks
  readonly views: Views
  readonly attachments: Attachments
  readonly bookmarks: Bookmarks
  readonly deleting: Deleting
  readonly works: Works
  readonly telling: Telling
  readonly compacting: Compacting
  readonly asides: Omit<Asides, 'sweep' | 'dispose'>
  readonly exclusively: Exclusively
  previewRewind(id: string, turnId: string): Promise<RewindPreview>
  rows(): readonly SessionRow[]
  row(id: string): SessionRow
  emit(event: AppEvent): void
  /** See {@link Opening.open}. */
  open(id: string, at?: string): Promise<OpenedSession>
  page(id: string, before: number): Promise<HistoryPage>
  /** See {@link Conversations.around}. */
  around(id: string, turnId: string, to: number): Promise<Stretch | null>
  newer(id: string, after: number, to: number): Promise<Omit<Stretch, 'before'>>
  readAll(id: string): Promise<readonly Turn[]>
  inMemory(id: string): Promise<InMemory>
  outline(id: string): Promise<readonly OutlineLine[]>
  readonly sentPictures: SentPictures
  readonly sentPath: ReturnType<typeof createSentPaths>
  usage: Knowing['usage']
  continueTurn(id: string, turnId: string): Promise<void>
  answer(id: string, requestId: string, answer: Answer): Promise<void>
  readonly rules: Rules
  /** What was allowed for sessions until they are closed: those that are live, and of which something was. */
  grants(): readonly SessionGrants[]
  revokeGrants(id: string): Promise<void>
  /** `sizes`: what sessions take as far as it was measured, in bytes. */
  previewCleanup(rule: CleanupRule, sizes: ReadonlyMap<string, number>): Promise<CleanupFound>
  /** Removes our own copies that neither a draft nor a waiting message nor the trash needs. */
  sweepAttachments(): Promise<void>
  dispose(): Promise<void>
}
