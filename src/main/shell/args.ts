import { resolve } from 'node:path'
import type { Route } from '../../shared/events.ts'
import { parseDeepLink } from './links.ts'

/** What a command line or a link asks for. */
export interface LaunchRequest {
  readonly to: Route | null
  /** Start without a window: only the tray shows. */
  readonly hidden: boolean
  /** The absolute path of a file whose text is added to the draft of the session, or waits for the one that is to be made. */
  readonly draftFile: string | null
}

/** What is no id may be anything: so much of it is shown. */
const MAX_SHOWN = 1000

/**
 * Reads `--session ID [--create] [--draft-file F]` (also with `=`), `--hidden` and a link anywhere; whatever else stands
 * there is not ours. A path is meant from `folder`, where the command was given. An id that no session can have leads to
 * the page of a new session, which says what is wrong with it, and so does one that was left out.
 */
export function parseArgs(argv: readonly string[], folder: string): LaunchRequest {
  const hidden = argv.includes('--hidden')
  const id = valueOf(argv, '--session')
  const file = valueOf(argv, '--draft-file')
  const create = argv.includes('--create')
  if (id === null && file !== null) {
    return { to: { kind: 'newSession', failure: { code: 'draftFileAlone', detail: file } }, hidden, draftFile: null }
  }
  if (id !== null || create) {
    const to = id === null ? ({ kind: 'newSession' } as const) : sessionRoute(id, create ? { folder } : null)
    if (file === '') {
      return { to: { ...to, draft: { failure: { code: 'draftFileMissing', detail: '' } } }, hidden, draftFile: null }
    }
    return { to, hidden, draftFile: file === null ? null : resolve(folder, file) }
  }
  const links = argv.filter((arg) => !arg.startsWith('-')).map(parseDeepLink)
  return { to: links.findLast((link) => link !== null) ?? null, hidden, draftFile: null }
}

/** The arguments that a second start passed on, and where it was started, checked: they come from another process. */
export function passedArguments(
  data: unknown,
  fallback: { readonly argv: readonly string[]; readonly folder: string },
): { readonly argv: readonly string[]; readonly folder: string } {
  if (typeof data !== 'object' || data === null || !('argv' in data) || !Array.isArray(data.argv)) return fallback
  return {
    argv: data.argv.filter((arg): arg is string => typeof arg === 'string'),
    folder: 'folder' in data && typeof data.folder === 'string' ? data.folder : fallback.folder,
  }
}

/** The last value of `name VALUE` or `name=VALUE`; empty where the name has none, null without the name. */
function valueOf(argv: readonly string[], name: string): string | null {
  let value: string | null = null
  for (const [index, arg] of argv.entries()) {
    const next = argv[index + 1] ?? ''
    // What looks like the next option is no value: an id or a file of such a name is written with `=`.
    if (arg === name) value = next.startsWith('--') ? '' : next
    else if (arg.startsWith(`${name}=`)) value = arg.slice(name.length + 1)
  }
  return value
}

function sessionRoute(
  id: string,
  create: { readonly folder: string } | null,
): Extract<Route, { kind: 'session' | 'newSession' }> {
  const route = parseDeepLink(`retoma://session/${id}`)
  if (route?.kind !== 'session' || route.create !== undefined) return { kind: 'newSession', id: id.slice(0, MAX_SHOWN) }
  return create === null ? route : { ...route, create }
}
