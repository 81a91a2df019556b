import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { echo } from './model/reply.ts'
import type { ModelServer } from './model/startModel.ts'

const logOf = (world: World, id: string): string => join(world.home, 'session-state', id, 'events.jsonl')

/** Two turns, then a crash of the disk: a line in the middle can't be read, and two stand on one line. */
async function damagedSession(world: World, model: ModelServer, id: string): Promise<Buffer> {
  const before = await world.launch()
  await before.useModel(model)
  await before.create(id)
  for (const text of ['First words', 'Second words']) {
    await before.send(text)
    await before.expectAnswer(`echo(${text === 'First words' ? 2 : 4})`)
    await before.expectIdle()
  }
  await before.quit()
  const lines = readFileSync(logOf(world, id), 'utf8').split('\n')
  const damaged = [...lines.slice(0, 5), 'power failed he', `${lines[5] ?? ''}${lines[6] ?? ''}`, ...lines.slice(7)]
  writeFileSync(logOf(world, id), damaged.join('\n'))
  return readFileSync(logOf(world, id))
}

const repaired = (retoma: Retoma) => retoma.page.getByText('This session was repaired.')
const undo = (retoma: Retoma) => retoma.page.getByRole('button', { name: 'Undo repair' })

test('repairs a damaged session on a copy, takes it back, and goes on with it', async ({ world }) => {
  const model = await world.model(echo)
  const damaged = await damagedSession(world, model, 'broken')
  const retoma = await world.launch()
  await retoma.open('broken')
  await expect(retoma.page.getByText('damaged at line 6')).toBeVisible()
  await retoma.expectAnswer('echo(4)')
  await expect(retoma.transcript.getByText('First words').first()).toBeVisible()

  const banner = retoma.page.getByRole('button', { name: 'Repair a copy…' })
  await banner.click()
  const dialog = retoma.page.getByRole('dialog')
  await expect(dialog).toContainText('Line 6 is not readable: 1 event.')
  await expect(dialog).toContainText('2 events stand on line 7 together. Nothing is lost.')
  await expect(dialog).toContainText('1 event can’t be read')
  await expect(dialog.getByRole('button', { name: 'Export first…' })).toBeVisible()
  await retoma.picture('repair')
  expect(readFileSync(logOf(world, 'broken')).equals(damaged)).toBe(true)
  await dialog.getByRole('button', { name: 'Repair', exact: true }).click()
  await expect(repaired(retoma)).toBeVisible()
  await expect(banner).toHaveCount(0)
  await retoma.picture('repaired')

  await undo(retoma).click()
  await expect(retoma.page.getByText('damaged at line 6')).toBeVisible()
  await expect(repaired(retoma)).toHaveCount(0)
  expect(readFileSync(logOf(world, 'broken')).equals(damaged)).toBe(true)

  await banner.click()
  await dialog.getByRole('button', { name: 'Repair', exact: true }).click()
  await expect(repaired(retoma)).toBeVisible()
  await retoma.send('Third words')
  // The model was given all of the conversation.
  await retoma.expectAnswer('echo(6)')
  await retoma.expectIdle()
  await undo(retoma).click()
  await expect(retoma.page.getByText('This session went on after the repair')).toBeVisible()
  await expect(retoma.transcript.getByText('Third words').first()).toBeVisible()
})

test('offers the repair when a message can not be sent, and keeps the message', async ({ world }) => {
  const model = await world.model(echo)
  await damagedSession(world, model, 'unsendable')
  const retoma = await world.launch()
  await retoma.open('unsendable')
  await retoma.send('Third words')
  await retoma.page.getByRole('button', { name: 'See what is wrong…' }).click()
  const dialog = retoma.page.getByRole('dialog')
  await expect(dialog).toContainText('Line 6 is not readable: 1 event.')
  await dialog.getByRole('button', { name: 'Repair', exact: true }).click()
  await expect(repaired(retoma)).toBeVisible()
  await expect(retoma.page.getByRole('region', { name: 'Resuming this session' })).toHaveCount(0)
  await retoma.page.getByRole('button', { name: 'Send now' }).click()
  await retoma.expectAnswer('echo(6)')
})

test('a repair can be undone after a restart, from the palette, as long as nothing was added', async ({ world }) => {
  const model = await world.model(echo)
  const damaged = await damagedSession(world, model, 'later')
  const before = await world.launch()
  await before.open('later')
  await before.page.getByRole('button', { name: 'Repair a copy…' }).click()
  await before.page.getByRole('dialog').getByRole('button', { name: 'Repair', exact: true }).click()
  await expect(repaired(before)).toBeVisible()
  await before.quit()

  const after = await world.launch()
  await after.open('later')
  await after.page.keyboard.press('ControlOrMeta+k')
  await expect(after.page.getByRole('dialog')).toBeVisible()
  await after.page.keyboard.type('check and repair')
  await after.page.keyboard.press('Enter')
  const dialog = after.page.getByRole('dialog')
  await expect(dialog).toContainText('Nothing is wrong with this file')
  await after.picture('examined')
  await dialog.getByRole('button', { name: 'Undo repair' }).click()
  await expect(after.page.getByText('damaged at line 6')).toBeVisible()
  expect(readFileSync(logOf(world, 'later')).equals(damaged)).toBe(true)
})
