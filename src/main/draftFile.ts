import { readFile, stat } from 'node:fs/promises'
import type { Route } from '../shared/events.ts'
import type { ErrorCode } from '../shared/errors.ts'
import type { LaunchRequest } from './shell/args.ts'

/** What is longer is no message that somebody wrote: it can be attached. */
const MAX_BYTES = 1_000_000

/** Where a request leads, with the text of its file, or with what is wrong with the file: it leads there either way. */
export async function routeOf({ to, draftFile }: LaunchRequest): Promise<Route | null> {
  if ((to?.kind !== 'session' && to?.kind !== 'newSession') || draftFile === null) return to
  const read = await readDraft(draftFile)
  return { ...to, draft: typeof read === 'string' ? { text: read } : { failure: { ...read, detail: draftFile } } }
}

async function readDraft(path: string): Promise<string | { readonly code: ErrorCode }> {
  try {
    const facts = await stat(path)
    // A pipe without a writer would be waited for without an end.
    if (!facts.isFile()) return { code: 'draftFileUnreadable' }
    if (facts.size > MAX_BYTES) return { code: 'draftFileTooLarge' }
    const bytes = await readFile(path)
    // A text that is no UTF-8 would be changed by reading it, and a NUL is in no text.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (text.includes('\0')) return { code: 'draftFileNotText' }
    return text.trim() === '' ? { code: 'draftFileEmpty' } : text
  } catch (error) {
    return { code: error instanceof TypeError ? 'draftFileNotText' : 'draftFileUnreadable' }
  }
}
