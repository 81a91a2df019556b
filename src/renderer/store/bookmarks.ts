import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { app } from './store.ts'
import { attempt, inform, report } from './toasts.ts'

/** Marks a message; undefined when that failed. */
export async function addBookmark(bookmark: Input<'bookmark.add'>): Promise<Bookmark | undefined> {
  return attempt(call('bookmark.add', bookmark))
}

/** Changes name, description and colour of a bookmark. */
export async function updateBookmark(bookmark: Input<'bookmark.update'>): Promise<Bookmark | undefined> {
  return attempt(call('bookmark.update', bookmark))
}

/** Removes a bookmark; the way back brings it again as it was, even where its message is gone. */
export async function removeBookmark({ id, name }: Bookmark): Promise<void> {
  const { t } = app.getState()
  try {
    await call('bookmark.remove', { id })
    inform(t('bookmark.removed', { name }), {
      label: t('common.undo'),
      perform: () => void attempt(call('bookmark.restore', { id })),
    })
  } catch (error) {
    report(error)
  }
}
