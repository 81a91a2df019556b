/**
 * npm test [-- STEP [ARGS]]: types, lint, unit, build, e2e, in this order, up to the first that fails; or one of them, with the tool's own arguments.
 * The last line is "N passed, N failed"; a step that fails without a failing test counts as one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { build } from './build.mjs'
import { checkNode, install } from './install.mjs'
import { setup } from './setup.mjs'
import { Explained, atEnd, main, run, say, since } from './steps.mjs'
import { nodeCommand } from './tools.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {object} Step
 * @property {string} title
 * @property {string} tool
 * @property {(report: string) => string[]} args
 * @property {(report: string) => NodeJS.ProcessEnv} [env]
 * @property {boolean} [electron] needs Electron or the stand-in
 * @property {boolean} [built] needs the built app too
 * @property {(report: any) => Counts} [count] reads the tool's JSON report
 */

/** @type {Record<string, Step>} */
const steps = {
  types: { title: 'Types', tool: 'tsc', args: () => ['--build'] },
  lint: {
    title: 'Lint',
    tool: 'eslint',
    args: () => ['.', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings', '0'],
  },
  unit: {
    title: 'Unit and property tests',
    tool: 'vitest',
    // The stand-in has tests of its own.
    electron: true,
    args: (report) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    count: (report) => ({
      passed: report.numPassedTests,
      // A file that could not even be loaded has no failing test to count.
      failed: report.testResults.reduce(
        (/** @type {number} */ sum, /** @type {any} */ file) =>
          sum +
          (file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed').length ||
            Number(file.status === 'failed')),
        0,
      ),
    }),
  },
  e2e: {
    title: 'End-to-end tests',
    tool: 'playwright',
    electron: true,
    args: () => ['test', '--reporter=list,json'],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    built: true,
    count: (report) => ({
      passed: report.stats.expected + report.stats.flaky,
      failed: report.stats.unexpected + report.errors.length,
    }),
  },
}

/** @type {Counts} */
const total = { passed: 0, failed: 0 }
/** @type {string[]} */
const summary = []

await main(async () => {
  const [only, ...rest] = process.argv.slice(2)
  if (only !== undefined && only !== 'build' && steps[only] === undefined) {
    throw new Explained(`There is no step "${only}". Steps: types, lint, unit, build, e2e.`)
  }
  const started = Date.now()
  let ok = false
  try {
    ok = await runAll(only, rest)
  } catch (error) {
    say(`\n${error instanceof Explained ? error.message : String(/** @type {any} */ (error)?.stack ?? error)}`)
  }
  if (!ok && total.failed === 0) total.failed = 1
  say(`\n${ok ? 'All well' : 'Failed'} after ${since(started)}.${summary.length > 0 ? ` ${summary.join('; ')}.` : ''}`)
  say(`${total.passed} passed, ${total.failed} failed`)
  return ok ? 0 : 1
})

/**
 * @param {string | undefined} only
 * @param {readonly string[]} rest
 */
async function runAll(only, rest) {
  checkNode()
  await install()
  if (only === 'build') await build()
  const chosen = Object.entries(steps).filter(([name]) => only === undefined || only === name)
  /** @type {Record<string, string>} */
  let shared = { RETOMA_TEST: '1' }
  if (chosen.some(([, step]) => step.electron === true)) {
    const { electron, env } = await setup()
    shared = { ...shared, ...env, RETOMA_EXECUTABLE: electron.executable }
  }
  for (const [, step] of chosen) {
    if (step.built === true) await build()
    if (!(await runStep(step, rest, shared))) return false
  }
  return true
}

/**
 * @param {Step} step
 * @param {readonly string[]} rest
 * @param {Record<string, string>} shared
 */
async function runStep(step, rest, shared) {
  const started = Date.now()
  const folder = mkdtempSync(path.join(tmpdir(), 'retoma-report-'))
  atEnd(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const report = path.join(folder, 'report.json')
  say(`\n── ${step.title} ──`)
  const [command, args] = nodeCommand(step.tool, [...step.args(report), ...rest])
  const { code } = await run(command, args, { env: { ...shared, ...step.env?.(report) } })
  const counts = step.count === undefined ? null : readCounts(step.count, report)
  total.passed += counts?.passed ?? 0
  total.failed += counts?.failed ?? 0
  const ok = code === 0
  const numbers = counts === null ? '' : `: ${counts.passed} passed, ${counts.failed} failed`
  say(`── ${step.title} ${ok ? 'done' : 'FAILED'} in ${since(started)}${numbers} ──`)
  summary.push(`${step.title} ${ok ? 'well' : 'failed'} (${since(started)})`)
  return ok
}

/**
 * @param {(report: any) => Counts} count
 * @param {string} file
 */
function readCounts(count, file) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
