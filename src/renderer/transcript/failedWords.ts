import type { Turn, TurnError } from '../../shared/model/turn.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'

/** Why a turn failed, in words. A provider that is out of reach, one that is ill, and a machine without a network are three different things. */
export function failedWords({ items }: Turn, { kind, status }: TurnError, online: boolean): StringKey {
  if (kind === 'stalled' && items.every((item) => item.kind === 'notice')) return 'turn.failed.silent'
  if (kind !== 'unreachable') return `turn.failed.${kind}`
  if (status !== null && status >= 500) return 'turn.failed.fault'
  return online ? 'turn.failed.unreachable' : 'turn.failed.offline'
}

/** What is said of a turn that failed without a word. */
export const noError: TurnError = { kind: 'other', message: '', status: null }
