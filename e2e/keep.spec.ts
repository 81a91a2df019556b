import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './axe.ts'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { echo, says } from './model/reply.ts'

/** Answers the next save dialog, which has to ask before it gives a file that is there: Linux does only where it is told to. */
const saveTo = (retoma: Retoma, path: string): Promise<void> =>
  retoma.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (...given: readonly unknown[]) => {
      const { properties } = given.at(-1) as { readonly properties?: readonly string[] }
      const asks = properties?.includes('showOverwriteConfirmation') === true
      return Promise.resolve(asks ? { canceled: false, filePath } : { canceled: true, filePath: '' })
    }
  }, path)

test('bookmarks a message, finds it again after a restart, and takes what was said since', async ({ world }) => {
  const model = await world.model(echo)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('design')
  for (const answer of ['We start with the design', 'The cache comes first', 'Then the network']) {
    model.enqueue(says(answer))
    await before.send(`About: ${answer.toLowerCase()}`)
    await before.expectAnswer(answer)
    await before.expectIdle()
  }
  const dialog = before.page.getByRole('dialog')
  const bookmark = async (text: string, name: string, description: string): Promise<void> => {
    const message = before.transcript.getByRole('group').filter({ hasText: text }).last()
    await message.hover()
    await message.getByRole('button', { name: 'Bookmark' }).click()
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Description').fill(description)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await bookmark('We start with the design', 'design_start', 'Beginning of the design')
  await bookmark('The cache comes first', 'cache', '')
  await expect(before.row('design')).toContainText('2 bookmarks')
  await before.kill()

  const after = await world.launch()
  await after.page.keyboard.press('ControlOrMeta+i')
  const inspector = after.page.getByRole('complementary', { name: 'About this session' })
  await expect(inspector).toContainText('design_start')
  await expect(inspector).toContainText('Beginning of the design')
  await after.picture('inspector')
  await inspector.getByRole('button', { name: /Actions for .design_start/ }).click()
  await after.page.getByRole('menuitem', { name: 'Context since this bookmark' }).click()
  const context = after.page.getByRole('dialog')
  await expect(context).toContainText('The cache comes first')
  await expect(context).toContainText('Then the network')
  await expect(context).not.toContainText('We start with the design')
  const path = join(world.folder, 'since.md')
  await saveTo(after, path)
  await context.getByRole('button', { name: 'Export Markdown' }).click()
  await expect.poll(() => existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toContain('The cache comes first')

  await test.step('up to another bookmark; a session is begun with that, and with nothing else', async () => {
    await context.getByLabel('Up to').selectOption('cache')
    await expect(context).not.toContainText('Then the network')
    await expect(context).toContainText('2 messages · about')
    await expectAccessible(after, 'between two bookmarks')
    await context.getByRole('button', { name: 'Copy', exact: true }).click()
    const copied = (): Promise<string> => after.app.evaluate(({ clipboard }) => clipboard.readText())
    await expect.poll(copied).toContain('The cache comes first')
    expect(await copied()).not.toMatch(/We start with the design|Then the network/)
    await context.getByRole('button', { name: 'New session with this' }).click()
    await expect(after.page.getByRole('heading', { name: 'design_start' })).toBeVisible()
    await after.send('And now?')
    await after.expectIdle()
    const given = model.requests.at(-1)?.lastUser ?? ''
    expect(given).toContain('The cache comes first')
    expect(given).not.toMatch(/We start with the design|Then the network/)
  })

  // From another session, the list of all bookmarks leads to the very message.
  await after.create('elsewhere')
  await after.page.keyboard.press('ControlOrMeta+Shift+d')
  await after.page.getByRole('dialog').getByText('design_start').click()
  await expect(after.page.getByRole('heading', { name: /About: we start/ })).toBeVisible()
  await expect(after.transcript.getByText('We start with the design', { exact: true })).toBeInViewport()
})

test('exports JSON that the recipes can read, and Markdown', async ({ world }) => {
  const model = await world.model(() => says('A **bold** answer'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('exported', { title: 'To be exported' })
  await retoma.send('Please answer')
  await retoma.expectIdle()
  const json = join(world.folder, 'out.json')
  await saveTo(retoma, json)
  const wish = { id: 'exported', format: 'json', sinceBookmarkId: null } as const
  expect(await retoma.call('session.export', wish)).toEqual({ path: json, whole: true })
  const data = JSON.parse(readFileSync(json, 'utf8')) as { messages: { role: string; content: string; id: string }[] }
  expect(data).toMatchObject({ format: 'retoma/session', version: 1, session: { id: 'exported' } })
  expect(data.messages.map(({ role, content }) => [role, content])).toEqual([
    ['user', 'Please answer'],
    ['assistant', 'A **bold** answer'],
  ])
  expect(data.messages.every((one) => one.id !== '')).toBe(true)
  const markdown = join(world.folder, 'out.md')
  await saveTo(retoma, markdown)
  await retoma.page.keyboard.press('ControlOrMeta+e')
  await expect.poll(() => existsSync(markdown)).toBe(true)
  expect(readFileSync(markdown, 'utf8')).toContain('# To be exported')
})

test('cleans up by last activity, after a preview that can be changed', async ({ world }) => {
  // Of the form of a token of GitHub, and of nobody.
  const token = `ghp_${'aB3dE5fG7h'.repeat(3)}jK9mN1`
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const id of ['old-one', 'old-two', 'marked']) {
    await retoma.create(id)
    await retoma.send(
      id === 'old-one' ? `Words of ${id}\n\n${'and more of them '.repeat(8)}\n\n${token}` : `Words of ${id}`,
    )
    await retoma.expectIdle()
  }
  const { state } = await retoma.call('session.open', { id: 'marked' })
  await retoma.call('bookmark.add', {
    sessionId: 'marked',
    turnId: state.turns[0]?.id ?? '',
    itemId: null,
    name: 'keep',
    description: '',
  })
  // Most of what it takes is beside its log.
  const files = join(world.home, 'session-state', 'old-two', 'files')
  mkdirSync(files, { recursive: true })
  writeFileSync(join(files, 'picture.bin'), Buffer.alloc(2_000_000))
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await expect(retoma.page.getByRole('dialog')).toBeVisible()
  await retoma.page.keyboard.type('clean up')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('heading', { name: /clean up/i })).toBeVisible()
  await retoma.page.getByLabel(/days/i).first().fill('0')
  const table = retoma.page.getByRole('main')
  await expect(table).toContainText('old-one')
  await expect(table).toContainText('old-two')
  await retoma.picture('cleanup')
  const preview = await retoma.call('cleanup.preview', {
    olderThanDays: 0,
    minBytes: 0,
    only: 'any',
    includeCli: false,
    includeBookmarked: false,
    includePinned: false,
  })
  expect(preview.ids.toSorted()).toEqual(['old-one', 'old-two'])
  expect(preview.keptOut).toEqual([{ id: 'marked', reason: 'bookmarked' }])
  expect(existsSync(join(world.home, 'session-state', 'old-one'))).toBe(true)

  await test.step('likely secrets are shown before anything is exported, and left out when that is wished', async () => {
    const target = join(world.folder, 'exports')
    mkdirSync(target)
    await retoma.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
    }, target)
    await retoma.page.getByRole('button', { name: 'Export first…' }).click()
    const asked = retoma.page.getByRole('alertdialog', { name: 'Likely secrets' })
    await expect(asked).toContainText('likely secret')
    await expect(asked).not.toContainText(token)
    expect(readdirSync(target)).toEqual([])
    await expectAccessible(retoma, 'likely secrets')
    await asked.getByRole('button', { name: 'Redact and export' }).click()
    await expect(retoma.page.getByText(`2 sessions exported to ${target}`)).toBeVisible()
    const written = readdirSync(target).map((name) => readFileSync(join(target, name), 'utf8'))
    expect(written).toHaveLength(2)
    for (const text of written) expect(text).not.toContain(token)
  })

  await test.step('what is looked for can be large only, or never sent', async () => {
    const { page } = retoma
    await page.getByLabel('Not smaller than').fill('1')
    await expect(page.getByRole('row', { name: 'old-two' })).toContainText('MB')
    await expect(page.getByRole('table')).not.toContainText('old-one')
    await page.getByLabel('Not smaller than').fill('50')
    await expect(page.getByText('No session meets this')).toBeVisible()
    await page.getByLabel('Not smaller than').fill('0')
    await retoma.call('session.create', {
      id: 'begun',
      title: '',
      kind: 'chat',
      folder: null,
      model: { providerId: 'practice', model: 'practice' },
    })
    await page.getByLabel('Which sessions').selectOption('unsent')
    await expect(page.getByRole('table')).toContainText('begun')
    await expect(page.getByRole('table')).not.toContainText('old-one')
  })

  await test.step('a picture shows what takes the room, by session, folder and age; a part leads to its session', async () => {
    const picture = retoma.page.getByRole('region', { name: 'Where the room goes' })
    await expect(picture).toContainText(/^3 sessions take \d/)
    await expect(picture).toContainText('Search index')
    await picture.getByText('Age', { exact: true }).click()
    await expect(picture.getByRole('listitem')).toHaveCount(1)
    await expectAccessible(retoma, 'clean-up')
    await picture.getByText('Sessions', { exact: true }).click()
    await picture.getByRole('button', { name: /old-two/ }).click()
    await expect(retoma.transcript.getByText('Words of old-two').first()).toBeVisible()
  })
})
