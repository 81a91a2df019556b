import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { generateHome } from '../bench/fixtures/generateHome.ts'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { filesWith } from './filesWith.ts'
import { echo, says } from './model/reply.ts'
import { picturesOf, resize } from './windowSize.ts'

type Log = ReturnType<typeof createTestLog>

/** A session as a program on the SDK left it. */
function write(world: World, id: string, fill: (log: Log) => void): void {
  mkdirSync(join(world.folder, 'birds'), { recursive: true })
  const log = createTestLog(Date.now() - 3 * 86_400_000)
  log.add('session.start', { ...sessionStart(id), context: { cwd: join(world.folder, 'birds') } })
  fill(log)
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), log.text())
}

function writeTwo(world: World): void {
  write(world, 'tools', (log) => {
    log.turn('Which birds are in the folder?', 'Let me look.')
    log.add('user.message', { content: 'List them', messageId: 'm2' })
    log.add('assistant.turn_start', { turnId: '0' })
    log.add('tool.execution_start', { toolCallId: 'c1', toolName: 'bash', arguments: { command: 'ls birds' } })
    const content = 'a kingfisher.md\nan albatross.md'
    log.add('tool.execution_complete', { toolCallId: 'c1', success: true, result: { content } })
    log.add('assistant.message', { messageId: 'a9', content: 'An albatross.', model: 'demo', toolRequests: [] })
    log.add('assistant.turn_end', { turnId: '0' })
  })
  write(world, 'long', (log) => {
    for (let n = 0; n < 1_500; n += 1) {
      if (n === 4) log.turn('Prompt 4', 'Far up there is a **Sessão** with a pelican, and an albatross.')
      else log.turn(`Prompt ${n}`, `Answer ${n}. ${'Some words that fill a line. '.repeat(8)}`)
    }
  })
}

const box = (retoma: Retoma): Locator => retoma.page.getByRole('combobox', { name: 'Search sessions, messages' })
const results = (retoma: Retoma): Locator => retoma.page.getByRole('listbox', { name: 'Results' })
const hits = (retoma: Retoma): Locator => results(retoma).locator('.search-hit')
const fresh = (retoma: Retoma): Locator => retoma.page.getByRole('button', { name: /^\d+ new results?$/ })
const status = (retoma: Retoma): Locator => retoma.page.locator('.search-status')

async function openSearch(retoma: Retoma): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+Shift+s')
  await expect(box(retoma)).toBeFocused()
}

/** Two sessions with birds in them, and the page of the search. */
async function searching(world: World): Promise<Retoma> {
  writeTwo(world)
  const retoma = await world.launch()
  await retoma.usePractice()
  await resize(retoma, 1280, 800)
  await openSearch(retoma)
  return retoma
}

/** Typed once: the index begins a few seconds after the start, and what comes into it then is found, or told as new. */
async function searchUntil(retoma: Retoma, query: string, count: number, timeout = 30_000): Promise<void> {
  await box(retoma).fill(query)
  await expect(async () => {
    if (await fresh(retoma).isVisible()) await fresh(retoma).click()
    await expect(hits(retoma)).toHaveCount(count, { timeout: 1_000 })
  }).toPass({ timeout })
}

/** The words that are marked as the current hit of the conversation, once they are in view. */
function current(retoma: Retoma): Promise<readonly string[]> {
  return retoma.page.evaluate(() => {
    const frame = document.querySelector('.transcript')?.getBoundingClientRect()
    return [...(CSS.highlights.get('find-current') ?? [])].flatMap((range) => {
      const { top, bottom } = (range as Range).getBoundingClientRect()
      return frame !== undefined && top >= frame.top && bottom <= frame.bottom ? [(range as Range).toString()] : []
    })
  })
}

const picture = (retoma: Retoma, name: string): Promise<void> => picturesOf(retoma, `search-${name}`)

test('finds in every session, opens the message marked, and is found again as it was', async ({ world }) => {
  const retoma = await searching(world)
  const { page } = retoma
  await picture(retoma, 'empty')
  await resize(retoma, 1280, 800)
  await expectAccessible(retoma, 'an empty search')

  await searchUntil(retoma, 'albatross', 3)
  await expect(results(retoma).locator('.search-group')).toHaveCount(2)
  await expect(hits(retoma).filter({ hasText: 'bash' }).locator('mark')).toHaveText('albatross')
  await expect(status(retoma)).toContainText('3 messages')
  await expectAccessible(retoma, 'results')
  await picture(retoma, 'results')
  await resize(retoma, 1280, 800)

  // Only what the tool gave; the operator is completed by its beginning.
  await box(retoma).fill('albatross ')
  await page.keyboard.press('End')
  await page.keyboard.type('fro')
  const offered = page.getByRole('listbox', { name: 'Suggestions' })
  await expect(offered.getByRole('option')).toHaveText([/from:/])
  await page.keyboard.press('Tab')
  await expect(offered.getByRole('option')).toHaveCount(3)
  await picture(retoma, 'completion')
  await resize(retoma, 1280, 800)
  await box(retoma).press('End')
  await page.keyboard.type('to')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(box(retoma)).toHaveValue('albatross from:tool ')
  await expect(hits(retoma)).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect.poll(() => current(retoma)).toEqual(['albatross'])
  await expect(page.getByRole('search', { name: 'Find in the conversation' })).toBeVisible()
  // One more there is in the answer below it.
  await page.keyboard.press('F3')
  await expect(page.locator('.find-count')).toHaveText('2 of 2')

  await page.keyboard.press('Alt+ArrowLeft')
  await expect(box(retoma)).toHaveValue('albatross from:tool ')
  await expect(hits(retoma)).toHaveCount(1)

  // Without its accent, in a session of 1,500 turns, near its start.
  await box(retoma).fill('sessao pelican')
  await expect(hits(retoma)).toHaveCount(1)
  await expect(hits(retoma).locator('mark')).toHaveText(['Sessão', 'pelican'])
  await hits(retoma).click()
  await expect.poll(() => current(retoma)).toEqual(['Sessão'])
  await expect(page.locator('.find-count')).toHaveText('1 of 2')
  // It took a pattern to mark both words; what is typed there next is none.
  const find = page.getByRole('search', { name: 'Find in the conversation' })
  const pattern = find.getByRole('button', { name: 'Regular expression' })
  await expect(pattern).toHaveAttribute('aria-pressed', 'true')
  await find.getByRole('textbox').fill('a pelican, and')
  await expect(pattern).toHaveAttribute('aria-pressed', 'false')
  await expect.poll(() => current(retoma)).toEqual(['a pelican, and'])
  await page.keyboard.press('ControlOrMeta+Shift+s')
  await expect(box(retoma)).toHaveValue('sessao pelican')
  await expect(box(retoma)).toBeFocused()

  // A part of a word, and what can't be understood.
  await box(retoma).fill('ingfish')
  await expect(hits(retoma)).toHaveCount(1)
  await box(retoma).fill('albatross since:tomorrowish is:old')
  await expect(page.locator('.search-problem')).toHaveText([/since:tomorrowish.*no time/, /is:old.*pinned, unread/])
  await expect(hits(retoma)).toHaveCount(3)
  await box(retoma).fill('ostrich from:me')
  await expect(page.getByRole('heading', { name: 'Nothing found for “ostrich from:me”' })).toBeVisible()
  await expectAccessible(retoma, 'nothing found')
  await picture(retoma, 'nothing')
})

test('many results: keys, scroll and the chosen hit are as they were after going to one', async ({ world }) => {
  const retoma = await searching(world)
  const { page } = retoma
  await box(retoma).fill('words fill')
  await expect(async () => {
    if (await fresh(retoma).isVisible()) await fresh(retoma).click()
    await expect(status(retoma)).toContainText('The newest 400 messages', { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('PageDown')
  const chosen = results(retoma).locator('[aria-selected=true]')
  await expect(chosen).toBeInViewport()
  await expect(chosen.locator('mark').first()).toBeVisible()
  await picture(retoma, 'many')
  await resize(retoma, 1280, 800)
  await page.keyboard.press('PageDown')
  await expect(chosen).toBeInViewport()
  await expect(chosen.locator('mark').first()).toBeVisible()
  const text = await chosen.innerText()
  const top = await results(retoma).evaluate((element) => element.scrollTop)
  expect(top).toBeGreaterThan(500)
  await page.keyboard.press('Enter')
  await expect(retoma.transcript).toBeVisible()
  await expect.poll(() => current(retoma)).not.toEqual([])
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(chosen).toBeInViewport()
  await expect.poll(() => chosen.innerText()).toBe(text)
  expect(Math.abs((await results(retoma).evaluate((element) => element.scrollTop)) - top)).toBeLessThanOrEqual(1)
  await page.keyboard.press('End')
  await expect(chosen).toHaveText('Show older')
  await page.keyboard.press('Enter')
  await expect(status(retoma)).toContainText('The newest 800 messages')
  await expect(chosen).toBeInViewport()
})

test('new text is found in seconds; what is deleted is gone at once, and for good from every file', async ({
  world,
}) => {
  const { model, retoma, page } = await world.begin(echo)
  await retoma.create('first')
  model.enqueue(says('The word is heliotrope.'))
  await retoma.send('Which word?')
  await retoma.expectIdle()
  await retoma.create('second')
  model.enqueue(says('Nothing to see.'))
  await retoma.send('Hello')
  await retoma.expectIdle()
  await openSearch(retoma)
  await searchUntil(retoma, 'heliotrope', 1)
  await retoma.open('second')
  model.enqueue(says('A zanzibarite rock.'))
  await retoma.send('More')
  await retoma.expectIdle()
  await openSearch(retoma)
  await searchUntil(retoma, 'zanzibarite', 1, 5_000)

  // In the palette, too, behind everything else.
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('heliotrope')
  const palette = page.getByRole('dialog')
  await expect(palette.locator('.palette-hit mark')).toHaveText('heliotrope')
  await expect(palette.getByRole('option', { selected: true })).toHaveText('Search everything for “heliotrope”')
  await retoma.picture('search-palette')
  await expectAccessible(retoma, 'palette with messages')
  await page.keyboard.press('Enter')
  await expect(box(retoma)).toHaveValue('heliotrope')
  await expect(hits(retoma)).toHaveCount(1)

  await retoma.call('session.delete', { ids: ['first'] })
  await expect(hits(retoma)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  await searchUntil(retoma, 'zanzibarite', 1)
  const entries = await retoma.call('trash.list', {})
  await retoma.call('trash.purge', { entryIds: entries.map(({ entryId }) => entryId) })
  await expect.poll(() => filesWith([world.home, world.userData], 'heliotrope')).toEqual([])
})

test('what comes while one looks is told, and nothing moves until it is asked for', async ({ world }) => {
  const { model, retoma } = await world.begin(echo)
  await retoma.create('early')
  model.enqueue(says('The first heliotrope.'))
  await retoma.send('One')
  await retoma.expectIdle()
  await openSearch(retoma)
  await searchUntil(retoma, 'heliotrope', 1)
  // Another program writes: nobody has typed anything here since.
  write(world, 'late', (log) => log.turn('Two', 'The second heliotrope.'))
  await expect(fresh(retoma)).toHaveText('1 new result')
  await expect(hits(retoma)).toHaveCount(1)
  await retoma.picture('search-fresh')
  await expectAccessible(retoma, 'new results')
  await fresh(retoma).click()
  await expect(hits(retoma)).toHaveCount(2)
  await expect(fresh(retoma)).toHaveCount(0)
  await expect(box(retoma)).toBeFocused()
  // Nothing was found yet: what comes is simply there.
  await box(retoma).fill('nightjar')
  await expect(retoma.page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  write(world, 'later', (log) => log.turn('Three', 'A nightjar.'))
  await expect(hits(retoma)).toHaveCount(1)
  // A part of a word likewise.
  await box(retoma).fill('ightja')
  await expect(hits(retoma).locator('mark')).toHaveText('ightja')
  write(world, 'last', (log) => log.turn('Four', 'Two nightjars.'))
  await expect(fresh(retoma)).toHaveText('1 new result')
  await fresh(retoma).click()
  await expect(hits(retoma)).toHaveCount(2)
})

test('an index that can’t be opened is told, with a way to try again; a damaged one is made anew', async ({
  world,
}) => {
  writeTwo(world)
  const index = join(world.userData, 'index')
  mkdirSync(world.userData, { recursive: true })
  writeFileSync(index, 'In the way of a folder.')
  const retoma = await world.launch()
  await retoma.usePractice()
  await openSearch(retoma)
  await box(retoma).fill('albatross')
  const alert = retoma.page.getByRole('alert').filter({ hasText: 'The index of messages can’t be read' })
  await expect(alert).toContainText('Your sessions are all there')
  await expectAccessible(retoma, 'a search without an index')
  await picture(retoma, 'failed')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect(alert).toBeVisible()
  rmSync(index)
  await expect(async () => {
    if (await alert.isVisible()) await alert.getByRole('button', { name: 'Try again' }).click()
    if (await fresh(retoma).isVisible()) await fresh(retoma).click()
    await expect(hits(retoma)).toHaveCount(3, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await retoma.quit()

  const file = join(index, 'index.db')
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, 0, bytes.length / 2))
  const after = await world.launch()
  await openSearch(after)
  await searchUntil(after, 'albatross', 3)
})

test('a search is kept, renamed, found in the palette, and removed', async ({ world }) => {
  const retoma = await searching(world)
  const { page } = retoma
  await box(retoma).fill('albatross from:tool')
  await page.getByRole('button', { name: 'Save this search' }).click()
  await expect(page.getByRole('button', { name: 'Remove from the saved searches' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('button', { name: 'Rename “albatross from:tool”' }).click()
  await page.getByRole('textbox', { name: 'Name of the search' }).fill('Big birds')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Big birds albatross from:tool' })).toBeVisible()
  await expectAccessible(retoma, 'saved searches')
  await picture(retoma, 'saved')
  await retoma.quit()

  const after = await world.launch()
  await after.page.keyboard.press('ControlOrMeta+k')
  await after.page.keyboard.type('big bi')
  await expect(after.page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('Big birds')
  await after.page.keyboard.press('Enter')
  await expect(box(after)).toHaveValue('albatross from:tool')
  await searchUntil(after, 'albatross from:tool', 1)
  await after.page.getByRole('button', { name: 'Remove from the saved searches' }).click()
  await after.page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(after.page.getByRole('heading', { name: 'Saved searches' })).toHaveCount(0)
  expect((await after.call('app.boot', {})).settings.savedSearches).toEqual([])
})

test('the palette finds words of two characters, understands operators, and says that nothing matches only when nothing does', async ({
  world,
}) => {
  write(world, 'cjk', (log) => log.turn('検索機能を追加してください', 'はい、すぐに始めます'))
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.call('session.note', { id: 'cjk', notes: 'Ask the\nornithologist, ideally' })
  await openSearch(retoma)
  await searchUntil(retoma, '追加', 1)
  // A session that was found by its notes shows them.
  await box(retoma).fill('IDEALLY')
  await expect(results(retoma).locator('.search-note')).toHaveText('Note: ornithologist, ideally')
  await expect(results(retoma).locator('.search-note mark')).toHaveText('ideally')

  const { page } = retoma
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog')
  const typed = palette.getByRole('combobox')
  await typed.fill('検索')
  await expect(palette.locator('.palette-hit mark')).toHaveText('検索')
  await typed.fill('in:birds has:notes')
  await expect(palette.getByRole('option', { name: 'cjk' })).toBeVisible()
  await typed.fill('in:birds has:draft')
  await expect(palette.getByText('Nothing matches')).toBeVisible()
  await typed.fill('すぐ 始め')
  await expect(palette.locator('.palette-hit')).toHaveCount(1)
  await expect(palette.getByText('Nothing matches')).toHaveCount(0)
})

test('killed while it reads all messages, it goes on and finds them all', async ({ world }) => {
  test.slow()
  generateHome({ home: world.home, sessions: 120, messages: 400, seed: 7 })
  writeTwo(world)
  const before = await world.launch()
  await before.usePractice()
  await openSearch(before)
  await expect(before.page.getByText(/Reading messages: \d+ % \(\d+ sessions? left\)/)).toBeVisible({ timeout: 20_000 })
  await box(before).fill('words')
  await expect(status(before)).toContainText('These results are not complete yet.')
  await before.picture('search-indexing')
  await before.kill()

  const after = await world.launch()
  await openSearch(after)
  await searchUntil(after, 'albatross', 3, 60_000)
  await expect(after.page.getByText(/Reading messages/)).toHaveCount(0, { timeout: 60_000 })
  await searchUntil(after, 'pelican', 1)
})
