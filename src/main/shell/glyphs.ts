import type { RowState, SessionRow } from '../../shared/model/session.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'

/** The shape of each state, the same in list, tray and notifications. */
const shapes: Readonly<Record<RowState, string>> = {
  running: '◌',
  needsYou: '■',
  failed: '▲',
  stopped: '○',
  idle: '',
}

/** A row's shape; empty for one that has nothing to say. */
export function glyphOf(row: Pick<SessionRow, 'state' | 'unread'>): string {
  return row.state === 'idle' && row.unread ? '●' : shapes[row.state]
}

/** The word for a row's shape, null where there is none: a shape alone is read to nobody. */
export function stateWord(row: Pick<SessionRow, 'state' | 'unread'>): StringKey | null {
  if (row.state === 'idle') return row.unread ? 'tray.state.unread' : null
  return `tray.state.${row.state}`
}

/** A title of at most `max` characters, on one line. */
export function shortened(title: string, max: number): string {
  const line = title.replace(/\s+/g, ' ').trim()
  const characters = [...new Intl.Segmenter().segment(line)]
  if (characters.length <= max) return line
  return `${characters
    .slice(0, max - 1)
    .map((part) => part.segment)
    .join('')
    .trimEnd()}…`
}
