import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Connection } from '../../src/main/agent/port.ts'
import { createHistory } from '../../src/main/history/history.ts'
import type { History } from '../../src/main/history/port.ts'
import { createLibrary } from '../../src/main/library/library.ts'
import type { Library } from '../../src/main/library/port.ts'
import type { Sessions } from '../../src/main/sessions/port.ts'
import { createSessions } from '../../src/main/sessions/sessions.ts'
import { quietParts } from '../../src/main/sessions/testing/parts.ts'
import { createTrash } from '../../src/main/trash/trash.ts'
import type { AppEvent, SessionEvent } from '../../src/shared/events.ts'
import type { Turn } from '../../src/shared/model/turn.ts'
import { says } from '../model/reply.ts'
import { type ModelServer, startModel } from '../model/startModel.ts'
import { type AgentHarness, saidIn, startAgent } from './harness.ts'

/** How often the runtime is killed. */
const KILLS = 50
/** Within so many milliseconds the person must see it. */
const SEEN = 10_000

let model: ModelServer
let harness: AgentHarness
let library: Library
let history: History
let sessions: Sessions
let events: SessionEvent[]
let watchers: (() => void)[]
let failed: unknown[]

const source = (path: string): URL => new URL(`../../src/main/${path}`, import.meta.url)

async function open(): Promise<void> {
  const { home, agent, folder } = harness
  const log = { error: (what: string, error: unknown) => failed.push([what, String(error)]) }
  library = await createLibrary({
    folder: join(folder, 'library'),
    workerUrl: source('library/worker.ts'),
    log: { error: () => undefined },
  })
  history = createHistory({ home, workerUrl: source('history/worker.ts'), log: { error: () => undefined } })
  const connection: Connection = { kind: 'openai', baseUrl: model.baseUrl, apiKey: null }
  const trash = createTrash({ folder: join(folder, 'trash'), home, library, agent, days: () => 30, now: Date.now, log })
  sessions = await createSessions({
    ...quietParts,
    agent,
    history,
    library,
    trash,
    attachmentsFolder: '/nowhere/attachments',
    connection: () => Promise.resolve(connection),
    chooseFor: () => ({ providerId: 'own', model: 'demo' }),
    send: hear,
    onRows: () => undefined,
    isInView: () => true,
    continuePrompt: (tail) => tail,
    now: Date.now,
    orphanMs: 0,
    log,
  })
}

async function close(): Promise<void> {
  await sessions.dispose()
  await history.dispose()
  await library.dispose()
}

beforeEach(async () => {
  model = await startModel()
  harness = await startAgent()
  events = []
  watchers = []
  failed = []
  await open()
})

afterEach(async () => {
  await close()
  await harness.dispose()
  await model.close()
})

function hear(batch: readonly AppEvent[]): void {
  for (const event of batch) {
    if (event.type === 'session.events') events.push(...event.events)
    if (event.type === 'session.sendFailed') failed.push(event.error)
  }
  for (const look of watchers.splice(0)) look()
}

/** Waits for something that the window was told. */
async function until(meets: () => boolean): Promise<void> {
  while (!meets()) await new Promise<void>((resolve) => watchers.push(resolve))
}

const endings = (): readonly Extract<SessionEvent, { type: 'turnEnded' }>[] =>
  events.flatMap((event) => (event.type === 'turnEnded' ? [event] : []))
const last = async (): Promise<Turn> => (await sessions.open('killed')).state.turns.at(-1)!

it(`is killed in mid-turn ${KILLS} times, and each time says so, keeps what came, and goes on`, async () => {
  await sessions.create({
    id: 'killed',
    title: '',
    kind: 'chat',
    folder: null,
    model: { providerId: 'own', model: 'demo' },
  })
  await sessions.open('killed')
  const said: string[] = []
  const pids = new Set<number>()
  for (let round = 1; round <= KILLS; round += 1) {
    const text = `streamed in round ${round}, and then cut`
    model.enqueue(says(text, { chunkSize: 12, holdAfter: 2 }))
    const before = events.length
    await sessions.runner.send('killed', `cut ${round}`)
    const streamed = (): string =>
      events
        .slice(before)
        .map((event) => (event.type === 'textStreamed' ? event.text : ''))
        .join('')
    await until(() => streamed().length >= 24)
    expect(streamed()).toBe(text.slice(0, 24))
    const [pid] = harness.agent.pids()
    pids.add(pid!)
    const at = Date.now()
    process.kill(pid!, 'SIGKILL')
    await until(() => endings().length === 2 * round - 1)
    expect(Date.now() - at).toBeLessThan(SEEN)
    expect(endings().at(-1)).toMatchObject({ outcome: 'interrupted' })
    const cut = await last()
    expect(cut).toMatchObject({ outcome: 'interrupted', prompt: { text: `cut ${round}` } })
    expect(saidIn(cut)).toBe(streamed())
    said.push(saidIn(cut))

    await sessions.runner.send('killed', `whole ${round}`)
    await until(() => endings().length === 2 * round)
    const whole = await last()
    expect(whole).toMatchObject({ outcome: 'done', prompt: { text: `whole ${round}` } })
    // Once, after so many resumes.
    expect(whole.items).toHaveLength(1)
    said.push(saidIn(whole))
    expect(saidIn(whole)).toContain(`whole ${round}`)
  }
  expect(pids.size).toBe(KILLS)
  expect(failed).toEqual([])
  expect(events.filter(({ type }) => type === 'turnStarted')).toHaveLength(2 * KILLS)

  const told = (turns: readonly Turn[]): unknown => turns.map((turn) => [turn.prompt?.text, turn.outcome, saidIn(turn)])
  const expected = said.map((text, index) => {
    const round = Math.floor(index / 2) + 1
    return index % 2 === 0 ? [`cut ${round}`, 'interrupted', text] : [`whole ${round}`, 'done', text]
  })
  expect(told(await sessions.readAll('killed'))).toEqual(expected)
  // The same from the disk alone.
  await close()
  await open()
  expect(told(await sessions.readAll('killed'))).toEqual(expected)
}, 180_000)
