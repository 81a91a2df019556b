import { call } from '../bridge.ts'
import type { AppEvent } from '../../shared/events.ts'
import { applyEvents, keepWarm, viewOf } from './opened.ts'
import { followRow } from './rows.ts'
import { viewAt } from './stretch.ts'
import type { OpenedView } from './state.ts'
import { app } from './store.ts'

type SessionBatch = Extract<AppEvent, { type: 'session.events' }>

/** What arrived for sessions while main opens them: newer parts of it are applied when the answer is there. */
const opening = new Map<string, { readonly promise: Promise<void>; readonly heard: SessionBatch[] }>()

/** Opens a session in main, at a turn or where one was; two wishes at the same time are one. Rejects when it can't be opened. */
export function beginOpening(id: string, at?: string): Promise<void> {
  const running = opening.get(id)
  if (running !== undefined) return running.promise
  const heard: SessionBatch[] = []
  const promise = open(id, heard, at).finally(() => opening.delete(id))
  opening.set(id, { promise, heard })
  return promise
}

/** Keeps a batch for a session that is being opened; false when it is not. */
export function hearWhileOpening(batch: SessionBatch): boolean {
  const entry = opening.get(batch.id)
  entry?.heard.push(batch)
  return entry !== undefined
}

async function open(id: string, heard: SessionBatch[], at: string | undefined): Promise<void> {
  for (;;) {
    const opened = await call('session.open', { id, ...(at !== undefined && { at }) })
    let view = viewOf(opened, app.getState().opened.get(id))
    if (at !== undefined) view = viewAt(view, at)
    let gap = false
    for (const batch of heard.splice(0)) {
      const next = applyEvents(view, batch.seq, batch.events)
      if (next === 'gap') gap = true
      else view = next
    }
    if (gap) continue
    const before = app.getState()
    app.setState((state) => ({
      opened: keepWarm(state.opened, withNewerDraft(view, state.opened.get(id)), state.panes),
      rows: new Map(state.rows).set(opened.row.id, opened.row),
    }))
    followRow(before, opened.row)
    return
  }
}

/** What is typed here is newer than what main has stored. */
function withNewerDraft(view: OpenedView, known: OpenedView | undefined): OpenedView {
  return known === undefined
    ? view
    : { ...view, draft: known.draft, replies: known.replies, anchor: known.anchor ?? view.anchor }
}
