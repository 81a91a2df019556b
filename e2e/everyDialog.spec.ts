import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { enlarge, lookerAt, runCommand } from './forEveryone.ts'
import { echo } from './model/reply.ts'

// Made up, and put together here so that nobody takes this file for one that tells secrets.
const token = ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')

/** The dialog that a command opened; the palette, from which it was called, is one as well. */
function dialogIn({ page }: Retoma): Locator {
  return page
    .getByRole('dialog', { name: /^(?!Sessions and commands|Sessões e comandos)/ })
    .or(page.getByRole('alertdialog'))
}

async function press({ page }: Retoma, button: Locator): Promise<void> {
  await expect(button).toBeEnabled()
  await button.focus()
  await page.keyboard.press('Enter')
}

/** A session with a tool whose output is long. */
function writeTable(world: World, id: string): void {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart(id), context: { cwd: world.folder } })
  log.add('user.message', { content: 'Fetch the table of everything that was ever shipped', messageId: 'm' })
  log.add('tool.execution_start', { toolCallId: 'c', toolName: 'get_table', arguments: { table: 'rows' } })
  const rows = Array.from(
    { length: 9_000 },
    (_, at) => `row ${at} of a table with a long line of words in it, and more`,
  )
  log.add('tool.execution_complete', { toolCallId: 'c', success: true, result: { content: rows.join('\n') } })
  log.add('assistant.message', { messageId: 'a', content: 'Here it is.', model: 'demo', toolRequests: [] })
  mkdirSync(join(world.home, 'session-state', id), { recursive: true })
  writeFileSync(join(world.home, 'session-state', id, 'events.jsonl'), log.text())
}

test('the dialogs of a session and of the list: at 200 %, in high contrast, by the keyboard', async ({ world }) => {
  test.slow()
  writeTable(world, 'table')
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const [id, title] of [
    ['one', 'The first of them, with a title that has many words in it'],
    ['two', 'The second'],
    ['gone', 'What is thrown away'],
  ] as const) {
    await retoma.create(id, { title })
    await retoma.send(`A word about ${id}, and ${token}`)
    await retoma.expectIdle()
  }
  await retoma.call('session.delete', { ids: ['gone'] })
  await retoma.open('one')
  await halfASecond()
  await enlarge(retoma)
  await retoma.composer.focus()
  const { page } = retoma
  const look = lookerAt(retoma)
  const dialog = dialogIn(retoma)
  /** Its steps, if it has more than one; then Esc, and the focus is where it was. */
  const visit = async (state: string, command: string, further?: () => Promise<void>): Promise<void> => {
    await runCommand(retoma, command)
    await expect(dialog).toBeVisible()
    // What has to be read first is there.
    await expect(dialog.getByRole('progressbar')).toHaveCount(0)
    await look(state, dialog)
    await further?.()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(retoma.composer, state).toBeFocused()
  }

  await visit('import', 'Import sessions…', async () => {
    const [good, bad] = ['told elsewhere.json', 'bad.json'].map((name) => join(world.folder, name)) as [string, string]
    writeFileSync(good, JSON.stringify([{ role: 'user', content: 'What grows here?' }]))
    writeFileSync(bad, '{"format": "retoma/session",\n "version": }')
    await retoma.app.evaluate(
      ({ dialog: dialogs }, filePaths) => {
        dialogs.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths })
      },
      [good, bad],
    )
    await press(retoma, dialog.getByRole('button', { name: 'Choose files…' }))
    const perform = dialog.getByRole('button', { name: 'Import 1 session' })
    await expect(perform).toBeFocused()
    await look('import offered', dialog)
    await press(retoma, perform)
    await expect(dialog.getByRole('button', { name: /^Open / })).toBeFocused()
    await look('import done', dialog)
  })
  await visit('export', 'Export…', async () => {
    await press(retoma, dialog.getByRole('button', { name: 'Export…' }))
    await expect(dialog).toContainText('Nothing is written yet')
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await look('secrets', dialog)
  })
  await visit('delete', 'Delete session…')
  await visit('rename', 'Rename session')
  await visit('prompts', 'Search your earlier prompts')
  await visit('bookmark', 'Bookmark the last message')
  await visit('sum up', 'Sum up older messages now')
  await visit('repair', 'Check and repair the file…')
})

test('the whole text of a tool, what is known of a session, and all bookmarks', async ({ world }) => {
  test.slow()
  writeTable(world, 'table')
  const model = await world.model(echo)
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.open('table')
  await enlarge(retoma)
  const look = lookerAt(retoma)
  const card = transcript.getByRole('button', { name: /get_table/ })
  await card.focus()
  await page.keyboard.press('Enter')
  const all = transcript.getByRole('button', { name: /^Show all/ })
  await all.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('row 0 of a table')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(all).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('row 0 of a table')).toBeVisible()
  await look('viewer', dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  // In the other language the conversation is laid out anew, and the button with it: that it gives back was seen above.

  await retoma.composer.focus()
  await page.keyboard.press('ControlOrMeta+i')
  const inspector = page.getByRole('complementary', { name: 'About this session' })
  await expect(inspector).toBeVisible()
  for (const line of await inspector.locator('[aria-expanded=false]').all()) {
    await line.focus()
    await page.keyboard.press('Enter')
  }
  await look('details', inspector)
  await page.keyboard.press('Escape')
  await expect(inspector).toHaveCount(0)
  await expect(retoma.composer).toBeFocused()

  await page.keyboard.press('ControlOrMeta+d')
  await dialog.getByLabel('Name').fill('Where it begins')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+Shift+d')
  await expect(dialog).toBeVisible()
  await look('all bookmarks', dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(retoma.composer).toBeFocused()

  // What was said since a bookmark, from the menu of its line; and from there to a comparison.
  await page.keyboard.press('ControlOrMeta+i')
  const more = inspector.getByRole('button', { name: 'Actions for “Where it begins”' })
  await press(retoma, more)
  await expect(page.getByRole('menu')).toBeVisible()
  await press(retoma, page.getByRole('menuitem', { name: 'Context since this bookmark' }))
  await expect(dialog).toContainText('Where it begins')
  await look('context since', dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(more).toBeFocused()
  await press(retoma, more)
  await press(retoma, page.getByRole('menuitem', { name: 'Context since this bookmark' }))
  await press(retoma, dialog.getByRole('button', { name: 'Compare models' }))
  await expect(dialog).toContainText('Compare models from')
  await look('compare since', dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(more).toBeFocused()
})
