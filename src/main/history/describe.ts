import { statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import type { SessionProblem } from '../../shared/model/session.ts'
import { titleFrom, titleWithout } from './autoTitle.ts'
import { readEnds, type LogEnds } from './ends.ts'
import { withLogSync } from './logFile.ts'
import type { DiskSession } from './port.ts'
import { parseWorkspace, parseWorkspaceEnds, type Workspace } from './workspaceFile.ts'

/** A session's folder as it was found: what says whether it changed. */
export interface FolderState {
  readonly id: string
  readonly log: Stats | null
  readonly workspace: Stats | null
  /** The error code with which the folder refused to be looked at. */
  readonly refused: string | null
}

/** The name that the CLI signs with; runtimes that did not sign yet were the CLI's. */
const CLI = 'github/cli'
/** How much of each end of workspace.yaml is read when it is larger than both (bytes). */
const WORKSPACE_END = 4 * 1024
const ID = /^[A-Za-z0-9_-]{1,255}$/u

/** Whether a folder of this name can be a session. */
export function isSessionId(name: string): boolean {
  return ID.test(name)
}

/** The path of a session's log. */
export function logPath(root: string, id: string): string {
  return join(root, id, 'events.jsonl')
}

/** Looks at a folder without reading it; null when it is no session's. */
export function look(root: string, id: string): FolderState | null {
  try {
    const log = statSync(logPath(root, id), { throwIfNoEntry: false }) ?? null
    const workspace = statSync(join(root, id, 'workspace.yaml'), { throwIfNoEntry: false }) ?? null
    return log === null && workspace === null ? null : { id, log, workspace, refused: null }
  } catch (error) {
    const code = errorCode(error)
    return code === 'ENOTDIR' || code === 'ENOENT' ? null : { id, log: null, workspace: null, refused: code }
  }
}

/**
 * Two folders with the same key hold the same: a file that was put in the place of another is told by its number, one that was
 * written over and given its time back by when that was done, which nobody can set.
 */
export function keyOf({ log, workspace, refused }: FolderState): string {
  const of = (file: Stats | null): string =>
    file === null ? '' : [file.mtimeMs, file.size, file.ino, file.ctimeMs].join(' ')
  return [of(log), of(workspace), refused].join('/')
}

/** Reads what a folder says about its session: at most 64 KB, one file open at a time. */
export function describe(root: string, state: FolderState): DiskSession {
  const { id, log } = state
  const workspace = readWorkspace(root, state)
  const { ends, problem } = readLog(root, state)
  const touched = Math.round(log?.mtimeMs ?? state.workspace?.mtimeMs ?? 0)
  const createdAt = workspace.createdAt ?? ends?.createdAt ?? touched
  const folder = workspace.cwd ?? ends?.folder ?? null
  const summary = ends?.summary ?? ''
  return {
    id,
    name: workspace.name,
    userNamed: workspace.userNamed,
    title: titleFrom(workspace.name ?? '') ?? titleFrom(summary) ?? titleWithout(id, folder, createdAt),
    summary,
    folder,
    model: ends?.model ?? null,
    origin: workspace.clientName === null || workspace.clientName === CLI ? 'cli' : 'sdk',
    ...(workspace.clientName === null ? {} : { clientName: workspace.clientName }),
    ...optional('repository', workspace.repository ?? ends?.repository ?? null),
    ...optional('branch', workspace.branch ?? ends?.branch ?? null),
    ...optional('parentId', ends?.parentId ?? null),
    createdAt,
    activeAt: ends === null ? createdAt : (ends.activeAt ?? touched),
    size: log?.size ?? 0,
    problem,
  }
}

function optional<K extends string>(key: K, value: string | null): { readonly [_ in K]?: string } {
  return (value === null ? {} : { [key]: value }) as { readonly [_ in K]?: string }
}

function readWorkspace(root: string, { id, workspace }: FolderState): Workspace {
  if (workspace === null) return parseWorkspace('')
  try {
    return withLogSync(join(root, id, 'workspace.yaml'), (file) => {
      if (file.size <= 2 * WORKSPACE_END) return parseWorkspace(file.read(0, file.size).toString('utf8'))
      const tail = file.read(file.size - WORKSPACE_END, WORKSPACE_END)
      return parseWorkspaceEnds(file.read(0, WORKSPACE_END).toString('utf8'), tail.toString('utf8'))
    })
  } catch {
    return parseWorkspace('')
  }
}

function readLog(
  root: string,
  { id, log, refused }: FolderState,
): { readonly ends: LogEnds | null; readonly problem: SessionProblem | null } {
  if (refused !== null) return { ends: null, problem: { code: 'unreadable', detail: refused } }
  if (log === null || log.size === 0) return { ends: null, problem: { code: 'empty', detail: null } }
  try {
    const ends = withLogSync(logPath(root, id), (file) => (file.size === 0 ? null : readEnds(file)))
    return ends === null ? { ends, problem: { code: 'empty', detail: null } } : { ends, problem: ends.problem }
  } catch (error) {
    return { ends: null, problem: { code: 'unreadable', detail: errorCode(error) } }
  }
}

/** The code of a file system's error. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}
