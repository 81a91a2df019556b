import type { Route } from '../../shared/events.ts'
import { parseDeepLink } from './links.ts'

/** What a command line asks for. */
export interface LaunchRequest {
  readonly to: Route | null
  /** Start without a window: only the tray shows. */
  readonly hidden: boolean
}

/** Reads `--session ID`, `--session=ID`, `--hidden` and a link anywhere; whatever else stands there is not ours. */
export function parseArgs(argv: readonly string[]): LaunchRequest {
  let to: Route | null = null
  for (const [index, arg] of argv.entries()) {
    if (arg === '--session') to = sessionRoute(argv[index + 1] ?? '') ?? to
    else if (arg.startsWith('--session=')) to = sessionRoute(arg.slice('--session='.length)) ?? to
    else if (!arg.startsWith('-')) to = parseDeepLink(arg) ?? to
  }
  return { to, hidden: argv.includes('--hidden') }
}

/** The arguments that a second start passed on, checked: they come from another process. */
export function passedArguments(data: unknown, fallback: readonly string[]): readonly string[] {
  if (typeof data !== 'object' || data === null || !('argv' in data) || !Array.isArray(data.argv)) return fallback
  return data.argv.filter((arg): arg is string => typeof arg === 'string')
}

function sessionRoute(id: string): Route | null {
  return parseDeepLink(`retoma://session/${id}`)
}
