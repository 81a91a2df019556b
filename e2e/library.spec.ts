import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { echo } from './model/reply.ts'
import { resize } from './windowSize.ts'

/** Three sessions in which something was said. */
async function threeSessions(world: World): Promise<Retoma> {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const id of ['alpha', 'beta', 'gamma']) {
    await retoma.create(id)
    await retoma.send(`Words of ${id}`)
    await retoma.expectIdle()
  }
  return retoma
}

/** What stands in the list, headings included. */
const lines = (retoma: Retoma): Promise<readonly string[]> =>
  retoma.list
    .locator('.list-heading-name, [data-session-id]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-session-id') ?? `# ${one.textContent}`))

test('pins by key, menu and button; the pinned ones stand first, and stay', async ({ world }) => {
  const retoma = await threeSessions(world)
  const { page } = retoma
  await retoma.open('alpha')
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await expect.poll(() => lines(retoma)).toEqual(['# Pinned', 'alpha', '# Today', 'gamma', 'beta'])
  await expect(page.getByRole('banner').or(page.getByRole('main')).getByRole('button', { name: 'Unpin' })).toBeVisible()
  await expect(retoma.row('alpha')).toContainText('pinned')

  // In the list the key is for the row that has the focus.
  await retoma.row('gamma').focus()
  await page.keyboard.press('ControlOrMeta+Shift+p')
  await expect.poll(() => lines(retoma)).toEqual(['# Pinned', 'gamma', 'alpha', '# Today', 'beta'])
  await retoma.row('gamma').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Unpin' }).click()
  await expect.poll(() => lines(retoma)).toEqual(['# Pinned', 'alpha', '# Today', 'gamma', 'beta'])

  // A clean-up leaves it out, says so, and takes it when asked.
  const spared = { includeCli: false, includeBookmarked: false, includePinned: false }
  const rule = { olderThanDays: 0, minBytes: 0, only: 'any' as const, ...spared }
  const preview = await retoma.call('cleanup.preview', rule)
  expect(preview.keptOut).toEqual([{ id: 'alpha', reason: 'pinned' }])
  await retoma.kill()
  const after = await world.launch()
  await expect.poll(() => lines(after)).toEqual(['# Pinned', 'alpha', '# Today', 'gamma', 'beta'])
})

test('tags and notes by keyboard alone: kept as they are written, found by the filter', async ({ world }) => {
  const retoma = await threeSessions(world)
  const { page } = retoma
  await retoma.open('beta')
  await page.keyboard.press('ControlOrMeta+Shift+l')
  const box = page.getByLabel('Tags', { exact: true })
  await expect(box).toBeFocused()
  await page.keyboard.type('Migração')
  await page.keyboard.press('Enter')
  await page.keyboard.type('q3, MIGRAÇÃO ,')
  await expect(page.getByRole('button', { name: 'Remove the tag q3' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Remove the tag/ })).toHaveCount(2)
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove the tag wrong' })).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(page.getByRole('button', { name: 'Remove the tag wrong' })).toHaveCount(0)
  await expect(box).toBeFocused()

  await page.keyboard.press('ControlOrMeta+Shift+o')
  await expect(page.getByLabel('Notes')).toBeFocused()
  await page.keyboard.type('Ask Zoë about the index')
  await halfASecond()
  await retoma.kill()

  const after = await world.launch()
  const inspector = after.page.getByRole('complementary', { name: 'About this session' })
  await expect(inspector.getByLabel('Notes')).toHaveValue('Ask Zoë about the index')
  await expect(inspector.getByRole('button', { name: /Remove the tag/ })).toHaveCount(2)
  const filter = after.page.getByRole('textbox', { name: 'Filter sessions' })
  for (const [text, found] of [
    ['migracao', ['beta']],
    ['zoe index', ['beta']],
    ['q3 zoe', ['beta']],
  ] as const) {
    await filter.fill(text)
    await expect.poll(async () => (await lines(after)).filter((line) => !line.startsWith('#'))).toEqual(found)
  }
})

test('pins, tags and notes are there for everyone, in any width', async ({ world }) => {
  const retoma = await threeSessions(world)
  const { page } = retoma
  await retoma.call('session.pin', { id: 'alpha', pinned: true })
  await retoma.call('session.tag', {
    id: 'gamma',
    tags: ['migration', 'q3', 'a rather long tag of forty characters..'],
  })
  await retoma.call('session.tag', { id: 'alpha', tags: ['release'] })
  await retoma.call('session.note', { id: 'gamma', notes: 'Ask Zoë about the index.\nThen merge.' })
  await page.keyboard.press('ControlOrMeta+i')
  await expect(page.getByLabel('Notes')).toHaveValue(/Zoë/)
  await expectAccessible(retoma, 'tags and notes')
  await retoma.picture('marks')
  await resize(retoma, 900, 700)
  await page.keyboard.press('ControlOrMeta+Shift+l')
  await expect(page.getByLabel('Tags', { exact: true })).toBeFocused()
  await expectAccessible(retoma, 'tags and notes in a drawer')
  await retoma.picture('marks-narrow')
})

test('titles, pins and tags come back from the sessions when the library is lost', async ({ world }) => {
  const retoma = await threeSessions(world)
  await retoma.call('session.rename', { id: 'alpha', title: 'My first title' })
  await retoma.call('session.rename', { id: 'alpha', title: 'My title' })
  await retoma.call('session.pin', { id: 'beta', pinned: true })
  await retoma.call('session.tag', { id: 'gamma', tags: ['Migração', 'q3'] })
  await retoma.quit()

  rmSync(join(world.userData, 'library'), { recursive: true })
  const after = await world.launch()
  // Listed at once, whatever is known of them.
  await expect(after.list.locator('[data-session-id]')).toHaveCount(3)
  await expect(after.row('alpha')).toContainText('My title')
  await expect.poll(() => lines(after)).toEqual(['# Pinned', 'beta', '# Today', 'gamma', 'alpha'])
  const rows = await after.call('session.list', {})
  expect(rows.map(({ id, pinned, tags, titleIsManual }) => ({ id, pinned, tags, titleIsManual }))).toEqual(
    expect.arrayContaining([
      { id: 'alpha', pinned: false, tags: [], titleIsManual: true },
      { id: 'beta', pinned: true, tags: [], titleIsManual: false },
      { id: 'gamma', pinned: false, tags: ['Migração', 'q3'], titleIsManual: false },
    ]),
  )
  await after.quit()
  // And they are in the library again.
  const db = new DatabaseSync(join(world.userData, 'library/library.db'), { readOnly: true })
  expect(db.prepare("SELECT title FROM sessions WHERE id = 'alpha'").get()).toEqual({ title: 'My title' })
  db.close()
})

test('every cache may go: what is listed and how it is marked does not change', async ({ world }) => {
  const retoma = await threeSessions(world)
  await retoma.call('session.pin', { id: 'beta', pinned: true })
  await retoma.call('session.rename', { id: 'gamma', title: 'Named' })
  const before = ['# Pinned', 'beta', '# Today', 'gamma', 'alpha']
  await expect.poll(() => lines(retoma)).toEqual(before)
  await retoma.quit()
  const kept = ['library', 'config.json', 'settings.json']
  for (const name of readdirSync(world.userData)) {
    if (!kept.includes(name)) rmSync(join(world.userData, name), { recursive: true })
  }
  for (const name of readdirSync(world.home)) {
    if (name !== 'session-state') rmSync(join(world.home, name), { recursive: true })
  }
  expect(existsSync(join(world.userData, 'library/library.db'))).toBe(true)
  const after = await world.launch()
  await expect.poll(() => lines(after)).toEqual(before)
  await expect(after.row('gamma')).toContainText('Named')
})

test('a restored library says what it lacks, and that nothing was lost when that is so', async ({ world }) => {
  const damage = (): void => {
    for (const suffix of ['-wal', '-shm']) rmSync(join(world.userData, `library/library.db${suffix}`), { force: true })
    writeFileSync(join(world.userData, 'library/library.db'), 'this is no database')
  }
  const retoma = await threeSessions(world)
  await retoma.quit()
  damage()
  const backup = join(world.userData, 'library/backups/last.db')
  const before = statSync(backup).mtimeMs
  const second = await world.launch()
  const notices = second.page.getByRole('region', { name: 'Notices' })
  await expect(notices).toContainText('came back from the copy of')
  await expect(notices).toContainText('Nothing was lost.')
  await second.picture('library-restored')
  await second.page.getByRole('button', { name: 'Dismiss' }).click()
  // The backup of this start is made; what comes after it is in no backup.
  await expect.poll(() => statSync(backup).mtimeMs).toBeGreaterThan(before)
  await second.call('session.rename', { id: 'alpha', title: 'Given after the backup' })
  await second.call('session.note', { id: 'alpha', notes: 'Noted after the backup' })
  await second.open('beta')
  await second.type('Typed after the backup')
  await expect.poll(() => drafts(world)).toEqual(['Typed after the backup'])
  await expect.poll(() => unsynced(world)).toBe(0)
  await second.kill()
  damage()
  const third = await world.launch()
  const said = third.page.getByRole('region', { name: 'Notices' })
  await expect(said).toContainText(/What changed after that is missing: .*drafts/)
  // Nobody else has notes: they are gone, and that is said.
  await expect(said).toContainText(/What changed after that is missing: .*notes/)
  expect((await third.call('session.open', { id: 'alpha' })).row.notes).toBe('')
  await expect(said).toContainText('of 1 session were read back')
  await expect(said).not.toContainText('titles, pins and tags')
  await expect(third.row('alpha')).toContainText('Given after the backup')
  await expectAccessible(third, 'a restored library')
})

function inLibrary(world: World, sql: string): readonly unknown[] {
  const db = new DatabaseSync(join(world.userData, 'library/library.db'), { readOnly: true })
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row)[0])
  } finally {
    db.close()
  }
}
const drafts = (world: World): readonly unknown[] => inLibrary(world, 'SELECT text FROM drafts')
const unsynced = (world: World): number =>
  inLibrary(world, 'SELECT id FROM sessions WHERE marked_at IS NOT synced_at').length
