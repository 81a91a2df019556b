import type { CleanupSchedule } from '../shared/cleanup.ts'
import type { CleanupFound } from '../shared/model/keeping.ts'
import type { Notices } from './notices.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const periods = { weekly: 7 * DAY, monthly: 30 * DAY } as const

/** Tells, as often as the person wishes, what their rule finds. It never deletes. */
export interface CleanupReminder {
  /** Looks now, and every hour from now on. */
  begin(): void
  /** The machine woke: a timer does not count while it sleeps, the clock does. */
  woke(): void
  /** The person set another rule or pace, from now on. */
  set(schedule: Omit<CleanupSchedule, 'since'>): void
  /** The person saw what was found: the next word of it comes after another period. */
  seen(): void
  dispose(): void
}

export interface CleanupReminderDeps {
  readonly schedule: () => CleanupSchedule
  readonly keep: (schedule: CleanupSchedule) => void
  readonly preview: (rule: CleanupSchedule['rule']) => Promise<CleanupFound>
  readonly notices: Pick<Notices, 'list' | 'add' | 'remove'>
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

/** Whether it is time to look. A clock that was wrong by more than a period does not put it off for as long as that. */
export function isDue({ every, since }: CleanupSchedule, now: number): boolean {
  if (every === 'never') return false
  const period = periods[every]
  return now - since >= period || since - now > period
}

/** See {@link CleanupReminder}; a look that fails is told of and tried again an hour later. */
export function createCleanupReminder(deps: CleanupReminderDeps): CleanupReminder {
  const { schedule, keep, notices, now } = deps
  let timer: NodeJS.Timeout | null = null
  let looking = false

  const settle = (): void => keep({ ...schedule(), since: now() })

  const look = async (): Promise<void> => {
    const asked = schedule()
    const { ids, bytes } = await deps.preview(asked.rule)
    // Another rule was set meanwhile, or this was seen.
    if (schedule() !== asked) return
    const told = notices.list().find((notice) => notice.kind === 'cleanupDue')
    if (ids.length === 0) {
      notices.remove('cleanupDue')
      settle()
    } else if (told?.count !== ids.length || told.bytes !== bytes)
      notices.add({ kind: 'cleanupDue', count: ids.length, bytes })
  }

  const check = (): void => {
    if (timer === null || looking || !isDue(schedule(), now())) return
    looking = true
    look()
      .catch(deps.onError)
      .finally(() => {
        looking = false
      })
  }

  return {
    begin: () => {
      timer ??= setInterval(check, HOUR)
      check()
    },
    woke: check,
    set: (wish) => {
      keep({ ...wish, since: now() })
      notices.remove('cleanupDue')
    },
    seen: () => {
      notices.remove('cleanupDue')
      settle()
    },
    dispose: () => {
      if (timer !== null) clearInterval(timer)
      timer = null
    },
  }
}
