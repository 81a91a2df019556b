import type { RowState, SessionRow } from '../../shared/model/session.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { shortened } from './glyphs.ts'

/** What a notification is about; each kind can be switched off. */
export type NoteKind = keyof Settings['notifications']

/** One notification. Its text names the session and what happened, never what was said. */
export interface DesktopNote {
  readonly sessionId: string
  readonly kind: NoteKind
  readonly title: string
  readonly body: string
}

/** What changed between two looks at the list. */
export interface NoteChange {
  readonly show: readonly DesktopNote[]
  /** Sessions whose notification has become pointless: answered, read, running again or gone. */
  readonly withdraw: readonly string[]
}

/** Watches the list and says what is worth a notification. The first look only learns: old news is no news. */
export function createNoteWatch(options: {
  readonly t: () => Translate
  readonly enabled: () => Settings['notifications']
  readonly isInView: (sessionId: string) => boolean
}): { readonly look: (rows: readonly SessionRow[]) => NoteChange } {
  const { t, enabled, isInView } = options
  let seen: ReadonlyMap<string, RowState> | null = null
  let last: readonly SessionRow[] | null = null
  const shown = new Map<string, NoteKind>()

  return {
    look: (rows) => {
      const show: DesktopNote[] = []
      const withdraw: string[] = []
      for (const [id, kind] of shown) {
        const row = rows.find((other) => other.id === id)
        if (row !== undefined && stillTrue(row, kind) && !isInView(id)) continue
        shown.delete(id)
        withdraw.push(id)
      }
      // The same list was looked at before: only what is in view has changed.
      if (rows === last) return { show, withdraw }
      last = rows
      const before = seen
      seen = new Map(rows.map((row) => [row.id, row.state]))
      if (before === null) return { show, withdraw }
      for (const row of rows) {
        const kind = news(before.get(row.id), row.state)
        if (kind === null || !enabled()[kind] || isInView(row.id)) continue
        shown.set(row.id, kind)
        show.push({
          sessionId: row.id,
          kind,
          title: shortened(row.title, 80),
          body: t()(`notify.${kind}`),
        })
      }
      return { show, withdraw }
    },
  }
}

function news(before: RowState | undefined, now: RowState): NoteKind | null {
  if (before === now || before === undefined) return null
  if (now === 'needsYou') return 'needsYou'
  const worked = before === 'running' || before === 'needsYou'
  if (now === 'failed' && worked) return 'failed'
  return now === 'idle' && worked ? 'done' : null
}

function stillTrue(row: SessionRow, kind: NoteKind): boolean {
  return row.state === (kind === 'done' ? 'idle' : kind)
}
