import { fold } from '../../shared/fold.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Snippet } from '../../shared/search.ts'

/** How much of a line is shown before what was found, and in all (UTF-16 units). */
const BEFORE = 40
const LENGTH = 200

/** What of a session's notes tells why a query found it, when nothing else does that is shown of it; null otherwise. */
export function tellingNote(row: Pick<SessionRow, 'title' | 'id' | 'tags' | 'notes'>, query: string): Snippet | null {
  if (row.notes === '') return null
  const shown = fold([row.title, row.id, ...row.tags].join('\n'))
  const wanted = parseQuery(query, 0)
    .terms.filter((term) => !term.not)
    .map((term) => fold(term.text))
    .filter((word) => !shown.includes(word))
  for (const line of row.notes.split('\n')) {
    const folded = fold(line)
    const found = wanted.find((word) => folded.includes(word))
    if (found === undefined) continue
    // Where folding changed how long it is, its places are others.
    const at = folded.length === line.length ? folded.indexOf(found) : -1
    const start = Math.max(0, at - BEFORE)
    const cut = start > 0 ? '…' : ''
    const text = `${cut}${line.slice(start, start + LENGTH)}`.toWellFormed()
    const mark = cut.length + at - start
    return { text, marks: at < 0 ? [] : [mark, mark + found.length] }
  }
  return null
}
