import type { Locator } from '@playwright/test'
import { expect, halfASecond, test } from './app.ts'
import { enlarge, lookerAt, runCommand } from './forEveryone.ts'
import { echo } from './model/reply.ts'

test('every page: at 200 %, in high contrast, by the keyboard', async ({ world }) => {
  test.slow()
  const { retoma, page } = await world.begin(echo)
  for (const [id, title] of [
    ['one', 'The first of them, with a title that has many words in it'],
    ['two', 'The second'],
    ['gone', 'What is thrown away, with a title that has many words in it'],
  ] as const) {
    await retoma.create(id, { title })
    await retoma.send(`A word about ${id}`)
    await retoma.expectIdle()
  }
  await retoma.call('session.delete', { ids: ['gone'] })
  await retoma.open('one')
  await halfASecond()
  await enlarge(retoma)
  await retoma.composer.focus()
  const main = page.getByRole('main')
  const look = lookerAt(retoma)
  const visit = async (state: string, command: string, there: () => Promise<void>): Promise<void> => {
    await runCommand(retoma, command)
    await there()
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null), state).toBe(true)
    await look(state, main)
    await page.keyboard.press('Escape')
    await expect(retoma.composer, state).toBeFocused()
  }

  const press = async (button: Locator): Promise<void> => {
    await expect(button).toBeEnabled()
    await button.focus()
    await page.keyboard.press('Enter')
  }
  const pageBox = page.locator('.page')
  const question = main.getByRole('alertdialog')

  // A question within a page takes the focus and gives it back; Esc closes it alone.
  await visit('trash', 'Trash', async () => {
    await expect(main.getByRole('table')).toContainText('What is thrown away')
  })
  await runCommand(retoma, 'Trash')
  const purge = main.getByRole('button', { name: /^Delete for good… .What is thrown away/ })
  await press(purge)
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await look('trash asks', question)
  await question.getByRole('button', { name: 'Cancel' }).focus()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(purge).toBeFocused()
  // What goes away when it was used leaves the focus with what is beside it.
  await press(main.getByRole('button', { name: /^Restore .What is thrown away/ }))
  await expect(main.getByRole('table')).toHaveCount(0)
  await expect.poll(() => pageBox.evaluate((box) => box.contains(document.activeElement))).toBe(true)
  const beside = await page.evaluateHandle(() => document.activeElement)
  await press(page.getByRole('region', { name: 'Messages' }).getByRole('button', { name: 'Dismiss' }))
  expect(await page.evaluate((element) => document.activeElement === element, beside)).toBe(true)
  await page.keyboard.press('Escape')

  await visit('clean-up', 'Clean up…', async () => {
    await expect(main.getByText(/^3 sessions take/)).toBeVisible()
  })
  await visit('comparison', 'Compare models', async () => {
    await expect(main.getByRole('button', { name: 'Begin 2 sessions side by side' })).toBeVisible()
  })

  await runCommand(retoma, 'Search')
  await expect(page.getByRole('combobox')).toBeFocused()
  await look('search', main)
  await page.getByRole('combobox').focus()
  await page.keyboard.type('word')
  await expect(main.getByRole('option').first()).toBeVisible()
  await look('search results', main)
  await page.keyboard.press('Escape')
  await expect(retoma.composer).toBeFocused()

  await visit('settings', 'Settings', async () => {
    await expect(main.getByRole('heading', { name: 'Settings' })).toBeVisible()
  })
  await runCommand(retoma, 'Settings')
  const add = main.getByRole('button', { name: 'Add a provider…' })
  await press(add)
  const form = main.locator('.provider-form')
  await expect(form.getByLabel('Kind')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await expect(add).toBeFocused()
  const edit = main.getByRole('button', { name: 'Edit Scripted' })
  await press(edit)
  await expect(form.getByLabel('Kind')).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await look('provider', form)
  await form.getByLabel('Kind').focus()
  await page.keyboard.press('Escape')
  await expect(edit).toBeFocused()
  const remove = main.getByRole('button', { name: 'Remove Scripted' })
  await press(remove)
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(remove).toBeFocused()
})
