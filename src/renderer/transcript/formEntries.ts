import type { FormEntries } from '../../shared/form.ts'

/** What was kept of a form that is half filled in; nothing when it is no such thing. */
export function readEntries(kept: string | undefined): FormEntries {
  if (kept === undefined || !kept.startsWith('{')) return {}
  try {
    return JSON.parse(kept) as FormEntries
  } catch {
    return {}
  }
}

/** What was typed into a request, as words: of a form one line for each field that was filled in. */
export function replyWords(requestId: string, kept: string): string {
  if (!requestId.endsWith(':form')) return kept
  return Object.entries(readEntries(kept))
    .map(([name, value]) => [name, typeof value === 'object' ? value.join(', ') : value] as const)
    .filter(([, value]) => value !== '' && typeof value !== 'boolean')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n')
}
