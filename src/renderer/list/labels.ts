import { folderName } from '../../shared/folderName.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { RowNote, SessionRow } from '../../shared/model/session.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { GlyphState } from '../ui/glyph.tsx'

/** The name of a model as it is shown everywhere: the practice model says what it is, a local server's name stands beside. */
export function modelLabel(
  t: Translate,
  providers: readonly Provider[],
  providerId: string | null,
  model: string | null,
): string | null {
  if (providerId === PRACTICE_PROVIDER) return t('model.practice')
  if (model === null || model === '') return null
  const provider = providers.find((one) => one.id === providerId)
  const name = provider?.models.find((one) => one.id === model)?.name ?? model
  return provider?.local === true ? `${name} (${provider.name})` : name
}

/** A path as one reads it beside its session: without the folder that the session works in. */
export function withinFolder(path: string, folder: string | null): string {
  if (folder === null || folder === '' || !path.startsWith(folder)) return path
  const rest = path.slice(folder.length)
  return /^[\\/]./.test(rest) ? rest.slice(1) : path
}

/** What a row's glyph shows: the state first, then that something is unread. */
export function glyphOf(row: SessionRow): GlyphState {
  if (row.problem !== null && row.problem.code !== 'inUse' && row.state === 'idle') return 'failed'
  if (row.state !== 'idle') return row.state
  return row.unread ? 'unread' : 'idle'
}

/** The title, or what stands for one. */
export function titleOf(t: Translate, row: SessionRow): string {
  if (row.title.trim() !== '') return row.title
  return row.summary.trim() === '' ? t('list.untitled') : row.summary
}

/** What a session waits for or why it failed, in one line; `code` is a command or path to set in a monospaced face. */
export function noteText(
  t: Translate,
  note: RowNote,
  folder: string | null,
): { readonly text: string; readonly code: string | null } {
  switch (note.kind) {
    case 'permission':
      return note.what === ''
        ? { text: t('list.wantsPlain'), code: null }
        : { text: t('list.wants'), code: withinFolder(note.what, folder) }
    case 'question':
      return { text: t('list.asks', { what: note.what }), code: null }
    case 'form':
    case 'plan':
      return { text: t(`list.${note.kind}`, { what: note.what }), code: null }
    case 'failed': {
      const what = t(`turnError.${note.error.kind}`)
      const { status } = note.error
      return { text: status === null ? what : t('list.failedWith', { what, status }), code: null }
    }
  }
}

/** An id that a program made up: nobody reads it. */
const random = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

/** Whether a person or a recipe gave a session its id: others are made up, and nobody reads them. */
export function isChosenId(id: string): boolean {
  return !random.test(id)
}

/** The second line of a row, part by part, when it has no note; its end is cut where the list is narrow. */
export function secondLine(t: Translate, row: SessionRow, model: string | null): readonly string[] {
  const chosen = isChosenId(row.id)
  // Where the title is the id already, it is not said twice.
  const id = titleOf(t, row) === row.id ? [] : [row.id]
  if (row.problem !== null) return [t(`list.problem.${row.problem.code}`), ...id]
  const parts: string[] = row.queued > 0 ? [t('list.queued', { count: row.queued })] : []
  if (chosen) parts.push(...id)
  if (row.unsent) parts.push(t('list.unsent'))
  if (row.parentId !== null) parts.push(t('list.subagent'))
  if (model !== null) parts.push(model)
  if (row.folder !== null) parts.push(folderName(row.folder))
  if (row.bookmarks > 0) parts.push(t('list.bookmarks', { count: row.bookmarks }))
  if (row.origin === 'cli') parts.push(t('list.fromCli'))
  if (row.origin === 'sdk') parts.push(t('list.fromSdk'))
  if (!chosen) parts.push(...id)
  return parts
}
