import type { AppEvent } from '../../shared/events.ts'
import { assertNever } from '../../shared/errors.ts'
import type { SessionProblem, SessionRow } from '../../shared/model/session.ts'
import { fromTable } from '../../shared/table.ts'
import { movesRow } from '../list/order.ts'
import { applyEvents, viewOf, withView } from './opened.ts'
import type { AppState } from './state.ts'

/** What a batch does to the state, and what is to be done beside it. */
export interface Folded {
  readonly patch: Partial<AppState>
  /** Sessions of which something is missing: open them again. */
  readonly gaps: ReadonlySet<string>
  /** True when the order of the list may have to change. */
  readonly moved: boolean
  /** What is not state: messages, navigation, commands. */
  readonly rest: readonly Extract<
    AppEvent,
    {
      type:
        | 'session.sendFailed'
        | 'session.otherModel'
        | 'work.progressed'
        | 'aside.told'
        | 'find.found'
        | 'navigated'
        | 'commanded'
    }
  >[]
}

/** Folds a batch of events into one change of the state, so that a frame renders once. Pure. */
export function foldEvents(state: AppState, batch: readonly AppEvent[]): Folded {
  let opened = state.opened
  let rows: Map<string, SessionRow> | null = null
  const patch: { -readonly [K in keyof AppState]?: AppState[K] } = {}
  const gaps = new Set<string>()
  const rest: Folded['rest'][number][] = []
  let moved = false

  const putRow = (row: SessionRow): void => {
    rows ??= new Map(state.rows)
    moved ||= movesRow(rows.get(row.id), row, state)
    rows.set(row.id, row)
    opened = withView(opened, row.id, (view) => ({ ...view, row, problem: problemWith(view.problem, row) }))
  }

  for (const event of batch) {
    switch (event.type) {
      case 'session.events':
        opened = withView(opened, event.id, (view) => {
          const next = applyEvents(view, event.seq, event.events)
          if (next !== 'gap') return next
          gaps.add(event.id)
          return view
        })
        break
      case 'session.reopened': {
        const { opened: fresh } = event
        gaps.delete(fresh.row.id)
        opened = withView(opened, fresh.row.id, (view) => ({
          ...viewOf(fresh, view),
          draft: view.draft,
          replies: view.replies,
          anchor: view.anchor,
        }))
        putRow(fresh.row)
        break
      }
      case 'session.resuming':
        opened = withView(opened, event.id, (view) => ({ ...view, resuming: event.resuming }))
        // Each step has a progress of its own.
        patch.examined = new Map([...(patch.examined ?? state.examined)].filter(([id]) => id !== event.id))
        break
      case 'health.progressed':
        patch.examined = new Map(patch.examined ?? state.examined).set(event.id, {
          done: event.done,
          total: event.total,
        })
        break
      case 'session.queueChanged':
        opened = withView(opened, event.id, (view) => ({ ...view, queue: event.queue }))
        break
      case 'session.bookmarksChanged':
        opened = withView(opened, event.id, (view) => ({ ...view, bookmarks: event.bookmarks }))
        break
      case 'list.changed':
        for (const row of event.upserted) putRow(row)
        for (const id of event.removed) {
          rows ??= new Map(state.rows)
          moved = rows.delete(id) || moved
          if (opened.has(id)) {
            opened = new Map(opened)
            ;(opened as Map<string, unknown>).delete(id)
          }
        }
        break
      case 'list.continued':
        for (const row of fromTable(event.rows)) putRow(row)
        break
      case 'list.completed':
        patch.listing = false
        break
      case 'providers.changed':
        patch.providers = event.providers
        break
      case 'settings.changed':
        patch.settings = event.settings
        break
      case 'runtime.changed':
        patch.runtime = event.runtime
        break
      case 'notice.added':
        patch.notices = [
          ...(patch.notices ?? state.notices).filter((notice) => notice.kind !== event.notice.kind),
          event.notice,
        ]
        break
      case 'search.progressed':
        patch.indexing = event.progress
        break
      case 'search.changed':
        patch.indexed = (patch.indexed ?? state.indexed) + 1
        break
      case 'notice.removed':
        patch.notices = (patch.notices ?? state.notices).filter(({ kind }) => kind !== event.kind)
        break
      case 'session.sendFailed':
      case 'session.otherModel':
      case 'work.progressed':
      case 'aside.told':
      case 'find.found':
      case 'navigated':
      case 'commanded':
        rest.push(event)
        break
      default:
        assertNever(event)
    }
  }

  if (opened !== state.opened) patch.opened = opened
  if (rows !== null) patch.rows = rows
  return { patch, gaps, moved, rest }
}

/** Who holds a session, whether its folder is there and what is damaged inside of its log is found when it is opened; a row does not tell, and must not take it back. */
function problemWith(before: SessionProblem | null, row: SessionRow): SessionProblem | null {
  if (row.problem !== null || row.state === 'running') return row.problem
  return before?.code === 'inUse' || before?.code === 'folderMissing' || before?.code === 'damaged' ? before : null
}
