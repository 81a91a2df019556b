import { parseArgs } from 'node:util'
import { torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Math.trunc(Date.now() / 1000) % 1_000_000) },
    keep: { type: 'boolean', default: false },
  },
})
const executable = process.env['RETOMA_EXECUTABLE']
if (executable === undefined) throw new Error('Start it with "npm run torture": it finds Electron and builds the app.')
const [kills, seed] = [Number(values.kills), Number(values.seed)]
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) throw new Error('--kills and --seed are numbers.')

console.log(`npm run torture -- --kills ${kills} --seed ${seed}`)
const say = (text: string): void => void process.stdout.write(text)
const { line, isWell, acts } = await torture({ kills, seed, executable, keep: values.keep, say })
const done = [...acts].toSorted().map(([what, count]) => `${what} ${count}`)
console.log(done.join(', '))
if (!isWell) console.log(`Again: npm run torture -- --kills ${kills} --seed ${seed}`)
console.log(line)
process.exitCode = isWell ? 0 : 1
