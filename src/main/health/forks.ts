import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { AppError } from '../../shared/errors.ts'
import { isSessionId } from '../history/describe.ts'
import { parseWorkspace } from '../history/workspaceFile.ts'
import { toWriteError } from './fileError.ts'
import { syncFolder, syncPlaced } from './files.ts'
import type { ForkSpec } from './port.ts'
import { isSound, writeCopy } from './writeCopy.ts'

/** What belongs to a session beside its log; its locks, its snapshots for rewinding and our own marks stay with the source. */
const PARTS = ['files', 'research', 'checkpoints', 'plan.md'] as const
const BESIDE = '.retoma-fork-'

/**
 * Puts a session where none is, made of the log at `path` up to an event: written beside, flushed, checked, renamed. The
 * source is only read. The runtime's own fork writes a line into its source, and chooses the id by itself.
 */
export async function forkLog(
  root: string,
  path: string,
  { to, before, name, clientName }: ForkSpec,
  now: () => number,
): Promise<void> {
  if (!isSessionId(to)) throw new AppError('idInvalid', to)
  const beside = join(root, `${BESIDE}${to}.tmp`)
  const place = join(root, to)
  if (existsSync(place)) throw new AppError('idTaken', to)
  const source = dirname(path)
  try {
    rmSync(beside, { recursive: true, force: true })
    mkdirSync(beside, { mode: 0o700 })
    const workspace = parseWorkspace(readText(join(source, 'workspace.yaml')))
    const target = join(beside, 'events.jsonl')
    const written = await writeCopy({ id: to, path, target, workspace, slim: false, before, refused: null, now })
    if (before !== null && !written.stopped) throw new AppError('turnMissing', before)
    if (!(await isSound(target, to, written.events))) throw new AppError('repairFailed', to)
    for (const part of PARTS) {
      const from = join(source, part)
      if (existsSync(from)) await cp(from, join(beside, part), { recursive: true })
    }
    writeFileSync(join(beside, 'workspace.yaml'), workspaceText(to, workspace.cwd, { name, clientName }, now()), {
      mode: 0o600,
      flush: true,
    })
    syncFolder(beside)
    if (existsSync(place)) throw new AppError('idTaken', to)
    renameSync(beside, place)
    syncPlaced(root)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    throw toWriteError(error)
  }
}

/** Removes what a crash left of forks that never took their place. */
export function sweepForks(root: string): void {
  try {
    for (const name of readdirSync(root)) {
      if (name.startsWith(BESIDE)) rmSync(join(root, name), { recursive: true, force: true })
    }
  } catch {
    // No home yet, or none that can be written: then nothing of ours is there.
  }
}

function workspaceText(
  id: string,
  cwd: string | null,
  { name, clientName }: Pick<ForkSpec, 'name' | 'clientName'>,
  at: number,
): string {
  const time = new Date(at).toISOString()
  return stringify({
    id,
    ...(cwd === null ? {} : { cwd }),
    client_name: clientName,
    name,
    user_named: true,
    summary_count: 0,
    fork_count: 0,
    created_at: time,
    updated_at: time,
  })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
