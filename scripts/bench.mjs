/** npm run bench [-- MEASURE…]: what bench/run.ts measures, against its budgets. */
import process from 'node:process'
import { build } from './build.mjs'
import { setup } from './setup.mjs'
import { main, run } from './steps.mjs'
import { nodeCommand } from './tools.mjs'

await main(async () => {
  const { electron, env } = await setup()
  await build()
  const [command, args] = nodeCommand('bench/run.ts', process.argv.slice(2))
  return (await run(command, args, { env: { ...env, RETOMA_EXECUTABLE: electron.executable } })).code
})
