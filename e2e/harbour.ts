import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { World } from './app.ts'
import { calls } from './model/reply.ts'

const server = join(import.meta.dirname, 'model/elicitingServer.mjs')

/** A model's call of a tool that asks the person to fill in a form. */
export const book = calls('harbour-book', {})

/** The runtime starts the server that its own configuration names, as it does for the CLI. */
export function addServer(world: World): void {
  const harbour = { type: 'local', command: process.execPath, args: [server], tools: ['*'] }
  writeFileSync(join(world.home, 'mcp-config.json'), JSON.stringify({ mcpServers: { harbour } }))
}
