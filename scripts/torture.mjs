/** npm run torture [-- --kills N --seed S]: kills app and runtime in the middle of random work; see e2e/torture. */
import process from 'node:process'
import { build } from './build.mjs'
import { setup } from './setup.mjs'
import { main, run } from './steps.mjs'
import { nodeCommand } from './tools.mjs'

await main(async () => {
  const { electron, env } = await setup()
  await build()
  const [command, args] = nodeCommand('e2e/torture/run.ts', process.argv.slice(2))
  return (await run(command, args, { env: { ...env, RETOMA_EXECUTABLE: electron.executable } })).code
})
