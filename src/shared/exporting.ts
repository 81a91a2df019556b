import type { ErrorCode, Failure } from './errors.ts'
import type { ItemResult } from './model/keeping.ts'

/** How an export is written. `plain` is the list of role, content and id that the recipes write. */
export const exportFormats = ['json', 'markdown', 'html', 'plain'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** The ending of a file's name in each. */
export const exportEndings: Readonly<Record<ExportFormat, string>> = {
  json: 'json',
  markdown: 'md',
  html: 'html',
  plain: 'json',
}

/** Something in an export that is likely a secret: what it is and where it stands, never the secret itself. */
export interface FoundSecret {
  readonly sessionId: string
  /** The name of the rule that found it, for example `GITHUB_TOKEN`. */
  readonly rule: string
  /** Its beginning and its length, the rest as dots. */
  readonly masked: string
  /** Where it stands first; `kept` and `log` are what no message shows. */
  readonly where: 'user' | 'assistant' | 'tool' | 'notes' | 'bookmark' | 'draft' | 'file' | 'kept' | 'log'
  /** When that was said; null where it was not. */
  readonly at: string | null
  /** How often it stands there. */
  readonly count: number
}

/** What was found before an export. `more`: that is not all. */
export interface FoundSecrets {
  readonly secrets: readonly FoundSecret[]
  readonly more: boolean
}

/** Whether it is the place that an export failed by: more of it would fail there, and it would do elsewhere. */
export function isFaultOfPlace(code: string): boolean {
  return code === 'exportFull' || code === 'exportUnwritable'
}

/** What of the place kept sessions from being exported there; null where it was nothing of that. */
export function faultOfPlace(results: readonly ItemResult[]): Failure | null {
  const error = results.find((one) => one.error !== null && isFaultOfPlace(one.error.code))?.error ?? null
  return error === null ? null : { code: error.code as ErrorCode, detail: error.message }
}
