import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { translateWhole } from '../agent/translate.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import type { Handlers } from '../rpc/types.ts'
import type { Carried } from './carried.ts'
import type { Choice } from './choice.ts'
import type { ArchiveMethods, Source, Staged, WriteSpec } from './methods.ts'
import { createArchiveService } from './service.ts'
import { NOON } from './turn.fixture.ts'

/** A signal that nobody gives (tests). */
export const never = new AbortController().signal
/** Of a session of which the library knows nothing (tests). */
export const nothingCarried: Carried = {
  draft: null,
  queue: [],
  replies: {},
  partials: [],
  prompts: [],
  usage: [],
  context: null,
}
/** Everything, so that it can be imported again (tests). */
export const all: Choice = { format: 'json', range: { kind: 'all' }, tools: true, reasoning: true, redact: false }

/** What the library says of the session that is written (tests). */
export const testSession: WriteSpec['session'] = {
  id: 'task',
  title: 'The task',
  titleIsManual: true,
  model: 'demo',
  providerId: 'own',
  effort: null,
  kind: 'agent',
  folder: '/projects/app',
  origin: 'retoma',
  createdAt: NOON,
  activeAt: NOON,
  pinned: true,
  tags: ['a'],
  notes: 'Mine',
  unread: false,
  archived: false,
  lineage: null,
}

/** The archive worker's service over a home of its own (tests). */
export interface Bench {
  readonly root: string
  readonly base: string
  readonly service: Handlers<ArchiveMethods>
  /** A session that is to be written; into out.json where nothing else is said. */
  spec(more?: Partial<WriteSpec>): WriteSpec
  /** What a file holds that was written. */
  written(more?: Partial<WriteSpec>): Promise<string>
  /** What lies in the folder of sessions. */
  names(): Promise<readonly string[]>
  give(name: string, content: unknown): Promise<Source>
}

/** See {@link Bench}; it goes with the test. */
export async function createBench(): Promise<Bench> {
  const base = await mkdtemp(join(tmpdir(), 'retoma-archive-'))
  onTestFinished(() => rm(base, { recursive: true, force: true }))
  const root = join(base, 'home', 'session-state')
  await mkdir(root, { recursive: true })
  const service = createArchiveService({ translate: translateWhole, now: () => NOON })
  await service.open(root, 'retoma', never)
  const spec: Bench['spec'] = ({ path = join(base, 'out.json'), ...more } = {}) => ({
    session: testSession,
    path,
    beside: `${path}.part`,
    choice: all,
    language: 'en',
    locale: 'en',
    bookmarks: [],
    overlay: { partials: [], given: {}, usage: [], newer: [] },
    carried: nothingCarried,
    assets: [],
    at: NOON,
    ...more,
  })
  return {
    root,
    base,
    service,
    spec,
    written: async (more) => {
      const asked = spec(more)
      await service.write(asked, never)
      return readFile(asked.path, 'utf8')
    },
    names: async () => (await readdir(root)).toSorted(),
    give: async (name, content) => {
      const path = join(base, name)
      const isText = typeof content === 'string' || content instanceof Uint8Array
      await writeFile(path, isText ? content : JSON.stringify(content))
      return { kind: 'file', path }
    },
  }
}

/** A session's folder with all that may be in one (tests). */
export async function makeSession(root: string, name: string, log: string | Uint8Array): Promise<void> {
  await mkdir(join(root, name, 'files'), { recursive: true })
  await writeFile(join(root, name, 'events.jsonl'), log)
  await writeFile(
    join(root, name, 'workspace.yaml'),
    `id: ${name}\nname: The task\nuser_named: true\ncwd: /projects/app\n`,
  )
  await writeFile(join(root, name, 'plan.md'), '# Plan\n')
  await writeFile(join(root, name, 'files', 'a.bin'), Buffer.from([0, 255, 254, 10, 13]))
  await writeFile(join(root, name, 'inuse.1.lock'), '')
}

/** A log of two turns (tests). */
export function conversation(name: string): string {
  const log = createTestLog()
  log.add('session.start', sessionStart(name))
  log.turn('The word is heliotrope.', 'I will remember it.')
  log.turn('Again?', 'Heliotrope, é claro. \u2028 done')
  return log.text()
}

/** Reads a source whole (tests). */
export const stage = async ({ service }: Bench, source: Source): Promise<Staged> => service.stage(source, never)

/** The least that a file with a log says (tests). */
export const whole = {
  format: 'retoma/session',
  version: 1,
  whole: true,
  session: { id: 'x' },
  log: ['{"type":"session.start"}'],
}
