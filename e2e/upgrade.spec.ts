import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { echo } from './model/reply.ts'
import { printsOf, schemaOf, unpack } from './upgrade/fixture.ts'
import type { Expected, Fixture } from './upgrade/fixture.ts'

const fixtures = readdirSync(join(import.meta.dirname, 'upgrade'))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(import.meta.dirname, 'upgrade', name), 'utf8')) as Fixture)

/** A value without the fields whose size or place differs from machine to machine, or that opening changes by right. */
function without<T extends object>(value: T, ...fields: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key as keyof T))) as Partial<T>
}

function library(world: World, name: string): { readonly schema: number; readonly titles: readonly unknown[] } {
  const db = new DatabaseSync(join(world.userData, 'library', name), { readOnly: true })
  const schema = schemaOf(db)
  const titles = db.prepare('SELECT id, title FROM sessions ORDER BY id').all()
  db.close()
  return { schema, titles: titles.map((row) => ({ ...row })) }
}

/** What the earlier version said of the home, the library, the trash: this one says at least the same. */
async function expectAsBefore(retoma: Retoma, expected: Expected): Promise<void> {
  const rows = await retoma.call('session.list', {})
  expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.rows.map(({ id }) => id).toSorted())
  for (const row of expected.rows) expect(rows.find(({ id }) => id === row.id)).toMatchObject(without(row, 'size'))
  for (const [id, before] of Object.entries(expected.opened)) {
    const now = await retoma.call('session.open', { id })
    // Whoever looks at a session has read it.
    const passing = id === expected.where.sessionId ? (['anchor', 'readTurnId', 'readAt'] as const) : []
    expect(now, id).toMatchObject(without(before, 'row', 'seq', 'before', ...passing))
  }
  expect(await retoma.call('bookmark.list', {})).toMatchObject([...expected.bookmarks])
  const trash = await retoma.call('trash.list', {})
  expect(trash).toHaveLength(expected.trash.length)
  expect(trash).toMatchObject(expected.trash.map((entry) => without(entry, 'size')))
}

for (const fixture of fixtures) {
  test(`what version ${fixture.version} left behind opens unchanged`, async ({ world }) => {
    const model = await world.model(echo)
    const expected = unpack(fixture, {
      HOME: world.home,
      DATA: world.userData,
      FOLDER: world.folder,
      MODEL: model.baseUrl,
      BASE: dirname(world.home),
    })
    const home = printsOf(world.home)
    const before = library(world, 'library.db')

    const retoma = await world.launch()
    const shown = expected.opened[expected.where.sessionId ?? '']
    await expect(retoma.page.getByRole('heading', { name: shown?.row.title ?? '' })).toBeVisible()
    await expect(retoma.composer).toHaveValue(shown?.draft?.text ?? '')
    const caret = await retoma.composer.evaluate((box: HTMLTextAreaElement) => [box.selectionStart, box.selectionEnd])
    expect(caret).toEqual([shown?.draft?.selectionStart, shown?.draft?.selectionEnd])
    await expect(retoma.page.getByRole('complementary', { name: 'About this session' })).toBeVisible()
    const bounds = await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
    expect(bounds).toEqual(expected.window)
    const boot = await retoma.call('app.boot', {})
    expect(boot.settings).toMatchObject({ ...expected.settings })
    expect(boot.where).toMatchObject({ ...expected.where })
    expect(boot.notices).toEqual([])
    await expectAsBefore(retoma, expected)
    // Whatever would go out by itself goes with the runtime's start.
    await expect.poll(async () => (await retoma.call('app.boot', {})).runtime.state).toBe('running')
    await retoma.quit()
    expect(model.requests).toEqual([])
    expect(printsOf(world.home)).toMatchObject(home)
    const sessions = (prints: object): string[] =>
      Object.keys(prints).filter((path) => path.startsWith('session-state/'))
    expect(sessions(printsOf(world.home))).toEqual(sessions(home))

    // A library of an earlier schema is led on, and kept beside as it was.
    const after = library(world, 'library.db')
    expect(after.schema).toBeGreaterThanOrEqual(before.schema)
    expect(after.titles).toEqual(before.titles)
    if (after.schema > before.schema) {
      expect(library(world, `backups/version-${before.schema}.db`)).toEqual(before)
    }

    const again = await world.launch()
    await expectAsBefore(again, expected)
    for (const entry of expected.trash) {
      const results = await again.call('trash.restore', { entryIds: [entry.entryId] })
      expect(results).toMatchObject([{ error: null }])
      const { state, bookmarks, draft } = await again.call('session.open', { id: entry.id })
      expect(state.turns.length).toBeGreaterThan(0)
      expect(bookmarks).toHaveLength(entry.bookmarks)
      expect(draft).toMatchObject({ text: 'a draft that goes along' })
    }
    for (const undoId of readdirSync(join(world.userData, 'repairs'))) {
      const original = readFileSync(join(world.userData, 'repairs', undoId, 'original.jsonl'))
      await again.call('health.undo', { undoId })
      expect(readFileSync(join(world.home, 'session-state/mended/events.jsonl')).equals(original)).toBe(true)
    }
    expect(model.requests).toEqual([])
    // And it goes on: what was planned is sent when the person says so.
    await again.call('session.send', { id: 'only-planned', text: 'Now it begins' })
    expect((await model.waitForRequest(1)).lastUser).toContain('Now it begins')
  })
}

test('there is a fixture of an earlier version', () => {
  expect(fixtures.map(({ version }) => version)).toContain('0.1.0')
})
