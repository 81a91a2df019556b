import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { TurnError, TurnOutcome } from '../../shared/model/turn.ts'

/** Why the runtime can't keep what is said. */
export type HomeTrouble = 'readOnly' | 'full' | 'unwritable'

/** What a home watch needs. */
export interface HomeWatchDeps {
  /** COPILOT_HOME. */
  readonly home: string
  /** Told whenever it changes; null when all is well again. */
  readonly onChanged: (trouble: HomeTrouble | null) => void
  /** Milliseconds between two looks while there is trouble; 3,000 when left out. */
  readonly every?: number
  /** Whether it may be written to; looks at the rights and at the file system, and writes nothing, when left out. */
  readonly mayWrite?: (home: string) => Promise<boolean>
}

/** Knows whether the runtime's folder can be written to, and when that is over. */
export interface HomeWatch {
  /** Something failed that may have to do with it: it is looked at now. */
  look(): void
  /** A turn has ended: the runtime says when it could not write it. */
  turnEnded(outcome: TurnOutcome, error: TurnError | null): void
  dispose(): void
}

/** See {@link HomeWatch}. */
export function createHomeWatch({ home, onChanged, every = 3_000, mayWrite = isWritable }: HomeWatchDeps): HomeWatch {
  let readOnly = false
  let told: HomeTrouble | null = null
  /** What the runtime met; it stands until the runtime has written a turn again. */
  let met: HomeTrouble | null = null
  let timer: NodeJS.Timeout | null = null
  let disposed = false

  const tell = (): void => {
    const trouble = readOnly ? 'readOnly' : met
    if (trouble !== null) timer ??= setTimeout(again, every)
    if (trouble === told) return
    told = trouble
    onChanged(trouble)
  }
  async function look(): Promise<void> {
    const found = !(await mayWrite(home))
    if (disposed) return
    // What it met was this, and this is over.
    if (readOnly && !found) met = null
    readOnly = found
    tell()
  }
  function again(): void {
    timer = null
    void look()
  }

  return {
    look: () => void look(),
    turnEnded: (outcome, error) => {
      if (error?.kind === 'persistence')
        met = /ENOSPC|EDQUOT|no space|quota/iu.test(error.message) ? 'full' : 'unwritable'
      else if (outcome === 'done') met = null
      else return
      if (met !== null || told !== null) void look()
    },
    dispose: () => {
      disposed = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

/** Whether a home and the sessions in it may be written to; what is not there yet may. */
export async function isWritable(home: string): Promise<boolean> {
  for (const path of [home, join(home, 'session-state')]) {
    const refused = await access(path, constants.W_OK).then(
      () => false,
      (error: unknown) => error instanceof Error && 'code' in error && error.code !== 'ENOENT',
    )
    if (refused) return false
  }
  return true
}
