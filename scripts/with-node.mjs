/** node scripts/with-node.mjs TOOL [ARGS]: runs a tool of the installed packages with the pinned Node. */
import process from 'node:process'
import { Explained, main, run } from './steps.mjs'
import { nodeCommand } from './tools.mjs'

await main(async () => {
  const [tool, ...rest] = process.argv.slice(2)
  if (tool === undefined) throw new Explained('Usage: node scripts/with-node.mjs TOOL [ARGS]')
  const [command, args] = nodeCommand(tool, rest)
  return (await run(command, args)).code
})
