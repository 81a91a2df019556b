import { call } from '../bridge.ts'
import { codeOf } from '../dialogs/errorCode.ts'
import { AppError } from '../../shared/errors.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import { openBeside } from '../panes/actions.ts'
import { asking, openWhereAsked, whereFor } from '../panes/late.ts'
import { withProgress } from './marking.ts'
import { goTo } from './navigation.ts'
import { listOrder } from './order.ts'
import { app } from './store.ts'
import { addToast, report } from './toasts.ts'

/** Says why a session did not come back, or did not go. */
export function reportResult({ error }: ItemResult): void {
  if (error === null) return
  if (error.code !== 'idTaken') {
    report(new AppError(codeOf(error.code), error.message))
    return
  }
  const { t } = app.getState()
  const id = error.message
  addToast({
    tone: 'bad',
    title: t('trash.taken', { id }),
    text: t('trash.takenHelp', { id }),
    action: { label: t('trash.open'), perform: () => goTo({ kind: 'trash' }) },
  })
}

/** Takes a deletion back; `show` opens the session again, in a pane of its own if it was `beside` others. */
export async function undoDeletion(entryIds: readonly string[], show: string | null, beside: boolean): Promise<void> {
  const asked = asking()
  try {
    const results =
      entryIds.length > 1
        ? await withProgress(entryIds.length, (work) => call('trash.restore', { entryIds: [...entryIds], work }))
        : await call('trash.restore', { entryIds: [...entryIds] })
    for (const result of results) reportResult(result)
    if (show !== null && results.every((result) => result.error === null)) {
      // Elsewhere meanwhile: then it waits until it is asked for.
      const inOwnPane = beside && whereFor(asked, app.getState()) === 'here' && (await openBeside(show))
      if (!inOwnPane) await openWhereAsked(asked, show)
    }
    // Opening may have brought the row before the list was told of it.
    listOrder.now()
  } catch (error) {
    report(error)
  }
}
