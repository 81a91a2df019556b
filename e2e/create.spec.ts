import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { echo } from './model/reply.ts'

test('an id comes from a pattern, is checked while it is typed, and never takes the place of another', async ({
  world,
}) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('task-review')
  await retoma.send('Here first')
  await retoma.expectIdle()

  const { page } = retoma
  await page.keyboard.press('ControlOrMeta+n')
  await expect(page.getByRole('heading', { name: 'New session' })).toBeVisible()
  const id = page.getByLabel('Id', { exact: true })
  await page.getByText('Per task', { exact: true }).click()
  await page.getByLabel('What is it about?').fill('Review')
  await expect(id).toHaveValue('task-review')
  const create = page.getByRole('button', { name: 'Create session' })
  await expect(page.getByRole('button', { name: 'Use task-review-2' })).toBeVisible()
  await expect(create).toBeDisabled()
  await retoma.picture('id-taken')
  await id.fill('has spaces & signs')
  await expect(create).toBeDisabled()
  await expect(id).toHaveAttribute('aria-invalid', 'true')
  await id.fill('nul')
  await expect(create).toBeDisabled()
  await page.getByText('Per task', { exact: true }).click()
  await page.getByRole('button', { name: 'Use task-review-2' }).click()
  await expect(id).toHaveValue('task-review-2')
  await create.click()
  await expect(page.getByRole('heading', { name: 'Review' })).toBeVisible()
  // The runtime hears of it with the first message.
  expect(existsSync(join(world.home, 'session-state', 'task-review-2'))).toBe(false)
  await retoma.send('Here second')
  await retoma.expectIdle()
  expect(existsSync(join(world.home, 'session-state', 'task-review-2'))).toBe(true)
  await retoma.open('task-review')
  await expect(retoma.transcript.getByText('Here first').first()).toBeVisible()
  await expect(retoma.transcript).not.toContainText('Here second')
})

test('a session without a message is a draft that survives everything', async ({ world }) => {
  const before = await world.launch()
  await before.usePractice()
  await before.create('only-a-draft', { title: 'Only a draft' })
  await before.type('words that were never sent')
  await expect
    .poll(async () => (await before.call('session.open', { id: 'only-a-draft' })).draft?.text)
    .toBe('words that were never sent')
  await before.kill()
  const after = await world.launch()
  await expect(after.page.getByRole('heading', { name: 'Only a draft' })).toBeVisible()
  await expect(after.composer).toHaveValue('words that were never sent')
})

test('renames, filters and deletes, and says what is hidden', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const id of ['first', 'second']) {
    await retoma.create(id)
    await retoma.send(`This is the ${id}`)
    await retoma.expectIdle()
  }
  const { page } = retoma
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByLabel('Title').fill('Renamed by hand')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Renamed by hand' })).toBeVisible()
  await retoma.send('More words that must not change the title')
  await retoma.expectIdle()
  await expect(page.getByRole('heading', { name: 'Renamed by hand' })).toBeVisible()

  await page.getByRole('textbox', { name: 'Filter sessions' }).fill('renamed')
  await expect(retoma.row('first')).toHaveCount(0)
  await expect(page.getByText('1 hidden').first()).toBeVisible()
  await page.getByText('1 hidden').first().click()
  await expect(retoma.row('first')).toBeVisible()

  await retoma.open('first')
  await retoma.row('first').press('Delete')
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await expect(dialog).toContainText('moves to the trash')
  await expect(dialog).toContainText('30 days')
  await dialog.getByRole('button', { name: 'Move to the trash' }).click()
  await expect(retoma.row('first')).toHaveCount(0)
  await expect.poll(() => existsSync(join(world.home, 'session-state', 'first'))).toBe(false)
  expect(existsSync(join(world.home, 'session-state', 'second'))).toBe(true)
})
