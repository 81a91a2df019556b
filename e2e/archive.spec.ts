import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { write } from './closedSessions.ts'
import { echo } from './model/reply.ts'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'

// Made up, and put together here so that nobody takes this file for one that tells secrets.
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')

async function saveTo(retoma: Retoma, path: string): Promise<void> {
  await retoma.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
}

async function choose(retoma: Retoma, ...filePaths: readonly string[]): Promise<void> {
  await retoma.app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...paths] })
  }, filePaths)
}

async function command(retoma: Retoma, words: string): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await expect(retoma.page.getByRole('dialog')).toBeVisible()
  await retoma.page.keyboard.type(words)
  await expect(retoma.page.getByRole('option').first()).toContainText(words)
  await retoma.page.keyboard.press('Enter')
}

test('a session that was exported and deleted for good is imported, opened and goes on where it was', async ({
  world,
}) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('plants', { title: 'My plants' })
  await retoma.send('The word is heliotrope')
  await retoma.expectIdle()
  const file = join(world.folder, 'plants.json')
  await saveTo(retoma, file)
  await command(retoma, 'Export…')
  const dialog = retoma.page.getByRole('dialog')
  await expect(dialog).toContainText('it can be imported again and resumed')
  await expectAccessible(retoma, 'export')
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog).toHaveCount(0)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    whole: true,
    session: { id: 'plants', title: 'My plants' },
  })

  const [gone] = await retoma.call('session.delete', { ids: ['plants'] })
  await retoma.call('trash.purge', { entryIds: [gone?.entryId ?? ''] })
  await expect(retoma.row('plants')).toHaveCount(0)

  // A bad file among them is named, and takes nothing along.
  const bad = join(world.folder, 'bad.json')
  writeFileSync(bad, '{"format": "retoma/session",\n "version": }')
  await choose(retoma, file, bad)
  await command(retoma, 'Import sessions…')
  await expect(dialog).toContainText('Nothing is overwritten')
  await expectAccessible(retoma, 'import')
  await dialog.getByRole('button', { name: 'Choose files…' }).press('Enter')
  // Nothing is imported before it was seen; what is no archive file is named, and says where.
  await expect(dialog).toContainText('1 session can be imported. 1 can’t be.')
  await expect(dialog).toContainText('“My plants”, whole')
  await expect(dialog).toContainText('at 2:13')
  expect(readdirSync(join(world.home, 'session-state'))).toEqual([])
  await expectAccessible(retoma, 'offered')
  await expect(dialog.getByRole('button', { name: 'Import 1 session' })).toBeFocused()
  await retoma.page.keyboard.press('Enter')
  await expect(dialog).toContainText('1 session imported.')
  await expect(dialog).toContainText('Imported as plants.')
  await expect(dialog).toContainText('at 2:13')
  await expectAccessible(retoma, 'imported')
  await dialog.getByRole('button', { name: 'Open “My plants”' }).press('Enter')
  await expect(retoma.transcript.getByText('The word is heliotrope').first()).toBeVisible()
  await retoma.send('What was the word?')
  await retoma.expectIdle()
  expect(JSON.stringify(model.requests.at(-1))).toContain('The word is heliotrope')
  expect(readdirSync(join(world.home, 'session-state'))).toEqual(['plants'])
})

test('likely secrets are shown before anything is written, and struck out where that is wanted', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('keys', { title: 'Keys' })
  await retoma.send(`Use ${token} for it`)
  await retoma.expectIdle()
  const file = join(world.folder, 'keys.md')
  await saveTo(retoma, file)
  await retoma.page.keyboard.press('ControlOrMeta+e')
  const dialog = retoma.page.getByRole('dialog')
  await expect(dialog).toContainText('Nothing is written yet')
  await expect(dialog).toContainText('ghp_••••')
  await expect(dialog).not.toContainText(token)
  await expectAccessible(retoma, 'secrets')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(existsSync(file)).toBe(false)

  await retoma.page.keyboard.press('ControlOrMeta+e')
  await dialog.getByRole('button', { name: 'Redact and export' }).press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(readFileSync(file, 'utf8')).toContain('[redacted: ')
  expect(readFileSync(file, 'utf8')).not.toContain(token)
  await retoma.page.keyboard.press('ControlOrMeta+e')
  await dialog.getByRole('button', { name: 'Export as it is' }).press('Enter')
  await expect.poll(() => readFileSync(file, 'utf8')).toContain(token)
  const logs = join(world.userData, 'logs')
  for (const name of existsSync(logs) ? readdirSync(logs) : []) {
    expect(readFileSync(join(logs, name), 'utf8')).not.toContain(token)
  }
})

/** A session of 50,000 messages, which no export is done with at once. */
function writeLong(world: World, id = 'long', turns = 25_000): void {
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'workspace.yaml'), `id: ${id}\nname: A ${id} one\nuser_named: true\n`)
  const log = createTestLog()
  log.add('session.start', sessionStart(id))
  for (let turn = 0; turn < turns; turn += 1) log.turn(`Question ${turn}`, `Answer ${turn}. `.repeat(60))
  writeFileSync(join(folder, 'events.jsonl'), log.text())
}

test('an export at once that takes a while says so, and can be stopped: nothing is written', async ({ world }) => {
  writeLong(world)
  const retoma = await world.launch()
  await retoma.usePractice()
  const file = join(world.folder, 'long.md')
  await saveTo(retoma, file)
  await retoma.row('long').click({ button: 'right' })
  await retoma.page.getByRole('menuitem', { name: 'Export as Markdown…' }).click()
  const told = retoma.page.getByRole('region', { name: 'Messages' }).getByText('Looking for secrets in “A long one”')
  await expect(told).toBeVisible()
  await retoma.picture('export-goes-on')
  await retoma.page.getByRole('button', { name: 'Stop here' }).click()
  await expect(told).toHaveCount(0)
  await expect(retoma.page.getByText('Exported to')).toHaveCount(0)
  expect(readdirSync(world.folder).filter((name) => name.includes('long'))).toEqual([])
})

test('an export of several that is stopped says how many are missing; those that are there are whole', async ({
  world,
}) => {
  writeLong(world)
  for (const id of ['short', 'small']) writeLong(world, id, 2)
  const retoma = await world.launch()
  await retoma.usePractice()
  const { page } = retoma
  const target = join(world.folder, 'stopped')
  mkdirSync(target)
  await choose(retoma, target)
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export the listed sessions…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'A folder of files' }).check()
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog).toContainText('Exporting:')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  const told = page.getByRole('region', { name: 'Messages' })
  await expect(told).toContainText('It was stopped: ')
  await expect(told).not.toContainText('not exported whole')
  const names = readdirSync(target)
  expect(names.length).toBeLessThan(3)
  await expect(told).toContainText(`It was stopped: ${3 - names.length} session`)
  for (const name of names) expect(JSON.parse(readFileSync(join(target, name), 'utf8'))).toMatchObject({ whole: true })
})

test('of several sessions the bookmarked messages alone are written; those without any are left out, and counted', async ({
  world,
}) => {
  for (const id of ['one', 'two', 'three']) write(world, { id, title: id, prompt: `Prompt of ${id}` })
  const retoma = await world.launch()
  await retoma.usePractice()
  const { page } = retoma
  for (const sessionId of ['one', 'three']) {
    const { state } = await retoma.call('session.open', { id: sessionId })
    const turnId = state.turns[0]?.id ?? ''
    await retoma.call('bookmark.add', { sessionId, turnId, itemId: null, name: 'Marked', description: '' })
  }
  const target = join(world.folder, 'marked')
  mkdirSync(target)
  await choose(retoma, target)
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export the listed sessions…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'What' }).selectOption('Only bookmarked messages')
  await expect(dialog).toContainText('Export 2 sessions')
  await expect(dialog).toContainText('1 session without a bookmark is left out.')
  await expectAccessible(retoma, 'several, bookmarked alone')
  await retoma.picture('export-many-marked')
  await dialog.getByRole('radio', { name: 'List' }).check()
  await dialog.getByRole('radio', { name: 'A folder of files' }).check()
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Exported')
  const files = readdirSync(target).map((name) => JSON.parse(readFileSync(join(target, name), 'utf8')) as unknown)
  expect(files).toHaveLength(2)
  for (const id of ['one', 'three']) {
    expect(files).toContainEqual([expect.objectContaining({ role: 'user', content: `Prompt of ${id}` })])
  }
})

test('what a kill or a quit in the middle of an export leaves beside the file goes with the next start, and nothing else does', async ({
  world,
}) => {
  writeLong(world)
  const target = join(world.folder, 'to')
  mkdirSync(target)
  // A file of that kind that somebody else left, and one that is to be written over.
  const foreign = '.retoma-export-5f0c7a52-1d2e-4c1f-9a39-0c8f5f3f2b11.part'
  for (const name of [foreign, 'long.json']) writeFileSync(join(target, name), 'was here')
  const begun = (): readonly string[] =>
    readdirSync(target).filter((name) => name.startsWith('.retoma-export-') && name !== foreign)
  const notes = (): readonly string[] => readdirSync(join(world.userData, 'exports'))

  const ask = {
    'long.json': (one: Retoma) => one.call('session.export', { id: 'long', format: 'json', sinceBookmarkId: null }),
    'all.zip': (one: Retoma) => one.call('session.exportMany', { ids: ['long'], format: 'json', zip: true }),
  }
  for (const [file, end] of [
    ['long.json', 'kill'],
    ['all.zip', 'kill'],
    ['long.json', 'quit'],
  ] as const) {
    const retoma = await world.launch()
    await retoma.usePractice()
    await saveTo(retoma, join(target, file))
    const cut = expect(ask[file](retoma)).rejects.toThrow()
    await expect.poll(() => begun().length, { intervals: [5] }).toBe(1)
    await retoma[end]()
    await cut
    if (end === 'kill') {
      expect(begun()).toHaveLength(1)
      expect(notes()).toHaveLength(2)
    }

    const after = await world.launch()
    // Whoever relied on it is told that it is not there.
    const told = after.page
      .getByRole('status')
      .filter({ hasText: `before the export to ${join(target, file)} was whole` })
    await expect(told).toContainText('none of it was written')
    await expectAccessible(after, 'a notice of an export that was cut')
    await after.picture(`export-cut-${file}`)
    await told.getByRole('button', { name: 'Dismiss' }).click()
    await expect(told).toHaveCount(0)
    await expect.poll(() => [...begun(), ...notes()]).toEqual([])
    expect(readdirSync(target).toSorted()).toEqual([foreign, 'long.json'])
    expect(readFileSync(join(target, 'long.json'), 'utf8')).toBe('was here')
    await after.quit()
  }
})
