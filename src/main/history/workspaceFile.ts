import { parse } from 'yaml'
import { folderName } from '../../shared/folderName.ts'

/** What workspace.yaml says; null where it says nothing. */
export interface Workspace {
  readonly name: string | null
  readonly userNamed: boolean
  readonly cwd: string | null
  readonly clientName: string | null
  /** `owner/name`, or the name of the folder that git has it in. */
  readonly repository: string | null
  readonly branch: string | null
  /** Epoch milliseconds. */
  readonly createdAt: number | null
  readonly updatedAt: number | null
}

/** A key and a scalar that YAML takes as it stands: no quotes, no markers, no comment. */
const plain = /^([A-Za-z_][\w-]*):(?: +(?!["'|>&*!%@`[{#,?-])((?:(?! #|: ).)*))?$/u

/** Reads the text of a workspace.yaml, as far as it can be understood. */
export function parseWorkspace(text: string): Workspace {
  return toWorkspace(parsePlain(text) ?? parseYaml(text))
}

/** Reads the two ends of one that is too large for a list: the whole first prompt may stand in it as the name. */
export function parseWorkspaceEnds(head: string, tail: string): Workspace {
  const whole = [...head.split('\n').slice(0, -1), ...tail.split('\n').slice(1)]
  return { ...toWorkspace(parseLines(whole)), name: null }
}

function toWorkspace(values: ReadonlyMap<string, string>): Workspace {
  const value = (key: string): string | null => {
    const found = values.get(key)?.trim() ?? ''
    return found === '' || found === '~' || found === 'null' ? null : found
  }
  return {
    // Earlier runtimes called it a summary.
    name: value('name') ?? value('summary'),
    userNamed: value('user_named') === 'true',
    cwd: value('cwd'),
    clientName: value('client_name'),
    repository: value('repository') ?? rootName(value('git_root')),
    branch: value('branch'),
    createdAt: parseTime(value('created_at')),
    updatedAt: parseTime(value('updated_at')),
  }
}

/** What a repository without a remote is called: the folder that git has it in; null for none. */
export function rootName(root: string | null): string | null {
  return root === null ? null : folderName(root)
}

/** Epoch milliseconds of an ISO time, or null. */
export function parseTime(text: unknown): number | null {
  const time = typeof text === 'string' ? Date.parse(text) : NaN
  return Number.isNaN(time) ? null : time
}

/** The common case without a parser of YAML, which takes most of the time of a list; null when there is more to it. */
function parsePlain(text: string): Map<string, string> | null {
  const values = new Map<string, string>()
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [, key, value = ''] = plain.exec(line.trimEnd()) ?? []
    if (key === undefined) return null
    values.set(key, value)
  }
  return values
}

function parseYaml(text: string): Map<string, string> {
  try {
    const parsed: unknown = parse(text, { schema: 'failsafe', logLevel: 'error', uniqueKeys: false })
    if (typeof parsed !== 'object' || parsed === null) return new Map()
    return new Map(Object.entries(parsed).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
  } catch {
    // Cut or damaged: the lines that make sense by themselves are better than none.
    return parseLines(text.split('\n'))
  }
}

function parseLines(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.flatMap((line) => {
      const [, key, value = ''] = plain.exec(line.trimEnd()) ?? []
      return key === undefined ? [] : [[key, value] as const]
    }),
  )
}
