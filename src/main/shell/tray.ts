import type { SessionRow } from '../../shared/model/session.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { glyphOf, shortened, stateWord } from './glyphs.ts'

/** One entry of the tray's menu, as plain data. */
export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'session'; readonly id: string; readonly label: string }
  | { readonly kind: 'resume'; readonly id: string; readonly label: string }
  | { readonly kind: 'newSession' | 'show' | 'quit'; readonly label: string }

/** The tray: what its menu offers and what it says when pointed at. */
export interface TrayModel {
  readonly tooltip: string
  readonly items: readonly TrayItem[]
  /** Sessions that wait for the person. */
  readonly waiting: number
}

const RECENT = 10
const TITLE = 60

/** Builds the tray from the list: what needs the person first, then by last activity. */
export function trayModel(options: {
  readonly rows: readonly SessionRow[]
  /** The session that was open last. */
  readonly lastId: string | null
  readonly t: Translate
}): TrayModel {
  const { rows, lastId, t } = options
  const waiting = waitingCount(rows)
  const last = rows.find((row) => row.id === lastId && row.problem?.code !== 'missing')
  const recent = recentRows(rows)
  return {
    tooltip: waiting === 0 ? t('app.name') : t('tray.waiting', { count: waiting }),
    waiting,
    items: [
      ...(last === undefined
        ? []
        : [
            { kind: 'resume', id: last.id, label: t('tray.resume', { title: shortened(last.title, TITLE) }) } as const,
            { kind: 'separator' } as const,
          ]),
      ...(recent.length === 0 ? [] : [{ kind: 'heading', label: t('tray.recent') } as const]),
      ...recent.map((row) => ({ kind: 'session', id: row.id, label: sessionLabel(row, t) }) as const),
      ...(recent.length === 0 ? [] : [{ kind: 'separator' } as const]),
      { kind: 'newSession', label: t('tray.newSession') },
      { kind: 'show', label: t('tray.show') },
      { kind: 'separator' },
      { kind: 'quit', label: t('tray.quit') },
    ],
  }
}

/** How many sessions wait for the person. */
export function waitingCount(rows: readonly SessionRow[]): number {
  return rows.filter((row) => row.state === 'needsYou').length
}

/** At most ten sessions: those that need the person first, then the newest activity. */
function recentRows(rows: readonly SessionRow[]): readonly SessionRow[] {
  const urgent = (row: SessionRow): number => (row.state === 'needsYou' ? 0 : 1)
  return rows
    .filter((row) => row.problem?.code !== 'missing')
    .toSorted((a, b) => urgent(a) - urgent(b) || b.activeAt - a.activeAt || (a.id < b.id ? -1 : 1))
    .slice(0, RECENT)
}

function sessionLabel(row: SessionRow, t: Translate): string {
  const word = stateWord(row)
  const title = shortened(row.title, TITLE)
  return word === null ? title : t('tray.session', { glyph: glyphOf(row), title, state: t(word) })
}

/** A label as menus want it: a single `&` would underline the next letter instead of showing. */
export function menuLabel(label: string): string {
  return label.replaceAll('&', '&&')
}
