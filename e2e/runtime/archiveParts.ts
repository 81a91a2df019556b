import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { type Archive, createArchive } from '../../src/main/archive/archive.ts'
import type { Connection, LiveOptions } from '../../src/main/agent/port.ts'
import { createHistory } from '../../src/main/history/history.ts'
import type { History } from '../../src/main/history/port.ts'
import { createLibrary } from '../../src/main/library/library.ts'
import type { Library } from '../../src/main/library/port.ts'
import type { Sessions } from '../../src/main/sessions/port.ts'
import { createSessions } from '../../src/main/sessions/sessions.ts'
import { createUnfinishedExports } from '../../src/main/sessions/unfinishedExports.ts'
import { quietParts } from '../../src/main/sessions/testing/parts.ts'
import { createTrash } from '../../src/main/trash/trash.ts'
import type { ItemResult } from '../../src/shared/model/keeping.ts'
import type { AppEvent } from '../../src/shared/events.ts'
import { echo } from '../model/reply.ts'
import { startModel, type ModelServer } from '../model/startModel.ts'
import { type AgentHarness, startAgent } from './harness.ts'

// What tests of export and import share: an archive, a library and sessions over a home of the real runtime, anew for each test.

export let harness: AgentHarness
export let model: ModelServer
let archive: Archive
let history: History
export let library: Library
export let sessions: Sessions
export let told: AppEvent[]
let failed: string[]

const source = (path: string): URL => new URL(`../../src/main/${path}`, import.meta.url)
export const never = new AbortController().signal
export const log = { error: (): void => undefined }

/** Reads what there is: what was said before is on the list. */
export async function begin(): Promise<void> {
  const { home, agent, folder } = harness
  const noted = { error: (what: string, error: unknown) => void failed.push(`${what}: ${String(error)}`) }
  sessions = await createSessions({
    ...quietParts,
    archive,
    importsFolder: join(folder, 'imports'),
    unfinished: createUnfinishedExports(join(folder, 'exports'), noted),
    agent,
    history,
    library,
    trash: createTrash({
      folder: join(folder, 'trash'),
      home,
      library,
      agent,
      days: () => 30,
      now: Date.now,
      log: noted,
    }),
    attachmentsFolder: join(folder, 'attachments'),
    connection: () => Promise.resolve(connection()),
    chooseFor: () => ({ providerId: 'own', model: 'demo' }),
    send: (batch) => void told.push(...batch),
    onRows: () => undefined,
    isInView: () => true,
    continuePrompt: (tail) => tail,
    now: Date.now,
    orphanMs: 0,
    log: noted,
  })
}
/** A path beside the home. */
export const file = (name: string): string => join(harness.folder, name)
export const connection = (): Connection => ({ kind: 'openai', baseUrl: model.baseUrl, apiKey: null })

/** A conversation with the runtime itself, as another program has one. */
export async function talk(id: string, ...words: readonly string[]): Promise<void> {
  const probe = harness.session(id, connection())
  const live = await harness.agent.create(probe.options)
  for (const text of words) await probe.turn(live, text)
  await live.close()
}

export async function importAll(paths: readonly string[], work?: string): Promise<readonly ItemResult[]> {
  const offer = await sessions.lookAtImport(paths)
  return sessions.importOffer(offer.id, work)
}

/** Takes a session up again and asks something: what the model is given then. */
export async function askAgain(id: string, text: string, more: Partial<LiveOptions> = {}): Promise<string> {
  const probe = harness.session(id, connection(), more)
  const live = await harness.agent.resume(probe.options)
  expect((await probe.turn(live, text)).outcome).toBe('done')
  await live.close()
  return JSON.stringify(model.requests.at(-1))
}

/** Goes on at another machine, with one file of the first: everything else of that one is gone. */
export async function moveElsewhere(name: string): Promise<void> {
  const carried = await readFile(file(name))
  await clearOut()
  await furnish()
  await writeFile(file(name), carried)
  await begin()
}

async function furnish(): Promise<void> {
  harness = await startAgent()
  const { home, folder } = harness
  archive = createArchive({ home, clientName: 'retoma', workerUrl: source('archive/worker.ts'), log })
  library = await createLibrary({ folder: join(folder, 'library'), workerUrl: source('library/worker.ts'), log })
  history = createHistory({ home, workerUrl: source('history/worker.ts'), log })
}

async function clearOut(): Promise<void> {
  await sessions.dispose()
  await history.dispose()
  await library.dispose()
  await archive.dispose()
  await harness.dispose()
}

/** Makes all of it before each test of the file, and takes it away after. */
export function useArchive(): void {
  beforeEach(async () => {
    model = await startModel(echo)
    told = []
    failed = []
    await furnish()
  })
  afterEach(async () => {
    await clearOut()
    await model.close()
    expect(failed).toEqual([])
  })
}
