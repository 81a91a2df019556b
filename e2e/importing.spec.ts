import { existsSync, createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { echo } from './model/reply.ts'
import { picturesOf } from './windowSize.ts'

/** Holds files of the disk over a place of the page, as a file manager does it; resolves to what lets go of them there. */
async function dragTo(
  retoma: Retoma,
  at: { readonly x: number; readonly y: number },
  ...files: readonly string[]
): Promise<() => Promise<void>> {
  const session = await retoma.page.context().newCDPSession(retoma.page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, ...at, data })
  await send('dragEnter')
  await send('dragOver')
  return async () => {
    await send('drop')
    await session.detach()
  }
}

async function zipOf(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

test('what is dropped on the list is shown, and imported when that is wanted; a message box takes what is dropped on it', async ({
  world,
}) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('here')
  const [list, zip, picture] = ['recipe.json', 'from a mac.zip', 'picture.png'].map((name) =>
    join(world.folder, name),
  ) as [string, string, string]
  writeFileSync(list, JSON.stringify([{ role: 'user', content: 'The word is amaranth.', id: 'msg-1' }]))
  await zipOf(zip, {
    'zipped.json': JSON.stringify([{ role: 'user', content: 'From a zip', id: 'msg-1' }]),
    '__MACOSX/._zipped.json': '\u0000\u0005\u0016\u0007',
    '.DS_Store': 'Bud1',
  })
  writeFileSync(picture, 'GIF89a')
  const { page } = retoma
  const dialog = page.getByRole('dialog', { name: 'Import sessions' })

  const drop = await dragTo(retoma, { x: 100, y: 300 }, list, zip, picture)
  await expect(page.getByText('Drop it here to import it')).toBeVisible()
  // It shows where: over all of the list.
  expect(await page.locator('.import-drop').boundingBox()).toMatchObject({ x: 0, y: 0, width: expect.closeTo(288, -1) })
  await expectAccessible(retoma, 'held over the list')
  await picturesOf(retoma, 'import-held')
  await drop()
  await expect(page.getByText('Drop it here to import it')).toHaveCount(0)
  await expect(dialog).toContainText('2 sessions can be imported. 1 can’t be.')
  const lines = dialog.getByRole('listitem')
  await expect(lines).toHaveText([
    /picture\.png.*no session in it.*Choose an exported file/,
    /recipe\.json.*“recipe”/,
    /zipped\.json.*“zipped”/,
  ])
  await expect(page.getByRole('list', { name: 'Attachments' })).toHaveCount(0)
  await expectAccessible(retoma, 'offered')
  await picturesOf(retoma, 'import')
  await expect(retoma.row('recipe')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('2 sessions imported.')
  await page.keyboard.press('Enter')
  await expect(retoma.transcript.getByText('The word is amaranth.').first()).toBeVisible()
  await expect(retoma.row('zipped')).toBeVisible()

  // On the conversation it goes with the message, as before.
  await (
    await dragTo(retoma, { x: 700, y: 300 }, list)
  )()
  await expect(page.getByRole('list', { name: 'Attachments' }).getByText('recipe.json')).toBeVisible()
  await expect(dialog).toHaveCount(0)

  // Where nothing takes a message, it is offered everywhere; nothing that can be imported is said, and leads on.
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await (
    await dragTo(retoma, { x: 700, y: 300 }, picture)
  )()
  await expect(dialog).toContainText('Nothing of this can be imported.')
  await expect(dialog.getByRole('button', { name: 'Choose others…' })).toBeFocused()
})

test('import and export stand in the menus of the list and of the app', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('inside', { folder: world.folder, title: 'Inside' })
  await retoma.send('Hello')
  await retoma.expectIdle()
  await retoma.create('begun', { folder: world.folder, title: 'Begun' })
  await retoma.type('not yet')
  await retoma.create('outside')
  const { page } = retoma
  const menu = page.getByRole('menu')
  const dialog = page.getByRole('dialog')

  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await expect(menu).toContainText('Export the listed sessions…')
  await menu.getByRole('menuitem', { name: 'Import sessions…' }).click()
  await expect(dialog).toContainText('Nothing is overwritten')
  await page.keyboard.press('Escape')

  await test.step('what was never sent has a draft that can be written', async () => {
    const file = join(world.folder, 'begun.json')
    await retoma.app.evaluate(({ dialog: dialogs }, filePath) => {
      dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await retoma.row('begun').click({ button: 'right' })
    await expect(menu.getByRole('menuitem', { name: 'Import sessions…' })).toBeVisible()
    await menu.getByRole('menuitem', { name: 'Export as JSON…' }).click()
    await expect
      .poll(() => readdirSync(world.folder).includes('begun.json') && readFileSync(file, 'utf8'))
      .toContain('"text": "not yet"')
  })

  await test.step('a folder of the list is exported as one', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+n')
    await page.getByRole('menuitemcheckbox', { name: 'Folder' }).click()
    await page.getByRole('main').hover()
    await retoma.list.locator('[data-group-key^="folder:/"]').click({ button: 'right' })
    await expect(menu.getByRole('menuitem')).toHaveText([
      'Fold',
      'Select 2 sessions',
      'New session in this folder',
      'Export 2 sessions…',
      'Import sessions…',
    ])
    await expectAccessible(retoma, 'menu of a folder')
    await retoma.picture('menu-folder')
    await menu.getByRole('menuitem', { name: 'Export 2 sessions…' }).click()
    await expect(dialog).toContainText('Export 2 sessions')
    await page.keyboard.press('Escape')
  })

  await test.step('the menu of a group that is not folded is reached by keys, from a session in it', async () => {
    await page.keyboard.press('ControlOrMeta+1')
    await retoma.row('inside').focus()
    await page.keyboard.press('Shift+F10')
    await menu.getByRole('menuitem', { name: /^All in “/ }).press('Enter')
    await expect(menu.getByRole('menuitem', { name: 'Export 2 sessions…' })).toBeVisible()
    // A key that is quicker than the menu is none of its own.
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[role=menu]')?.textContent ?? ''))
      .toContain('Export 2 sessions')
    await page.keyboard.press('ArrowDown')
    await expect(menu.getByRole('menuitem', { name: 'Fold', exact: true })).toBeFocused()
    await expectAccessible(retoma, 'menu of a group, by keys')
    await page.keyboard.press('Enter')
    const heading = retoma.list.getByRole('option', { name: /2 sessions/ })
    await expect(heading).toBeVisible()
  })

  await test.step('the menu bar has them, too', async () => {
    const labels = await retoma.app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap((one) => one.submenu?.items.map(({ label }) => label) ?? []),
    )
    expect(labels).toEqual(expect.arrayContaining(['Export…', 'Export the listed sessions…', 'Import…']))
    await retoma.app.evaluate(({ Menu }) => {
      const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((one) => one.submenu?.items ?? [])
      items.find(({ label }) => label === 'Export the listed sessions…')?.click()
    })
    await expect(dialog).toContainText('Export 3 sessions')
  })
})

test('an import that a kill cut says so at the next start, and what is there is whole', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  const zip = join(world.folder, 'many.zip')
  const names = Array.from({ length: 400 }, (_, n) => `many-${n}`)
  await zipOf(
    zip,
    Object.fromEntries(
      names.map((name) => [`${name}.json`, JSON.stringify([{ role: 'user', content: `Words of ${name}` }])]),
    ),
  )
  const state = join(world.home, 'session-state')
  // The first session that comes makes the folder.
  const there = (): readonly string[] =>
    existsSync(state) ? readdirSync(state).filter((name) => name.startsWith('many-')) : []
  await retoma.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, zip)
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await retoma.page.getByRole('dialog').waitFor()
  await retoma.page.keyboard.type('Import sessions')
  await retoma.page.keyboard.press('Enter')
  const dialog = retoma.page.getByRole('dialog', { name: 'Import sessions' })
  await dialog.getByRole('button', { name: 'Choose files…' }).click()
  await dialog.getByRole('button', { name: 'Import 400 sessions' }).click()
  await expect.poll(() => there().length, { intervals: [10] }).toBeGreaterThan(2)
  await retoma.kill()
  const count = there().length
  expect(count).toBeLessThan(400)

  const after = await world.launch()
  const notice = after.page.getByRole('status').filter({ hasText: 'in the middle of an import' })
  await expect(notice).toContainText('of 400 sessions are there')
  const told = Number(/(\d+) of 400/.exec((await notice.textContent()) ?? '')?.[1])
  // The last one may have come without its word.
  expect([count, count - 1, count - 2]).toContain(told)
  await expectAccessible(after, 'a notice of an import that was cut')
  await after.picture('import-cut')
  for (const id of there()) {
    const { state } = await after.call('session.open', { id })
    expect(state.turns.map(({ prompt }) => prompt?.text)).toEqual([`Words of ${id}`])
  }
  await notice.getByRole('button', { name: 'Import sessions…' }).click()
  await expect(notice).toHaveCount(0)
  // What is here already is known, and stays out; one of many is found and comes alone.
  await after.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, zip)
  const again = after.page.getByRole('dialog', { name: 'Import sessions' })
  await again.getByRole('button', { name: 'Choose files…' }).click()
  await expect(again).toContainText(`400 sessions can be imported. ${count} are here already`)
  await expect(again.getByRole('button', { name: `Import ${400 - count} sessions` })).toBeFocused()
  await expect(again.getByRole('checkbox', { name: 'many-0', exact: true })).not.toBeChecked()
  await expectAccessible(after, 'what there is to import, some of it here already')
  await after.picture('import-choose')
  const all = again.getByRole('checkbox', { name: /^Import all/ })
  await all.check()
  await expect(again.getByRole('button', { name: 'Import 400 sessions' })).toBeEnabled()
  await all.uncheck()
  await expect(again.getByRole('button', { name: 'Import 0 sessions' })).toBeDisabled()
  await again.getByRole('textbox', { name: 'Find in these' }).fill('MANY-399')
  await again.getByRole('checkbox', { name: 'many-399' }).check()
  await again.getByRole('button', { name: 'Import 1 session' }).click()
  await expect(again).toContainText('1 session imported.')
  await expect(again).not.toContainText('not begun')
  expect(there()).toHaveLength(count + 1)
})

test('an import that is stopped says how many were not begun; a long name stays in its dialog', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  const { page } = retoma
  const dialog = page.getByRole('dialog', { name: 'Import sessions' })
  const long = `A session that is called by all of its first prompt${', and by more words'.repeat(12)}`
  const zip = join(world.folder, 'many.zip')
  const first = {
    format: 'retoma/session',
    version: 1,
    session: { id: 'first', title: long, titleIsManual: true },
    messages: [{ role: 'user', content: 'First' }],
  }
  await zipOf(zip, {
    '0.json': JSON.stringify(first),
    ...Object.fromEntries(
      Array.from({ length: 600 }, (_, n) => [
        `${n + 1}.json`,
        JSON.stringify([{ role: 'user', content: `Words ${n}` }]),
      ]),
    ),
  })
  await (
    await dragTo(retoma, { x: 100, y: 300 }, zip)
  )()
  await dialog.getByRole('button', { name: 'Import 601 sessions' }).click()
  await expect(dialog).toContainText(/Importing: [1-9]/)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toContainText(/\d+ sessions? imported\. \d+ were not begun\./)
  const [done, left] = [...((await dialog.textContent()) ?? '').matchAll(/(\d+) (?:sessions? imported|were not)/g)].map(
    (found) => Number(found[1]),
  )
  expect(done! + left!).toBe(601)
  // What was begun goes in a moment.
  await expect.poll(() => readdirSync(join(world.home, 'session-state')).length).toBe(done!)

  const open = dialog.getByRole('button', { name: /^Open “A session/ })
  await expect(open).toBeVisible()
  const [outer, inner, close] = await Promise.all(
    [dialog, open, dialog.getByRole('button', { name: 'Close' })].map((one) => one.boundingBox()),
  )
  expect(inner!.x).toBeGreaterThan(outer!.x)
  expect(inner!.x + inner!.width).toBeLessThan(outer!.x + outer!.width)
  expect(inner!.y).toBeCloseTo(close!.y, 0)
  await picturesOf(retoma, 'import-stopped')
})
