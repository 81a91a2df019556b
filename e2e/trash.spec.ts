import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
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
  const box = retoma.page.getByPlaceholder('Find a session or a command')
  await expect(box).toBeFocused()
  await box.fill('trash')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('heading', { name: 'Trash' })).toBeVisible()
}

/** Every file of the home and of our data that holds a text. */
function filesWith(world: World, text: string): readonly string[] {
  return [world.home, world.userData].flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => existsSync(path) && readFileSync(path).includes(text)),
  )
}

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
  await first.type('a quetzal draft')
  await expect
    .poll(async () => (await first.call('session.open', { id: 'secret' })).draft?.text)
    .toBe('a quetzal draft')
  // A start and an end make backups of the library.
  await first.quit()
  const retoma = await world.launch()
  await remove(retoma, 'secret')
  expect(filesWith(world, 'quetzal').length).toBeGreaterThan(0)
  await openTrash(retoma)
  await retoma.page.getByRole('button', { name: 'Empty trash…' }).click()
  const confirm = retoma.page.getByRole('alertdialog')
  await expect(confirm).toContainText('can’t be brought back')
  await confirm.getByRole('button', { name: 'Delete for good' }).click()
  await expect(retoma.page.getByText('The trash is empty.')).toBeVisible()
  expect(filesWith(world, 'quetzal')).toEqual([])
  await retoma.quit()
  expect(filesWith(world, 'quetzal')).toEqual([])
})

test('many go at once, row by row, and come back at once', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  const ids = Array.from({ length: 60 }, (_, index) => `many-${index}`)
  for (const id of ids) {
    await retoma.call('session.create', {
      id,
      title: '',
      kind: 'chat',
      folder: null,
      model: { providerId: 'practice', model: 'practice' },
    })
  }
  await expect.poll(async () => (await retoma.call('session.list', {})).length).toBe(60)
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await retoma.page.keyboard.type('clean up')
  await retoma.page.keyboard.press('Enter')
  await retoma.page.getByLabel(/days/i).first().fill('0')
  await retoma.page.getByRole('button', { name: 'Delete 60 sessions…' }).click()
  const confirm = retoma.page.getByRole('alertdialog')
  await expect(confirm).toContainText('restored for 30 days')
  await confirm.getByRole('button', { name: 'Move to the trash' }).click()
  await expect(retoma.page.getByText('60 sessions moved to the trash')).toBeVisible()
  await openTrash(retoma)
  await retoma.page.getByRole('checkbox', { name: 'Select all' }).check()
  await retoma.page.getByRole('button', { name: 'Restore', exact: true }).first().click()
  await expect(retoma.page.getByText('60 sessions restored')).toBeVisible()
  expect((await retoma.call('session.list', {})).length).toBe(60)
})
