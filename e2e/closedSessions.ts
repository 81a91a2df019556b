import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import type { World } from './app.ts'

/** In milliseconds. */
export const minute = 60_000

export interface Written {
  readonly id: string
  readonly title?: string
  readonly ago?: number
  readonly prompt?: string | null
  readonly repository?: string
  readonly branch?: string
  readonly parent?: string
}

/** A closed session as the runtime leaves it; a `prompt` of null: nothing was ever said. */
export function write(
  world: World,
  { id, title, ago = 0, prompt = 'Hello', repository, branch, parent }: Written,
): void {
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const at = Date.now() - ago - minute
  const log = createTestLog(at)
  log.add('session.start', {
    ...sessionStart(id),
    startTime: new Date(at).toISOString(),
    context: { cwd: world.folder },
    ...(parent === undefined ? {} : { detachedFromSpawningParentSessionId: parent }),
  })
  if (prompt !== null) log.turn(prompt, 'Well said.')
  const time = new Date(at).toISOString()
  const named = title === undefined ? { name: prompt ?? '', user_named: false } : { name: title, user_named: true }
  const git = { ...(repository === undefined ? {} : { repository }), ...(branch === undefined ? {} : { branch }) }
  const workspace = {
    id,
    cwd: world.folder,
    ...named,
    ...git,
    created_at: time,
    updated_at: time,
    client_name: 'retoma',
  }
  writeFileSync(join(folder, 'workspace.yaml'), stringify(workspace))
  const path = join(folder, 'events.jsonl')
  writeFileSync(path, log.text())
  utimesSync(path, new Date(at), new Date(at))
}
