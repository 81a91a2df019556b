import type { FormEntries } from '../../shared/form.ts'
import type { Request } from '../../shared/model/request.ts'
import type { SessionState } from '../../shared/model/turn.ts'

/** What was kept of a form that is half filled in; nothing when it is no such thing. */
export function readEntries(kept: string | undefined): FormEntries {
  if (kept === undefined || !kept.startsWith('{')) return {}
  try {
    return JSON.parse(kept) as FormEntries
  } catch {
    return {}
  }
}

/** Whether an id is that of a form. */
export function isForm(requestId: string): boolean {
  return requestId.endsWith(':form')
}

/** What was typed into a request, as words: of a form one line for each field that was filled in. */
export function replyWords(requestId: string, kept: string): string {
  if (!isForm(requestId)) return kept
  return Object.entries(readEntries(kept))
    .map(([name, value]) => [name, typeof value === 'object' ? value.join(', ') : value] as const)
    .filter(([, value]) => value !== '' && typeof value !== 'boolean')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n')
}

/** An earlier request for the same form which nobody answered and that has been begun; its id, or null. */
export function begunBefore(
  view: { readonly state: SessionState; readonly replies: Readonly<Record<string, string>> } | undefined,
  request: Extract<Request, { kind: 'form' }>,
): string | null {
  const begun = Object.keys(view?.replies ?? {}).filter((id) => id !== request.id)
  if (view === undefined || begun.length === 0) return null
  const asked = askedFor(request)
  for (const turn of view.state.turns.toReversed()) {
    for (const item of turn.items) {
      if (item.kind !== 'request' || item.outcome !== 'unanswered' || item.request.kind !== 'form') continue
      if (begun.includes(item.id) && askedFor(item.request) === asked) return item.id
    }
  }
  return null
}

function askedFor({ source, form }: Extract<Request, { kind: 'form' }>): string {
  return JSON.stringify([source, form])
}
