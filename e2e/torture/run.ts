import { parseArgs } from 'node:util'
import { createRandom } from './random.ts'
import { torment } from './torment.ts'
import { createWorld } from './world.ts'

/** How many kills one world bears before the next begins with an empty one. */
const PER_WORLD = 25

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.trunc(Date.now() / 1000) % 1_000_000) },
    keep: { type: 'boolean', default: false },
  },
})
const executable = process.env['RETOMA_EXECUTABLE']
if (executable === undefined) throw new Error('Start it with "npm run torture": it finds Electron and builds the app.')

const kills = Number(values.kills)
const seed = Number(values.seed)
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) throw new Error('--kills and --seed are numbers.')

const from = Date.now()
const counts = { lost: 0, duplicated: 0, damaged: 0, orphans: 0 }
let killed = 0
console.log(`npm run torture -- --kills ${kills} --seed ${seed}`)
for (let n = 0; killed < kills; n += 1) {
  const world = await createWorld()
  const before = killed
  const random = createRandom(seed + n * 7919)
  let failed = false
  try {
    const result = await torment({
      world,
      random,
      executable,
      kills: Math.min(PER_WORLD, kills - killed),
      onKill: (what) => {
        killed += 1
        process.stdout.write(what === 'app' ? '.' : what === 'start' ? 's' : 'r')
      },
    })
    for (const { kind } of result.verdicts) counts[kind] += 1
    counts.orphans += result.orphans.length
    failed = result.verdicts.length + result.orphans.length > 0
    if (failed) {
      console.log(
        `\n\nseed ${seed}, world ${n + 1}, kill ${killed - before} of it, ${killed} in all; its files: ${world.base}`,
      )
      console.log(result.notes.join('\n'))
      for (const { kind, what } of result.verdicts) console.log(`${kind.toUpperCase()}: ${what}`)
      for (const orphan of result.orphans) console.log(`ORPHAN: ${orphan}`)
    }
  } catch (error) {
    failed = true
    console.log(
      `\n\nseed ${seed}, world ${n + 1}, kill ${killed - before} of it: the torture could not go on; its files: ${world.base}`,
    )
    console.log(((error as { notes?: readonly string[] }).notes ?? []).join('\n'))
    throw error
  } finally {
    await world.close(failed || values.keep)
  }
  console.log(` ${killed} kills, ${Math.round((Date.now() - from) / 1000)} s`)
}
console.log(
  `kills ${killed} lost ${counts.lost} duplicated ${counts.duplicated} damaged ${counts.damaged} orphans ${counts.orphans}`,
)
process.exitCode = Object.values(counts).every((count) => count === 0) ? 0 : 1
