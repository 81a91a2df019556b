import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createArchive } from './archive/archive.ts'
import { createFiles } from './files/files.ts'
import { createHealth } from './health/health.ts'
import { createFinder } from './history/finder.ts'
import { createHistory } from './history/history.ts'
import { createSearch } from './search/search.ts'
import type { WorkerLog } from './rpc/types.ts'
import { CLIENT_NAME } from './sessions/rows.ts'

/** Where they read, and where they keep what is theirs. */
interface WorkersDeps {
  /** COPILOT_HOME. */
  readonly home: string
  readonly userData: string
  /** Of the app: what one version kept of the list is none to another. */
  readonly version: string
  readonly log: WorkerLog
}

/** The parts that work in threads of their own. */
export interface Workers {
  readonly history: ReturnType<typeof createHistory>
  readonly finder: ReturnType<typeof createFinder>
  readonly search: ReturnType<typeof createSearch>
  readonly health: ReturnType<typeof createHealth>
  readonly archive: ReturnType<typeof createArchive>
  readonly files: ReturnType<typeof createFiles>
  dispose(): Promise<void>
}

/** Makes them; the history worker reads the home at once, the others begin with their first call. */
export function openWorkers({ home, userData, version, log }: WorkersDeps): Workers {
  const within = (name: string): string => join(userData, name)
  const script = (name: string): URL => pathToFileURL(join(import.meta.dirname, `${name}.js`))
  const parts = {
    history: createHistory({
      home,
      kept: { path: join(within('list'), 'sessions.json'), version },
      workerUrl: script('historyWorker'),
      log,
    }),
    finder: createFinder({ home, workerUrl: script('findWorker'), log }),
    search: createSearch({ folder: within('index'), home, workerUrl: script('searchWorker'), log }),
    health: createHealth({ home, kept: within('repairs'), workerUrl: script('healthWorker'), log }),
    archive: createArchive({ home, clientName: CLIENT_NAME, workerUrl: script('archiveWorker'), log }),
    files: createFiles({
      home,
      own: [
        { place: 'trash', path: within('trash') },
        { place: 'index', path: within('index') },
        { place: 'index', path: within('list') },
        { place: 'library', path: within('library') },
        { place: 'attachments', path: within('attachments') },
        { place: 'kept', path: within('repairs') },
        { place: 'kept', path: within('rewinds') },
        { place: 'trash', path: within('drafts') },
        { place: 'logs', path: within('logs') },
      ],
      workerUrl: script('filesWorker'),
      log,
    }),
  }
  return {
    ...parts,
    dispose: async () => {
      await Promise.all(Object.values(parts).map((part) => part.dispose()))
    },
  }
}
