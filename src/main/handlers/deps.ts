import type { Handlers } from '../../shared/contract.ts'
import type { Boot } from '../../shared/model/boot.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { Agent } from '../agent/port.ts'
import type { CleanupReminder } from '../cleanupReminder.ts'
import type { Files } from '../files/files.ts'
import type { Examinations } from '../health/examinations.ts'
import type { Health } from '../health/port.ts'
import type { History } from '../history/port.ts'
import type { Notices } from '../notices.ts'
import type { Providers } from '../providers/providers.ts'
import type { Find } from '../sessions/find.ts'
import type { Searching } from '../sessions/searching.ts'
import type { Sessions } from '../sessions/port.ts'
import type { SettingsStore } from '../settings/settings.ts'
import type { Shell } from '../shell/port.ts'

/** What the operations stand on. */
export interface HandlerDeps {
  readonly agent: Agent
  readonly sessions: Sessions
  readonly health: Health
  readonly examinations: Examinations
  readonly find: Find
  /** What is read of logs without being held in memory. */
  readonly history: Pick<History, 'changes' | 'diffs' | 'texts'>
  readonly searching: Pick<Searching, 'run' | 'places' | 'names'>
  readonly files: Files
  readonly providers: Providers
  readonly settings: SettingsStore
  readonly shell: Shell
  readonly about: Pick<Boot, 'version' | 'platform' | 'locale' | 'user' | 'copilotHome'>
  readonly t: () => Translate
  /** Runs what takes sessions out of the trash for good, and lets all that is kept of them elsewhere go with them. */
  readonly forGood: <T>(work: () => Promise<T>) => Promise<T>
  /** Sessions not to open by themselves because two launches with them failed. */
  readonly skipped: readonly string[]
  readonly reminder: CleanupReminder
  readonly notices: Pick<Notices, 'list' | 'remove'>
  readonly onBooted: () => void
}

/** The handlers of some operations of the contract. */
export type HandlersFor<Operations> = Pick<Handlers, keyof Operations & keyof Handlers>
