import { existsSync } from 'node:fs'
import { AppError } from '../../shared/errors.ts'
import type { OpenedSession } from '../../shared/model/opened.ts'
import type { SessionMode, SessionRow } from '../../shared/model/session.ts'
import type { Beginning } from './beginning.ts'
import type { Catalogue } from './catalogue.ts'
import type { Naming } from './naming.ts'
import type { Opening } from './opening.ts'
import type { ModelChoice, Runner } from './runner.ts'

/** What a person changes about a session, answered with how it is then; each rejects with `sessionMissing`. */
export interface Changes {
  rename(id: string, title: string): Promise<SessionRow>
  /** `effort` left out keeps the one that the session has. */
  setModel(id: string, choice: ModelChoice, effort?: string | null): Promise<SessionRow>
  setMode(id: string, mode: SessionMode): Promise<SessionRow>
  /** Rejects with `folderMissing`; null makes a plain chat of it. */
  setFolder(id: string, folder: string | null): Promise<OpenedSession>
  takeOver(id: string): Promise<OpenedSession>
  recreate(id: string): Promise<OpenedSession>
  leaveHistory(id: string): Promise<OpenedSession>
}

export interface ChangesDeps {
  readonly catalogue: () => Catalogue
  readonly naming: Pick<Naming, 'rename'>
  readonly opening: Pick<Opening, 'row' | 'open'>
  readonly runner: Pick<Runner, 'setModel' | 'setMode' | 'close' | 'takeOver'>
  readonly beginning: Pick<Beginning, 'recreate' | 'leaveHistory'>
}

/** See {@link Changes}. */
export function createChanges({ catalogue, naming, opening, runner, beginning }: ChangesDeps): Changes {
  const { row, open } = opening
  return {
    rename: async (id, title) => {
      row(id)
      await naming.rename(id, title.trim())
      return row(id)
    },
    setModel: async (id, choice, effort) => {
      const { effort: before } = row(id)
      await runner.setModel(id, choice, effort === undefined ? before : effort)
      return row(id)
    },
    setMode: async (id, mode) => {
      row(id)
      await runner.setMode(id, mode)
      return row(id)
    },
    setFolder: async (id, folder) => {
      row(id)
      if (folder !== null && !existsSync(folder)) throw new AppError('folderMissing', folder)
      await runner.close(id)
      await catalogue().patch(id, { folder, kind: folder === null ? 'chat' : 'agent' })
      return open(id)
    },
    takeOver: (id) => {
      runner.takeOver(id)
      return open(id)
    },
    recreate: async (id) => {
      await beginning.recreate(id)
      return open(id)
    },
    leaveHistory: async (id) => {
      row(id)
      await beginning.leaveHistory(id)
      return open(id)
    },
  }
}
