import { call } from '../bridge.ts'
import type { Draft } from '../../shared/model/draft.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import { flushSaves } from './actions.ts'
import { withView } from './opened.ts'
import { app } from './store.ts'

/** Removes the drafts of sessions, which stay; see `draft.discard`. */
export async function discardDrafts(ids: readonly string[], work: string): Promise<readonly ItemResult[]> {
  // What is still on its way would bring a draft back.
  flushSaves()
  const results = await call('draft.discard', { ids: [...ids], work })
  show(results.flatMap(({ id, error }) => (error === null ? [{ id, draft: null }] : [])))
  return results
}

/** Puts discarded drafts back; how many came back. */
export async function takeBackDrafts(ids: readonly string[]): Promise<number> {
  const back = await call('draft.takeBack', { ids: [...ids] })
  show(back)
  return back.length
}

function show(drafts: readonly { readonly id: string; readonly draft: Draft | null }[]): void {
  app.setState(({ opened }) => ({
    opened: drafts.reduce((views, { id, draft }) => withView(views, id, (view) => ({ ...view, draft })), opened),
  }))
}

/** Puts one discarded draft back; false where something else was written in its session meanwhile. */
export async function putBackDraft(key: string): Promise<boolean> {
  flushSaves()
  const back = await call('draft.putBack', { key })
  if (back !== null) show([back])
  return back !== null
}
