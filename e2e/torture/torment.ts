import { act, anything, several } from './acts.ts'
import { send } from './talking.ts'
import { adopt } from './adopt.ts'
import { launch, launchCut, type App, type LaunchOptions } from './app.ts'
import { describeFound } from './found.ts'
import { judge, judgeRequests, type Verdict } from './judge.ts'
import { halfExports } from './leftovers.ts'
import { look } from './look.ts'
import { measureLateness, pause, until, within } from './patience.ts'
import type { Random } from './random.ts'
import { createSeen } from './seen.ts'
import { createTruth } from './truth.ts'
import { GRACE, printSettings, talkers, type Bench } from './work.ts'
import { judgeExports, type World } from './world.ts'

/** What came of the kills of one world. */
export interface Torment {
  readonly kills: number
  readonly verdicts: readonly Verdict[]
  readonly orphans: readonly string[]
  /** What was done last, and when. */
  readonly notes: readonly string[]
}

/** The torture itself could not go on: the app did not answer, or something that is not the app's was wrong. */
export class Torn extends Error {
  readonly notes: readonly string[]

  constructor(notes: readonly string[], cause: unknown) {
    super(`the torture could not go on: ${String(cause)}`, { cause })
    this.notes = notes
  }
}

export interface TormentOptions {
  readonly world: World
  readonly random: Random
  readonly executable: string
  readonly kills: number
  /** Called after each kill, with what it was. */
  readonly onKill: (what: 'app' | 'runtime' | 'start') => void
  /** Called with the name of each act, and with each refusal. */
  readonly onAct: (what: string) => void
}

/** How long what a killed app leaves behind may take to end, in milliseconds. */
const ORPHAN_MS = 10_000
/** How long what a kill left of exports may stay after a start, in milliseconds. */
const EXPORTS_GONE = 10_000
/** How long an act may take before it counts as hung. */
const ACT_MS = 60_000

/** Works in a world and kills in the middle of it, again and again; ends early at the first broken promise. */
export async function torment({ world, random, executable, kills, onKill, onAct }: TormentOptions): Promise<Torment> {
  const truth = createTruth()
  const seen = createSeen(truth)
  const lateness = measureLateness()
  const notes: string[] = []
  const verdicts: Verdict[] = []
  const orphans: Promise<readonly string[]>[] = []
  let counter = 0
  let done = 0
  const note = (what: string): void => {
    notes.push(`${new Date().toISOString().slice(11, 23)} ${what}`)
    if (notes.length > 80) notes.shift()
  }
  const options: LaunchOptions = {
    executable,
    home: world.home,
    userData: world.userData,
    onSeen: (id, events, at) => seen.take(id, events, at),
    onFailure: (what) => verdicts.push({ kind: 'damaged', what }),
  }
  const start = async (): Promise<App> => {
    const app = await launch(options)
    note('started')
    return app
  }

  const first = await start()
  const provider = await first.call('provider.save', {
    id: null,
    kind: 'openai',
    name: 'Scripted',
    baseUrl: world.model.baseUrl,
    key: null,
    models: ['demo'],
  })
  const settings = { defaultProviderId: provider.id, defaultModel: 'demo', welcomed: true } as const
  truth.settings.found(printSettings(await first.call('settings.set', settings)))
  await first.page.getByRole('button', { name: 'Not now' }).click({ timeout: 10_000 })
  const bench: Bench = {
    app: first,
    truth,
    random,
    model: world.model,
    providerId: provider.id,
    folder: world.folder,
    project: world.project,
    asking: world.asking,
    next: () => (counter += 1),
    shown: null,
    exports: [],
    note,
    count: onAct,
  }

  /** Looks, compares, and goes on from what was found: what was said before `since` is there, and the runtime died at `diedAt`. */
  const check = async (since: number, diedAt: number, deep: boolean): Promise<void> => {
    const found = await within(ACT_MS, 'a look at everything', look(bench.app, truth, world, deep))
    const requests = world.requests()
    verdicts.push(...judge(truth, found, since, diedAt), ...judgeRequests(truth, requests), ...judgeExports(bench))
    if (verdicts.length > 0) note(`found\n${describeFound(found)}`)
    adopt(truth, found, since, requests)
    // The window goes on looking at it.
    if (found.window !== null) truth.session(found.window.id).unread.ask(false)
  }

  /** The next message goes through, answer and all. */
  const sendOne = async (): Promise<void> => {
    const id = random.pick(talkers(bench))?.id
    if (id === undefined) return
    const token = await within(ACT_MS, 'sending', send(bench, id))
    const answered = await until(() => truth.message(token)?.doneAt != null, 30_000)
    if (!answered) verdicts.push({ kind: 'damaged', what: `${id}: ${token}, sent after the kill, was not answered` })
  }

  const killApp = async (work: () => Promise<void>): Promise<void> => {
    await bench.app.aim()
    await work()
    const killedAt = await bench.app.kill()
    const slack = lateness.since(killedAt - 2_000)
    note(`killed the app${slack > 0 ? ` (the machine was ${slack} ms late)` : ''}`)
    orphans.push(bench.app.orphans(ORPHAN_MS))
    await Promise.allSettled(underWay.splice(0))
    seen.forget()
    bench.shown = null
    for (const { messages } of truth.sessions.values()) {
      for (const { question } of messages) if (question?.given === false) question.cut = true
    }
    done += 1
    onKill('app')
    if (random.chance(0.12) && done < kills) {
      const half = await launchCut(options, random.int(0, 1200))
      note('killed the next start')
      orphans.push(half.orphans(ORPHAN_MS))
      done += 1
      onKill('start')
    }
    const deep = random.chance(0.35)
    bench.app = await start()
    if (deep) await Promise.all(orphans)
    await check(killedAt - GRACE - slack, killedAt, deep)
    if (verdicts.length === 0 && random.chance(0.3)) await sendOne()
  }

  const killRuntime = async (work: () => Promise<void>): Promise<void> => {
    await bench.app.aim()
    await work()
    const killedAt = bench.app.killRuntime()
    if (killedAt === null) return
    note('killed the runtime')
    const results = await within(ACT_MS, 'what was under way', Promise.allSettled(underWay.splice(0)))
    for (const result of results) if (result.status === 'rejected') throw result.reason
    done += 1
    onKill('runtime')
    // The app lives: nothing at all may be lost, and what is typed is on disk a moment later.
    const now = Date.now()
    await pause(GRACE)
    await pause(lateness.since(now))
    await check(now, killedAt, false)
    if (verdicts.length === 0) await sendOne()
  }

  const underWay: Promise<void>[] = []
  try {
    for (let n = 0; n < 2; n += 1) await act(bench, 'create')
    while (done < kills && verdicts.length === 0) {
      for (let n = random.int(1, 6); n > 0; n -= 1) {
        const doing = random.chance(0.2) ? several(bench) : [anything(bench)]
        await within(ACT_MS, 'an act', Promise.all(doing))
        if (random.chance(0.3)) await pause(random.int(0, 500))
      }
      const busy = random.chance(0.7)
      const delay = random.chance(0.6) ? random.int(0, 60) : random.int(0, 1200)
      const work = async (): Promise<void> => {
        if (busy) underWay.push(...(random.chance(0.6) ? several(bench) : [anything(bench)]))
        for (const one of underWay) one.catch(() => undefined)
        await pause(delay)
      }
      await (random.chance(0.78) ? killApp(work) : killRuntime(work))
    }
    if (verdicts.length === 0) {
      await bench.app.quit()
      orphans.push(bench.app.orphans(ORPHAN_MS))
      await Promise.all(orphans)
      bench.app = await start()
      bench.shown = null
      seen.forget()
      const now = Date.now() - 1
      await check(now, now, true)
      for (const name of await halfExports(world.folder, EXPORTS_GONE))
        verdicts.push({ kind: 'damaged', what: `${name} is left of an export` })
    }
    await bench.app.quit()
    orphans.push(bench.app.orphans(ORPHAN_MS))
  } catch (error) {
    for (const { kind, what } of verdicts) note(`${kind.toUpperCase()}: ${what}`)
    note(`broke off: ${String(error)}`)
    await bench.app.aim().catch(() => undefined)
    await bench.app.kill().catch(() => undefined)
    throw new Torn(notes, error)
  } finally {
    lateness.dispose()
  }
  return { kills: done, verdicts, orphans: (await Promise.all(orphans)).flat(), notes }
}
