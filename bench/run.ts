import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median } from './measure.ts'
import type { Context, Measure, Result } from './measure.ts'
import { archive } from './measures/archive.ts'
import { arriving } from './measures/arriving.ts'
import { bulk } from './measures/bulk.ts'
import { cleanup } from './measures/cleanup.ts'
import { completing } from './measures/completing.ts'
import { elsewhere } from './measures/elsewhere.ts'
import { filter } from './measures/filter.ts'
import { find } from './measures/find.ts'
import { drafts } from './measures/drafts.ts'
import { idle } from './measures/idle.ts'
import { jump } from './measures/jump.ts'
import { long } from './measures/long.ts'
import { list } from './measures/list.ts'
import { lost } from './measures/lost.ts'
import { markdown } from './measures/markdown.ts'
import { open } from './measures/open.ts'
import { reducer } from './measures/reducer.ts'
import { resume } from './measures/resume.ts'
import { scan } from './measures/scan.ts'
import { search } from './measures/search.ts'
import { stream } from './measures/stream.ts'
import { typing } from './measures/typing.ts'
import { usable } from './measures/usable.ts'
import { usableMany } from './measures/usableMany.ts'
import { viewer } from './measures/viewer.ts'

const measures: readonly Measure[] = [
  reducer,
  list,
  filter,
  resume,
  usable,
  usableMany,
  open,
  long,
  jump,
  arriving,
  stream,
  markdown,
  typing,
  completing,
  drafts,
  lost,
  elsewhere,
  cleanup,
  bulk,
  idle,
  find,
  search,
  scan,
  archive,
  viewer,
]

const executable = process.env['RETOMA_EXECUTABLE']
if (executable === undefined) throw new Error('Start it with "npm run bench": it finds Electron and builds the app.')

const folders: string[] = []
const context: Context = {
  root: resolve(import.meta.dirname, '..'),
  executable,
  folder: () => {
    const folder = mkdtempSync(join(tmpdir(), 'retoma-bench-'))
    folders.push(folder)
    return folder
  },
  note: (text) => process.stderr.write(`  ${text}\n`),
}

/** Whether a result keeps its budget; what was not measured does not. */
function keeps({ value, budget, better }: Result): boolean {
  if (Number.isNaN(value)) return false
  return budget === null || (better === 'lower' ? value <= budget : value >= budget)
}

function line(result: Result): string {
  const { name, value, unit, budget, better } = result
  const told = budget === null ? '-' : `${better === 'lower' ? '<=' : '>='} ${budget}`
  return `${name.padEnd(44)} ${value.toFixed(value < 10 ? 2 : 0).padStart(8)} ${unit.padEnd(6)} ${told.padEnd(8)}${keeps(result) ? '' : ' MISSED'}`
}

/** A measure; when it misses a budget it is repeated twice, and the middle of the three counts, for or against it. */
async function measured(measure: Measure): Promise<readonly Result[]> {
  const first = await measure.run(context)
  if (once || first.every(keeps)) return first
  context.note(`${measure.name}: missed${busy()}; measured twice more, the middle counts`)
  const runs = [first, await measure.run(context), await measure.run(context)]
  return first.map((result, at) => ({ ...result, value: median(runs.map((run) => run[at]?.value ?? Number.NaN)) }))
}

/** Says so when more runs on this machine than it has processors for. */
function busy(): string {
  const [load = 0] = loadavg()
  return load > availableParallelism() + 1 ? ` (the machine is busy: load ${load.toFixed(1)})` : ''
}

const args = process.argv.slice(2)
/** Whether a missed budget is told as it is, without measuring again: for work on what is measured. */
const once = args.includes('--once')
const asked = args.filter((arg) => arg !== '--once')
const chosen = measures.filter(({ name }) => asked.length === 0 || asked.includes(name))
if (chosen.length === 0) throw new Error(`Measures: ${measures.map(({ name }) => name).join(', ')}`)

const results: Result[] = []
console.log(`${'name'.padEnd(44)} ${'value'.padStart(8)} unit   budget`)
for (const measure of chosen) {
  try {
    for (const result of await measured(measure)) {
      results.push(result)
      console.log(line(result))
    }
  } catch (error) {
    console.error(`${measure.name} could not be measured:`, error)
    const failed: Result = { name: measure.name, value: Number.NaN, unit: 'ms', budget: null, better: 'lower' }
    results.push(failed)
    console.log(line(failed))
  }
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
const missed = results.filter((result) => !keeps(result))
console.log(missed.length === 0 ? 'Every budget is kept.' : `Missed: ${missed.map(({ name }) => name).join(', ')}`)
process.exitCode = missed.length === 0 ? 0 : 1
