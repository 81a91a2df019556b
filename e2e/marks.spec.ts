import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './axe.ts'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'
import { writeTurns } from './words.ts'

const asked = ({ lastUser }: ModelRequest): string => lastUser.trim().split('\n').at(-1) ?? ''
const parrot = (request: ModelRequest): Reply => says(`Answer to ${asked(request)}`)

async function say(retoma: Retoma, ...words: readonly string[]): Promise<void> {
  for (const word of words) {
    await retoma.send(word)
    await retoma.expectAnswer(`Answer to ${word}`)
    await retoma.expectIdle()
  }
}

/** Marks an answer from the keyboard alone. */
async function mark(retoma: Retoma, answer: string, name: string, colour: string): Promise<void> {
  const dialog = retoma.page.getByRole('dialog')
  await retoma.transcript.getByRole('group').filter({ hasText: answer }).last().focus()
  await retoma.page.keyboard.press('ControlOrMeta+d')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('radio', { name: colour }).check()
  await retoma.page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
}

test('a bookmark has a colour wherever it is seen, and keeps it in the trash, in a file and when it is taken back', async ({
  world,
}) => {
  const { retoma } = await world.begin(parrot)
  const dialog = retoma.page.getByRole('dialog')
  await retoma.create('coloured')
  await say(retoma, 'first', 'second', 'third')
  await mark(retoma, 'Answer to first', 'Begin', 'Teal')
  await mark(retoma, 'Answer to second', 'Middle', 'Pink')
  await mark(retoma, 'Answer to third', 'Plain', 'No colour')
  await expect(retoma.transcript.getByRole('img', { name: 'Bookmarked: Begin (Teal)' })).toBeVisible()
  await expect(retoma.transcript.getByRole('img', { name: 'Bookmarked: Plain', exact: true })).toBeVisible()
  await retoma.page.keyboard.press('ControlOrMeta+i')
  await retoma.picture('marks')

  await test.step('the key on a marked message edits its bookmark, and the words leave the colour as it is', async () => {
    await retoma.transcript.getByRole('group').filter({ hasText: 'Answer to first' }).last().focus()
    await retoma.page.keyboard.press('ControlOrMeta+d')
    await expect(dialog.getByLabel('Name')).toHaveValue('Begin')
    await expect(dialog.getByRole('radio', { name: 'Teal' })).toBeChecked()
    await expectAccessible(retoma, 'a bookmark with a colour')
    await retoma.picture('mark-dialog')
    await dialog.getByLabel('Name').fill('Beginning')
    await retoma.page.keyboard.press('Enter')
    await expect(retoma.transcript.getByRole('img', { name: 'Bookmarked: Beginning (Teal)' })).toBeVisible()
  })

  await test.step('the list across sessions can be narrowed down to a colour', async () => {
    await retoma.page.keyboard.press('ControlOrMeta+Shift+d')
    await expect(dialog.getByRole('option')).toHaveCount(3)
    await expect(dialog.getByRole('button', { name: 'Red' })).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Pink' }).press('Enter')
    await expect(dialog.getByRole('option')).toHaveCount(1)
    await expect(dialog.getByRole('option')).toContainText('Middle')
    await expectAccessible(retoma, 'bookmarks of one colour')
    await retoma.picture('marks-list')
    // Where none matches there is a way back to all of them: by the keyboard, and by the mouse.
    const box = dialog.getByRole('combobox')
    const clear = dialog.getByRole('option', { name: 'Clear the search' })
    for (const go of [() => box.press('Enter'), () => clear.click()]) {
      await box.fill('nothing like it')
      await expect(dialog.getByRole('option', { name: 'No bookmark matches.' })).toBeVisible()
      await expectAccessible(retoma, 'no bookmark matches')
      await retoma.picture('marks-none')
      await go()
      await expect(dialog.getByRole('option')).toHaveCount(3)
      await expect(box).toHaveValue('')
      await expect(box).toBeFocused()
      await expect(dialog.getByRole('button', { name: 'Pink' })).toHaveAttribute('aria-pressed', 'false')
      await dialog.getByRole('button', { name: 'Pink' }).click()
    }
    await retoma.page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    // The one box for everything finds them, too.
    await retoma.page.keyboard.press('ControlOrMeta+k')
    await retoma.page.keyboard.type('middle')
    const found = dialog.getByRole('group', { name: 'Bookmarks' }).getByRole('option')
    await expect(found).toHaveText(/^Middle/)
    await expectAccessible(retoma, 'a bookmark in the palette')
    await found.click()
    await expect(dialog).toHaveCount(0)
    await expect(retoma.transcript.getByText('Answer to second', { exact: true })).toBeInViewport()
  })

  const colours = async (id: string): Promise<readonly (string | null)[]> =>
    (await retoma.call('session.open', { id })).bookmarks.map(({ colour }) => colour)
  await test.step('removed and taken back', async () => {
    await retoma.page.getByRole('button', { name: /Actions for .Middle/ }).click()
    await retoma.page.getByRole('menuitem', { name: 'Remove' }).click()
    await expect.poll(() => colours('coloured')).toEqual(['teal', null])
    await retoma.page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => colours('coloured')).toEqual(['teal', 'pink', null])
  })

  await test.step('through the trash, and through a file', async () => {
    const [entry] = await retoma.call('session.delete', { ids: ['coloured'] })
    await retoma.call('trash.restore', { entryIds: [entry?.entryId ?? ''] })
    expect(await colours('coloured')).toEqual(['teal', 'pink', null])
    const path = join(world.folder, 'coloured.json')
    await retoma.app.evaluate(({ dialog: dialogs }, filePath) => {
      dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialogs.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
    await retoma.call('session.export', { id: 'coloured', format: 'json', sinceBookmarkId: null })
    const offer = await retoma.call('import.pick', { what: 'files' })
    const [imported] = await retoma.call('session.import', { offer: offer?.id ?? '' })
    expect(await colours(imported?.imported?.sessionId ?? '')).toEqual(['teal', 'pink', null])
  })

  await test.step('what the person said is marked by the same key', async () => {
    await retoma.open('coloured')
    await retoma.transcript.getByRole('group').filter({ hasText: 'third' }).first().focus()
    await retoma.page.keyboard.press('ControlOrMeta+d')
    await dialog.getByLabel('Name').fill('Asked')
    await dialog.getByLabel('Description').fill('Why I asked')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
    const { bookmarks } = await retoma.call('session.open', { id: 'coloured' })
    expect(bookmarks.at(-1)).toMatchObject({
      name: 'Asked',
      description: 'Why I asked',
      itemId: null,
      snippet: 'third',
    })
  })
})

test('what is between two bookmarks is exported, and given to two models to compare', async ({ world }) => {
  const { model, retoma } = await world.begin(parrot)
  const dialog = retoma.page.getByRole('dialog')
  await retoma.create('source', { title: 'Source' })
  await say(retoma, 'first', 'second', 'third')
  await mark(retoma, 'Answer to first', 'Begin', 'Teal')
  await mark(retoma, 'Answer to second', 'End', 'Pink')
  const [begin] = await retoma.call('bookmark.list', {})

  await retoma.transcript.getByRole('group').filter({ hasText: 'Answer to first' }).last().hover()
  await retoma.page.getByRole('button', { name: 'Context since this bookmark' }).first().click()
  await dialog.getByLabel('Up to').selectOption('End')
  await expect(dialog).not.toContainText('Answer to third')
  for (const [button, path] of [
    ['Export Markdown', join(world.folder, 'between.md')],
    ['Export JSON', join(world.folder, 'between.json')],
  ] as const) {
    await retoma.app.evaluate(({ dialog: dialogs }, filePath) => {
      dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await dialog.getByRole('button', { name: button }).click()
    await expect.poll(() => existsSync(path)).toBe(true)
  }
  const text = readFileSync(join(world.folder, 'between.md'), 'utf8')
  expect(text).toContain('Answer to second')
  expect(text).not.toMatch(/Answer to (?:first|third)/)
  expect(JSON.parse(readFileSync(join(world.folder, 'between.json'), 'utf8'))).toMatchObject({
    since: { name: 'Begin', colour: 'teal' },
    until: { name: 'End', colour: 'pink' },
    messages: [{ content: 'second' }, { content: 'Answer to second' }],
  })

  await dialog.getByRole('button', { name: 'Compare models' }).click()
  await expect(dialog).toContainText('Compare models from “Begin” on')
  // The session's own model is chosen already; one alone is no comparison.
  await expect(dialog.getByRole('checkbox', { name: 'demo' })).toBeChecked()
  await expect(dialog.getByRole('button', { name: 'Begin 1 session' })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'other' }).check()
  await dialog.getByLabel('Message').fill('Which is better?')
  await expectAccessible(retoma, 'a comparison')
  await retoma.picture('compare')
  await dialog.getByRole('button', { name: 'Begin 2 sessions' }).click()
  await expect(dialog).toHaveCount(0)

  // They stand side by side, and nothing was sent: each waits with the message in its box.
  expect(model.requests).toHaveLength(3)
  for (const [id, name] of [
    ['source-2', 'demo'],
    ['source-3', 'other'],
  ] as const) {
    await expect(retoma.row(id)).toContainText(`Begin · ${name}`)
    const pane = retoma.page.getByRole('region', { name: new RegExp(`^Session \\d of 2: Begin · ${name}$`) })
    const box = pane.getByRole('textbox', { name: 'Message', exact: true })
    await expect(box).toHaveValue('Which is better?')
    await box.press('Enter')
    await expect(pane.getByRole('feed')).toContainText('Answer to Which is better?')
    await retoma.expectIdle()
    const request = model.requests.at(-1)
    expect(request?.model).toBe(name)
    expect(request?.lastUser).toContain('Answer to second')
    expect(request?.lastUser).not.toMatch(/Answer to (?:first|third)/)
  }
  await expect
    .poll(() =>
      retoma.call('bookmark.compare', { id: begin?.id ?? '', until: 'gone', models: two, draft: '' }).catch(String),
    )
    .toMatch(/bookmarkMissing/)
})

const two = [
  { providerId: 'practice', model: 'practice' },
  { providerId: 'practice', model: 'practice' },
]

test('a bookmark outlives a compaction, archiving and a rewind that takes its message, with the words that it kept', async ({
  world,
}) => {
  const { model, retoma } = await world.begin(parrot)
  await retoma.create('lasting', { title: 'Lasting' })
  await say(retoma, 'first', 'second', 'third')
  await mark(retoma, 'Answer to first', 'Stays', 'Teal')
  await mark(retoma, 'Answer to third', 'Goes', 'Red')
  const names = async (): Promise<readonly string[]> =>
    (await retoma.call('bookmark.list', {})).map(({ name, snippet }) => `${name}: ${snippet}`)
  const kept = ['Stays: Answer to first', 'Goes: Answer to third']

  model.enqueue(says('A summary of what was said'))
  await retoma.call('session.compact', { id: 'lasting', keep: '' })
  await expect(retoma.transcript.locator('.compaction')).toContainText('summed up')
  expect(await names()).toEqual(kept)
  const list = retoma.page.getByRole('dialog')
  await retoma.page.keyboard.press('ControlOrMeta+Shift+d')
  await list.getByRole('option', { name: 'Stays' }).click()
  await expect(retoma.transcript.getByText('Answer to first', { exact: true })).toBeInViewport()

  await retoma.call('session.mark', { changes: [{ id: 'lasting', archived: true }] })
  expect(await names()).toEqual(kept)
  await retoma.call('session.mark', { changes: [{ id: 'lasting', archived: false }] })

  const { state } = await retoma.call('session.open', { id: 'lasting' })
  const turnId = state.turns.find(({ prompt }) => prompt?.text === 'third')?.id ?? ''
  await retoma.call('session.rewind', { id: 'lasting', turnId, files: false, message: null, model: null })
  await expect(retoma.transcript.getByText('Answer to third', { exact: true })).toHaveCount(0)
  await retoma.kill()

  const again = await world.launch()
  await again.page.keyboard.press('ControlOrMeta+Shift+d')
  const option = again.page.getByRole('dialog').getByRole('option', { name: 'Goes' })
  await expect(option).toContainText('Answer to third')
  await option.click()
  await expect(again.page.getByText('The bookmarked message is no longer there')).toBeVisible()
  await expect(again.row('lasting')).toContainText('2 bookmarks')
  await again.page.keyboard.press('ControlOrMeta+i')
  await again.page.getByRole('button', { name: /Actions for .Goes/ }).click()
  await again.page.getByRole('menuitem', { name: 'Context since this bookmark' }).click()
  const context = again.page.getByRole('dialog')
  await expect(context.getByRole('alert')).toContainText('The bookmarked message is no longer there')
  await expect(context.locator('blockquote')).toHaveText('Answer to third')
})

test('bookmarks that can’t be read are none that are not there: the list says so alone, and reads them again', async ({
  world,
}) => {
  const retoma = await world.launch({ before: join(import.meta.dirname, 'calls.cjs') })
  const { app, page } = retoma
  await retoma.usePractice()
  const refuse = (...names: readonly string[]): Promise<void> =>
    app.evaluate((_electron, refused) => {
      Object.assign(globalThis, { refused })
    }, names)
  const dialog = page.getByRole('dialog', { name: 'All bookmarks' })

  await refuse('bookmark.list')
  await page.keyboard.press('ControlOrMeta+Shift+d')
  await expect(dialog.getByRole('option', { name: /^The bookmarks could not be read\. .* Try again/ })).toBeVisible()
  await expect(dialog.getByRole('option')).toHaveCount(2)
  await expect(page.getByText('No bookmarks yet')).toHaveCount(0)
  await expect(page.getByText('Something went wrong in Retoma')).toHaveCount(0)
  await expectAccessible(retoma, 'bookmarks that can’t be read')
  await retoma.picture('marks-failed')

  // By the keyboard, while it still fails; then it does not.
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('option', { name: 'Try again', exact: true })).toBeVisible()
  await refuse()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('option')).toHaveText(/^No bookmarks yet/)
  await page.keyboard.press('Escape')

  await test.step('what was said since one is read again, too', async () => {
    await retoma.create('said')
    await retoma.send('Something to come back to')
    await retoma.expectIdle()
    const { state } = await retoma.call('session.open', { id: 'said' })
    const turnId = state.turns[0]?.id ?? ''
    const plain = { sessionId: 'said', turnId, itemId: null, description: '' }
    await retoma.call('bookmark.add', { ...plain, name: 'Begin' })
    await page.keyboard.press('ControlOrMeta+i')
    await refuse('bookmark.context')
    await page.getByRole('button', { name: /Actions for .Begin/ }).click()
    await page.getByRole('menuitem', { name: 'Context since this bookmark' }).click()
    const context = page.getByRole('dialog')
    await expect(context.getByRole('alert')).toHaveText(/could not be read/)
    await refuse()
    await context.getByRole('button', { name: 'Try again' }).click()
    await expect(context).toContainText('1 message · about')
    await page.keyboard.press('Escape')
    await expect(context).toHaveCount(0)

    // Of very many a part is drawn; how many more there are is said, and the keyboard goes on behind those that were there.
    for (let n = 1; n < 55; n += 1) await retoma.call('bookmark.add', { ...plain, name: `Number ${n}.` })
    await page.keyboard.press('ControlOrMeta+Shift+d')
    await expect(dialog.getByRole('listbox', { name: 'All bookmarks' }).getByRole('option')).toHaveCount(51)
    await page.keyboard.press('ArrowUp')
    await expect(dialog.getByRole('option', { name: '5 more', exact: true, selected: true })).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('option')).toHaveCount(55)
    await expect(dialog.getByRole('option', { name: 'Number 4.', selected: true })).toBeInViewport()
    await dialog.getByRole('combobox').fill('number 54')
    await expect(dialog.getByRole('option')).toHaveCount(1)
  })
})

test('of very much that was said since a bookmark the beginning is drawn; what is copied is all of it', async ({
  world,
}) => {
  writeTurns(world, 'long', 40)
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.open('long')
  const [first] = await retoma.call('session.outline', { id: 'long' })
  const turnId = first?.turnId ?? ''
  await retoma.call('bookmark.add', { sessionId: 'long', turnId, itemId: null, name: 'Begin', description: '' })
  await retoma.page.keyboard.press('ControlOrMeta+i')
  await retoma.page.getByRole('button', { name: /Actions for .Begin/ }).click()
  await retoma.page.getByRole('menuitem', { name: 'Context since this bookmark' }).click()
  const dialog = retoma.page.getByRole('dialog')
  const more = dialog.getByRole('button', { name: 'Show more' })
  await expect(dialog).toContainText('w0x0')
  await expect(more).toBeAttached()
  await expect(dialog).not.toContainText('w39x319')
  await expectAccessible(retoma, 'the beginning of what was said since')
  // Each block of code has one of its own.
  await dialog.locator('.dialog-actions').getByRole('button', { name: 'Copy' }).click()
  await expect.poll(() => retoma.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('w39x319')
  await more.scrollIntoViewIfNeeded()
  await retoma.picture('context-more')
  while ((await more.count()) > 0) await more.press('Enter')
  await expect(dialog).toContainText('w39x319')
})
