import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SessionRow } from '../../shared/model/session.ts'
import { sampleRow } from '../../shared/row.fixture.ts'
import { rename } from './actions.ts'
import { foldEvents } from './events.ts'
import { initialState } from './initial.ts'
import { flushNotes, pin, saveNotes, setTags } from './marks.ts'
import { listOrder } from './order.ts'
import { app } from './store.ts'

/** What main answers. */
let answer: (name: string, input: unknown) => unknown

beforeEach(() => {
  const call = (name: string, input: unknown): Promise<unknown> =>
    Promise.resolve().then(() => ({ ok: true, value: answer(name, input) }))
  vi.stubGlobal('window', { retoma: { call } })
})
afterEach(() => {
  vi.unstubAllGlobals()
  app.setState(initialState())
})

const [a, b] = [sampleRow({ id: 'a', title: 'Alpha', activeAt: 2 }), sampleRow({ id: 'b', title: 'Beta', activeAt: 1 })]

function show(some: Partial<ReturnType<typeof initialState>>): void {
  const rows = new Map([a, b].map((row) => [row.id, row]))
  app.setState({ ...initialState(), rows, grouping: 'none', ...some })
  listOrder.now()
}

const listed = (): string =>
  app
    .getState()
    .entries.flatMap((entry) => (entry.kind === 'row' ? [entry.id] : []))
    .join(' ')

/** As main tells it a moment after the call was answered. */
function tell(row: SessionRow): boolean {
  const { patch, moved } = foldEvents(app.getState(), [{ type: 'list.changed', upserted: [row], removed: [] }])
  app.setState(patch)
  return moved
}

it.each([
  {
    name: 'a name, in a list by title',
    look: { sort: 'title' as const },
    row: { ...a, title: 'Zeta' },
    change: () => rename('a', 'Zeta'),
    order: 'b a',
  },
  {
    name: 'a tag, in a list of that tag',
    look: { filter: 'tag:x' },
    row: { ...a, tags: ['x'] },
    change: () => setTags('a', ['x']),
    order: 'a',
  },
  {
    name: 'a pin, in a list of what is not pinned',
    look: { filter: '-is:pinned' },
    row: { ...a, pinned: true },
    change: () => pin('a', true),
    order: 'b',
  },
  {
    name: 'notes, in a list of those that have some',
    look: { filter: 'has:notes' },
    row: { ...b, notes: 'later' },
    change: () => {
      saveNotes('b', 'later')
      flushNotes()
    },
    order: 'b',
  },
])('the list follows at once, and needs no word from main: $name', async ({ look, row, change, order }) => {
  answer = () => row
  show(look)
  await change()
  expect(listed()).toBe(order)
  tell(row)
  expect(listed()).toBe(order)
})

it('what could not be stored is listed as it was', async () => {
  vi.stubGlobal('window', {
    retoma: { call: () => Promise.resolve({ ok: false, error: { code: 'writeFailed', detail: '' } }) },
  })
  show({ filter: '-tag:x' })
  const done = setTags('a', ['x'])
  expect(listed()).toBe('b')
  expect(await done).toBe(false)
  expect(listed()).toBe('a b')
})
