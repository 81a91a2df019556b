import type { DatabaseSync } from 'node:sqlite'
import type { QueryTerm } from '../../shared/query.ts'
import type { SearchPlace } from '../../shared/search.ts'
import { searchKinds } from '../../shared/search.ts'
import { logPath } from '../history/describe.ts'
import { lineAt } from '../history/lines.ts'
import { withLogSync, type LogFile } from '../history/logFile.ts'
import { stepsOf, type Translate } from '../history/steps.ts'
import { matchersOf, snippetOf, type TermMatcher } from './snippet.ts'
import { piecesOf, unitsOf } from './units.ts'

/** Reads from the logs where hits stand, and their words: the index itself does not keep them. */
export interface Places {
  of(terms: readonly QueryTerm[], keys: readonly number[]): readonly SearchPlace[]
}

export function createPlaces(deps: {
  readonly db: DatabaseSync
  /** The folder session-state. */
  readonly root: string
  readonly translate: Translate
}): Places {
  const docOf = deps.db.prepare(
    `SELECT sessions.id, docs.kind, docs.offset, docs.piece FROM docs JOIN sessions ON sessions.n = docs.session
     WHERE docs.rowid = ?`,
  )

  const read = (log: LogFile, doc: Doc, matchers: readonly TermMatcher[]): SearchPlace | null => {
    for (const step of stepsOf(lineAt(log, doc.offset), deps.translate).steps) {
      for (const unit of step.events.flatMap(unitsOf)) {
        if (unit.kind !== doc.kind) continue
        const text = piecesOf(unit.text)[doc.piece]
        if (text !== undefined) return { key: doc.key, itemId: unit.itemId, snippet: snippetOf(text, matchers) }
      }
    }
    return null
  }

  return {
    of: (terms, keys) => {
      const matchers = matchersOf(terms)
      const bySession = new Map<string, Doc[]>()
      for (const key of keys) {
        const row = docOf.get(key)
        const kind = searchKinds[Number(row?.['kind'])]
        if (row === undefined || kind === undefined) continue
        const doc = { key, kind, offset: Number(row['offset']), piece: Number(row['piece']) }
        const id = String(row['id'])
        bySession.set(id, [...(bySession.get(id) ?? []), doc])
      }
      const places = new Map<number, SearchPlace>()
      for (const [id, docs] of bySession) {
        try {
          withLogSync(logPath(deps.root, id), (log) => {
            for (const doc of docs) {
              const place = read(log, doc, matchers)
              if (place !== null) places.set(doc.key, place)
            }
          })
        } catch {
          // The log went, or became another one: so did its hits, and the index hears of it by itself.
        }
      }
      return keys.flatMap((key) => places.get(key) ?? [])
    },
  }
}

interface Doc {
  readonly key: number
  readonly kind: (typeof searchKinds)[number]
  readonly offset: number
  readonly piece: number
}
