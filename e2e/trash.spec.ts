import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateHome } from '../bench/fixtures/generateHome.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { filesWith } from './filesWith.ts'
import { echo } from './model/reply.ts'

const folderOf = (world: World, id: string): string => join(world.home, 'session-state', id)

/** Deletes the session that has the focus in the list, as a person does. */
async function remove(retoma: Retoma, id: string): Promise<void> {
  await retoma.open(id)
  await retoma.row(id).press('Delete')
  const dialog = retoma.page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Move to the trash' }).click()
  // Under a dialog the list can't be seen, by nobody.
  await expect(dialog).toHaveCount(0)
  await expect(retoma.row(id)).toHaveCount(0)
}

async function openTrash(retoma: Retoma): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  const box = retoma.page.getByPlaceholder('Find sessions, commands, bookmarks, messages')
  await expect(box).toBeFocused()
  await box.fill('trash')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('heading', { name: 'Trash' })).toBeVisible()
}

/** Every file of the home and of our data that holds a text. */
const holding = (world: World, text: string): readonly string[] => filesWith([world.home, world.userData], text)

test('a deletion can be taken back at once', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('mistake')
  await retoma.send('Never meant to go')
  await retoma.expectIdle()
  await retoma.type('half a thought')
  await expect
    .poll(async () => (await retoma.call('session.open', { id: 'mistake' })).draft?.text)
    .toBe('half a thought')
  await remove(retoma, 'mistake')
  expect(existsSync(folderOf(world, 'mistake'))).toBe(false)
  await retoma.page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
  await expect(retoma.row('mistake')).toBeVisible()
  await expect(retoma.transcript.getByText('Never meant to go').first()).toBeVisible()
  await expect(retoma.composer).toHaveValue('half a thought')
  expect(await retoma.call('trash.list', {})).toEqual([])
  await retoma.send('And on we go')
  await retoma.expectIdle()
  // Resumed with all that was said before.
  expect(JSON.stringify(model.requests.at(-1))).toContain('Never meant to go')
})

test('after a restart a session comes back from the trash with history, bookmark and memory', async ({ world }) => {
  const model = await world.model(echo)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('kept', { title: 'To be kept' })
  await before.send('The word is heliotrope')
  await before.expectIdle()
  const { state } = await before.call('session.open', { id: 'kept' })
  await before.call('bookmark.add', {
    sessionId: 'kept',
    turnId: state.turns[0]?.id ?? '',
    itemId: null,
    name: 'the-word',
    description: '',
  })
  await before.create('only-draft', { title: 'Only a draft' })
  await before.type('never sent')
  await expect
    .poll(async () => (await before.call('session.open', { id: 'only-draft' })).draft?.text)
    .toBe('never sent')
  await remove(before, 'kept')
  await remove(before, 'only-draft')
  await before.kill()

  const after = await world.launch()
  await expect(after.row('kept')).toHaveCount(0)
  await openTrash(after)
  const table = after.page.getByRole('table')
  await expect(table.getByRole('row', { name: /To be kept/ })).toContainText('30 days')
  await expect(table.getByRole('row', { name: /Only a draft/ })).toContainText('only-draft')
  await after.picture('trash')
  await table.getByRole('button', { name: 'Restore “To be kept”' }).click()
  await expect(after.row('kept')).toContainText('1 bookmark')
  await table.getByRole('button', { name: 'Restore “Only a draft”' }).click()
  await expect(after.page.getByText('The trash is empty.')).toBeVisible()
  await after.open('only-draft')
  await expect(after.composer).toHaveValue('never sent')
  await after.open('kept')
  await expect(after.page.getByRole('heading', { name: 'To be kept' })).toBeVisible()
  await expect(after.transcript.getByText('The word is heliotrope').first()).toBeVisible()
  await after.send('What was the word?')
  await after.expectIdle()
  expect(JSON.stringify(model.requests.at(-1))).toContain('heliotrope')
})

test('a session does not come back over another that took its id', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('same', { title: 'The first' })
  await retoma.send('First words')
  await retoma.expectIdle()
  await remove(retoma, 'same')
  await retoma.create('same', { title: 'The second' })
  await openTrash(retoma)
  await retoma.page.getByRole('button', { name: 'Restore “The first”' }).click()
  await expect(retoma.page.getByRole('table')).toContainText('move that one to the trash first')
  await expect(retoma.row('same')).toContainText('The second')
  expect(await retoma.call('trash.list', {})).toHaveLength(1)
})

test('deleted for good leaves nothing behind', async ({ world }) => {
  const model = await world.model(echo)
  const first = await world.launch()
  await first.useModel(model)
  await first.create('secret', { title: 'Secret quetzal title' })
  await first.send('My secret is quetzal, whatever you answer')
  await first.expectIdle()
  const { state } = await first.call('session.open', { id: 'secret' })
  await first.call('bookmark.add', {
    sessionId: 'secret',
    turnId: state.turns[0]?.id ?? '',
    itemId: null,
    name: 'quetzal mark',
    description: '',
  })
  // A copy of our own goes along with what is typed.
  await first.composer.evaluate((box) => {
    const data = new DataTransfer()
    data.items.add(new File(['many words of a quetzal'], 'pasted.txt', { type: 'text/plain' }))
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect(first.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem')).toHaveCount(1)
  const copies = (): readonly string[] => readdirSync(join(world.userData, 'attachments'))
  expect(copies()).toHaveLength(1)
  await first.type('a quetzal draft')
  await expect
    .poll(async () => (await first.call('session.open', { id: 'secret' })).draft?.text)
    .toBe('a quetzal draft')
  // A start and an end make backups of the library.
  await first.quit()
  const retoma = await world.launch()
  await remove(retoma, 'secret')
  expect(holding(world, 'quetzal').length).toBeGreaterThan(0)
  await openTrash(retoma)
  await retoma.page.getByRole('button', { name: 'Empty trash…' }).click()
  const confirm = retoma.page.getByRole('alertdialog')
  await expect(confirm).toContainText('can’t be brought back')
  await confirm.getByRole('button', { name: 'Delete for good' }).click()
  await expect(retoma.page.getByText('The trash is empty.')).toBeVisible()
  expect(holding(world, 'quetzal')).toEqual([])
  expect(copies()).toEqual([])
  await retoma.quit()
  expect(holding(world, 'quetzal')).toEqual([])
})

test('five hundred go at once, row by row, and come back at once', async ({ world }) => {
  test.setTimeout(300_000)
  const retoma = await world.launch()
  await retoma.usePractice()
  const ids = Array.from({ length: 500 }, (_, index) => `many-${index}`)
  for (const id of ids) {
    await retoma.call('session.create', {
      id,
      title: '',
      kind: 'chat',
      folder: null,
      model: { providerId: 'practice', model: 'practice' },
    })
  }
  await expect.poll(async () => (await retoma.call('session.list', {})).length).toBe(500)
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await retoma.page.keyboard.type('clean up')
  await retoma.page.keyboard.press('Enter')
  await retoma.page.getByLabel(/days/i).first().fill('0')
  await retoma.page.getByRole('button', { name: 'Delete 500 sessions…' }).click()
  const confirm = retoma.page.getByRole('alertdialog')
  await expect(confirm).toContainText('restored for 30 days')
  await confirm.getByRole('button', { name: 'Move to the trash' }).click()
  await expect(retoma.page.getByText('500 sessions moved to the trash')).toBeVisible({ timeout: 120_000 })
  await openTrash(retoma)
  await retoma.page.getByRole('checkbox', { name: 'Select all' }).check()
  await retoma.page.getByRole('button', { name: 'Restore', exact: true }).first().click()
  await expect(retoma.page.getByText('500 sessions restored')).toBeVisible({ timeout: 120_000 })
  expect((await retoma.call('session.list', {})).length).toBe(500)
})

test('many that are chosen in the list can be exported before they are deleted', async ({ world }) => {
  const ids = generateHome({ home: world.home, sessions: 3, messages: 4, seed: 3, folder: world.folder })
  const retoma = await world.launch()
  await retoma.usePractice()
  for (const id of ids) await retoma.row(id).click({ modifiers: ['ControlOrMeta'] })
  await retoma.row(ids[0] ?? '').press('Delete')
  const ask = retoma.page.getByRole('alertdialog')
  await expect(ask).toContainText('3 sessions')
  await ask.getByRole('button', { name: 'Export first…' }).click()
  const dialog = retoma.page.getByRole('dialog')
  await expect(dialog).toContainText('3 sessions')
  expect(await retoma.call('trash.list', {})).toEqual([])
  // What was chosen stays so: the same key asks again.
  await retoma.page.keyboard.press('Escape')
  await retoma.row(ids[0] ?? '').press('Delete')
  await expect(ask).toContainText('3 sessions')
})

async function openCleanup(retoma: Retoma): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  const box = retoma.page.getByPlaceholder('Find sessions, commands, bookmarks, messages')
  await expect(box).toBeFocused()
  await box.fill('clean up')
  await retoma.page.keyboard.press('Enter')
  await retoma.page.getByLabel(/days/i).first().fill('0')
}

test('sixty are being deleted and are stopped on the way: row by row it is said what went', async ({ world }) => {
  generateHome({ home: world.home, sessions: 60, messages: 4, seed: 1, folder: world.folder })
  const retoma = await world.launch()
  await retoma.usePractice()
  await openCleanup(retoma)
  await retoma.page.getByLabel('Also sessions of the Copilot CLI').check()
  await retoma.page.getByRole('button', { name: 'Delete 60 sessions…' }).click()
  // Quicker than a person: on a fast machine sixty are gone before a click arrives.
  await retoma.page.evaluate(() => {
    new MutationObserver((_, observer) => {
      const status = document.querySelector('main [role=status]')?.textContent ?? ''
      const stop = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Stop here')
      if (!/^Deleting [1-9]/.test(status) || stop === undefined) return
      observer.disconnect()
      stop.click()
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  await retoma.page.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click()
  await expect(retoma.page.getByText(/\d+ sessions? moved to the trash/)).toBeVisible()
  await retoma.picture('cleanup-stopped')
  const gone = await retoma.call('trash.list', {})
  expect(gone.length).toBeGreaterThan(0)
  expect(gone.length).toBeLessThan(60)
  await expect(retoma.page.getByRole('row').filter({ hasText: 'in the trash' })).toHaveCount(gone.length)
  await expect(retoma.page.getByText(`${gone.length} session`).first()).toBeVisible()
  expect(readdirSync(join(world.home, 'session-state')).length).toBe(60 - gone.length)
  expect((await retoma.call('session.list', {})).length).toBe(60 - gone.length)
  // The rest waits for another time.
  await retoma.page.getByRole('button', { name: 'Done' }).click()
  await expect(retoma.page.getByRole('button', { name: `Delete ${60 - gone.length} session` })).toBeEnabled()
})

test('who leaves the clean-up while it deletes is told elsewhere what came of it', async ({ world }) => {
  generateHome({ home: world.home, sessions: 60, messages: 4, seed: 2, folder: world.folder })
  const retoma = await world.launch()
  await retoma.usePractice()
  await openCleanup(retoma)
  await retoma.page.getByLabel('Also sessions of the Copilot CLI').check()
  await retoma.page.getByRole('button', { name: 'Delete 60 sessions…' }).click()
  await retoma.page.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click()
  await retoma.page.keyboard.press('ControlOrMeta+,')
  await expect(retoma.page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  const told = retoma.page.getByRole('region', { name: 'Messages' })
  await expect(told).toContainText('60 sessions moved to the trash', { timeout: 60_000 })
  await told.getByRole('button', { name: 'Trash' }).click()
  await expect(retoma.page.getByRole('heading', { name: 'Trash' })).toBeVisible()
})

test('all are exported into one folder first, and what was not exported whole stays', async ({ world }) => {
  const ids = generateHome({ home: world.home, sessions: 6, messages: 4, seed: 2, folder: world.folder })
  const broken = ids[1] ?? ''
  // Its end is lost: the list knows that it is damaged.
  const log = join(folderOf(world, broken), 'events.jsonl')
  writeFileSync(log, `${readFileSync(log, 'utf8')}power failed he\n`)
  const retoma = await world.launch()
  await retoma.usePractice()
  await openCleanup(retoma)
  await retoma.page.getByLabel('Also sessions of the Copilot CLI').check()
  const target = join(world.folder, 'exports')
  mkdirSync(target)
  await retoma.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, target)
  await expect(retoma.page.getByRole('button', { name: 'Delete 6 sessions…' })).toBeVisible()
  await retoma.page.getByRole('button', { name: 'Export first…' }).click()
  await expect(retoma.page.getByText(`5 sessions exported to ${target}`)).toBeVisible()
  await expect(retoma.page.getByText(/1 was not exported whole/)).toBeVisible()
  const row = retoma.page.getByRole('row').filter({ hasText: broken })
  await expect(row).toContainText('can’t be read')
  await expect(row.getByRole('checkbox')).not.toBeChecked()
  await retoma.picture('cleanup-exported')
  const files = readdirSync(target).map((name) => JSON.parse(readFileSync(join(target, name), 'utf8')) as Exported)
  expect(files.map(({ session }) => session.id).toSorted()).toEqual([...ids].toSorted())
  expect(files.every(({ messages }) => messages.length > 0)).toBe(true)

  await retoma.page.getByRole('button', { name: 'Delete 5 sessions…' }).click()
  await retoma.page.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click()
  await expect(retoma.page.getByText('5 sessions moved to the trash')).toBeVisible()
  expect((await retoma.call('session.list', {})).map(({ id }) => id)).toEqual([broken])
})

interface Exported {
  readonly session: { readonly id: string }
  readonly messages: readonly unknown[]
}

test('an entry that can not be read is shown, and goes when a person says so', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const id of ['sound', 'torn']) {
    await retoma.create(id, { title: `The ${id} one` })
    await retoma.send(`Words of ${id}`)
    await retoma.expectIdle()
    await remove(retoma, id)
  }
  const torn = (await retoma.call('trash.list', {})).find(({ id }) => id === 'torn')?.entryId ?? ''
  writeFileSync(join(world.userData, 'trash', torn, 'manifest.json'), '{"version":1,"id"')
  await openTrash(retoma)
  const row = retoma.page.getByRole('row', { name: /The torn one/ })
  await expect(row).toContainText('can’t be read')
  await expect(row.getByRole('button', { name: 'Show files of “The torn one”' })).toBeVisible()
  await expect(row.getByRole('button', { name: /Restore/ })).toHaveCount(0)
  await retoma.picture('trash-unreadable')
  // Restoring all means all that can be restored.
  await retoma.page.getByRole('checkbox', { name: 'Select all' }).check()
  await retoma.page.getByRole('button', { name: 'Restore', exact: true }).first().click()
  await expect(retoma.row('sound')).toBeVisible()
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: /Delete for good/ }).click()
  await retoma.page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(retoma.page.getByText('The trash is empty.')).toBeVisible()
  expect(holding(world, 'Words of torn')).toEqual([])
})

test('the originals that repairs kept have a place, and can be put back or deleted there', async ({ world }) => {
  const model = await world.model(echo)
  const before = await world.launch()
  await before.useModel(model)
  for (const id of ['first', 'second']) {
    await before.create(id, { title: `The ${id} one` })
    await before.send(`Words of ${id}`)
    await before.expectIdle()
  }
  await before.quit()
  const logOf = (id: string): string => join(folderOf(world, id), 'events.jsonl')
  for (const id of ['first', 'second']) writeFileSync(logOf(id), `${readFileSync(logOf(id), 'utf8')}power failed he\n`)
  const damaged = readFileSync(logOf('first'))
  const retoma = await world.launch()
  for (const id of ['first', 'second']) await retoma.call('health.repair', { id, refused: null })
  await retoma.page.keyboard.press('ControlOrMeta+,')
  const section = retoma.page.getByRole('region', { name: 'Kept originals' })
  await expect(section).toContainText(/2 originals, [\d.]+ kB/i)
  await section.scrollIntoViewIfNeeded()
  await retoma.picture('kept-originals')
  await section.getByRole('button', { name: 'Put back the original of “The first one”' }).click()
  await expect(section).toContainText('put back since')
  expect(readFileSync(logOf('first')).equals(damaged)).toBe(true)
  for (const name of ['The first one', 'The second one']) {
    await section.getByRole('button', { name: `Delete for good… “${name}”` }).click()
    await section.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
    await expect(section.getByRole('button', { name: `Delete for good… “${name}”` })).toHaveCount(0)
  }
  await expect(section).toContainText('Nothing was repaired.')
  expect(readdirSync(join(world.userData, 'repairs'))).toEqual([])
})
