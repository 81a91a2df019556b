import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { enlarge, expectForEveryone, expectTabbed } from './forEveryone.ts'
import { echo } from './model/reply.ts'

/** What is looked at in one state: by axe, in two themes; how it is cut and reached; where Tab goes, and what Escape leaves. */
interface Looks {
  readonly dialog: (state: string, name: string) => Promise<void>
}

function looksAt(retoma: Retoma): Looks {
  const { page } = retoma
  const look = async (state: string, place: Locator): Promise<void> => {
    await expectTabbed(retoma, state, place)
    // The longer language.
    await retoma.call('settings.set', { language: 'pt-BR' })
    await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR')
    await expectForEveryone(retoma, state)
    await retoma.picture(`every-${state.replaceAll(' ', '-')}`)
    await retoma.call('settings.set', { language: 'en' })
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  }
  return {
    dialog: async (state, name) => {
      const opener = await page.evaluateHandle(() => document.activeElement)
      await run(retoma, name)
      const dialog = dialogIn(retoma)
      await expect(dialog).toBeVisible()
      await look(state, dialog)
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
      await expect
        .poll(
          () => page.evaluate((element) => document.activeElement === element, opener),
          `${state}: back to the opener`,
        )
        .toBe(true)
    },
  }
}

/** The dialog that a command opened; the palette, from which it was called, is one as well. */
function dialogIn({ page }: Retoma): Locator {
  return page
    .getByRole('dialog', { name: /^(?!Sessions and commands|Sessões e comandos)/ })
    .or(page.getByRole('alertdialog'))
}

async function run(retoma: Retoma, title: string): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await expect(retoma.page.locator('.palette-input')).toBeFocused()
  await retoma.page.keyboard.type(title.replace('…', ''))
  const option = retoma.page.getByRole('option', { name: title }).first()
  await expect
    .poll(async () => {
      if ((await option.getAttribute('aria-selected')) === 'true') return true
      await retoma.page.keyboard.press('ArrowDown')
      return false
    })
    .toBe(true)
  await retoma.page.keyboard.press('Enter')
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
    await retoma.send(`A word about ${id}`)
    await retoma.expectIdle()
  }
  await retoma.call('session.delete', { ids: ['gone'] })
  await retoma.open('one')
  await halfASecond()
  await enlarge(retoma)
  await retoma.composer.focus()
  const look = looksAt(retoma)

  await look.dialog('import', 'Import sessions…')
  await look.dialog('export', 'Export…')
  await look.dialog('delete', 'Delete session…')
  await look.dialog('rename', 'Rename session')
  await look.dialog('prompts', 'Search your earlier prompts')
  await look.dialog('bookmark', 'Bookmark the last message')
  await look.dialog('sum up', 'Sum up older messages now')
  await look.dialog('repair', 'Check and repair the file…')
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
  const check = async (state: string, place: Locator): Promise<void> => {
    await expectTabbed(retoma, state, place)
    await retoma.call('settings.set', { language: 'pt-BR' })
    await expectForEveryone(retoma, state)
    await retoma.picture(`every-${state.replaceAll(' ', '-')}`)
    await retoma.call('settings.set', { language: 'en' })
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  }
  const card = transcript.getByRole('button', { name: /get_table/ })
  await card.focus()
  await page.keyboard.press('Enter')
  const all = transcript.getByRole('button', { name: /^Show all/ })
  await all.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('row 0 of a table')).toBeVisible()
  await check('viewer', dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(all).toBeFocused()

  await retoma.composer.focus()
  await page.keyboard.press('ControlOrMeta+i')
  const inspector = page.getByRole('complementary', { name: 'About this session' })
  await expect(inspector).toBeVisible()
  for (const line of await inspector.locator('[aria-expanded=false]').all()) {
    await line.focus()
    await page.keyboard.press('Enter')
  }
  await check('details', inspector)
  await page.keyboard.press('Escape')
  await expect(inspector).toHaveCount(0)
  await expect(retoma.composer).toBeFocused()

  await page.keyboard.press('ControlOrMeta+d')
  await dialog.getByLabel('Name').fill('Where it begins')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+Shift+d')
  await expect(dialog).toBeVisible()
  await check('all bookmarks', dialog)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})
