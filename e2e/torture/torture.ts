import type { Verdict } from './judge.ts'
import { createRandom } from './random.ts'
import { torment, Torn, type Torment } from './torment.ts'
import { createWorld } from './world.ts'

/** How many kills one world bears before the next begins with an empty one. */
const PER_WORLD = 25

export interface TortureOptions {
  readonly kills: number
  readonly seed: number
  /** Electron, or its stand-in. */
  readonly executable: string
  /** Leaves every world's files behind; those of a broken promise are always left. */
  readonly keep: boolean
  /** Prints: evidence in lines, progress in single characters. */
  readonly say: (text: string) => void
}

/** What a whole run came to. */
export interface Tortured {
  /** `kills N lost 0 duplicated 0 damaged 0 orphans 0`, if all is well. */
  readonly line: string
  readonly isWell: boolean
  /** What was done, and how often. */
  readonly acts: ReadonlyMap<string, number>
}

/** Kills as often as it is told to, one world after the other; rejects when it can't go on, the evidence told before. */
export async function torture({ kills, seed, executable, keep, say }: TortureOptions): Promise<Tortured> {
  const counts: Record<Verdict['kind'] | 'orphans', number> = { lost: 0, duplicated: 0, damaged: 0, orphans: 0 }
  const acts = new Map<string, number>()
  const from = Date.now()
  let killed = 0
  for (let number = 1; killed < kills; number += 1) {
    const before = killed
    const world = await createWorld()
    let isWell = false
    const where = (): string =>
      `\n\nseed ${seed}, world ${number}, kill ${killed - before} of it; its files: ${world.base}\n`
    try {
      const result = await torment({
        world,
        random: createRandom(seed + number * 7919),
        executable,
        kills: Math.min(PER_WORLD, kills - killed),
        onAct: (what) => acts.set(what, (acts.get(what) ?? 0) + 1),
        onKill: (what) => {
          killed += 1
          say(marks[what])
        },
      })
      for (const { kind } of result.verdicts) counts[kind] += 1
      counts.orphans += result.orphans.length
      isWell = result.verdicts.length + result.orphans.length === 0
      if (!isWell) say(`${where()}${evidence(result)}\n`)
    } catch (error) {
      say(`${where()}${(error instanceof Torn ? error.notes : []).join('\n')}\nThe torture could not go on.\n`)
      throw error
    } finally {
      await world.close(keep || !isWell)
    }
    say(` ${killed} kills, ${Math.round((Date.now() - from) / 1000)} s\n`)
  }
  const { lost, duplicated, damaged, orphans } = counts
  return {
    line: `kills ${killed} lost ${lost} duplicated ${duplicated} damaged ${damaged} orphans ${orphans}`,
    isWell: lost + duplicated + damaged + orphans === 0,
    acts,
  }
}

const marks = { app: '.', runtime: 'r', start: 's' } as const

function evidence({ notes, verdicts, orphans }: Torment): string {
  return [
    ...notes,
    ...verdicts.map(({ kind, what }) => `${kind.toUpperCase()}: ${what}`),
    ...orphans.map((orphan) => `ORPHAN: ${orphan}`),
  ].join('\n')
}
