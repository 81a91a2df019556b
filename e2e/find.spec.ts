import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { echo, says } from './model/reply.ts'
import { dress, resize } from './windowSize.ts'

const TURNS = 3_000

/** A long conversation as a program on the SDK left it. */
function writeLong(world: World): void {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart('long'), context: { cwd: world.folder } })
  for (let n = 0; n < TURNS; n += 1) {
    if (n === 5)
      log.turn('Prompt 5', 'Far up there is a **rare** _pelican_, see [the page](https://example.org/rare-pelican).')
    else if (n === 1_500) addTool(log, n)
    else if (n === TURNS - 1)
      log.turn('The last prompt', `${'A line of the last answer.\n\n'.repeat(30)}The sessão ends with a heron.`)
    else if (n === TURNS - 3) log.turn(`Prompt ${n} with a heron`, `${'a'.repeat(64)}! No Heron, but heronry.`)
    else log.turn(`Prompt ${n}`, `Answer ${n}.\n\n${'Some words that fill a line. '.repeat(8)}`)
  }
  const folder = join(world.home, 'session-state', 'long')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), log.text())
}

function addTool(log: ReturnType<typeof createTestLog>, n: number): void {
  log.add('user.message', { content: `Prompt ${n}`, messageId: `m${n}` })
  log.add('assistant.turn_start', { turnId: '0' })
  log.add('tool.execution_start', { toolCallId: 'call-1', toolName: 'bash', arguments: { command: 'ls birds' } })
  const output = Array.from({ length: 900 }, (_, line) => (line === 700 ? 'an albatross on line 700' : `line ${line}`))
  log.add('tool.execution_complete', { toolCallId: 'call-1', success: true, result: { content: output.join('\n') } })
  log.add('assistant.message', { messageId: `a${n}`, content: 'I looked.', model: 'demo', toolRequests: [] })
  log.add('assistant.turn_end', { turnId: '0' })
}

async function openLong(world: World): Promise<Retoma> {
  writeLong(world)
  const retoma = await world.launch()
  await retoma.usePractice()
  await resize(retoma, 1200, 800)
  await retoma.open('long')
  await retoma.expectAnswer('The sessão ends with a heron.')
  return retoma
}

const bar = (retoma: Retoma): Locator => retoma.page.getByRole('search', { name: 'Find in the conversation' })
const box = (retoma: Retoma): Locator => bar(retoma).getByRole('textbox')
const count = (retoma: Retoma): Locator => bar(retoma).locator('.find-count')

async function find(retoma: Retoma, query: string): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+f')
  await expect(box(retoma)).toBeFocused()
  await box(retoma).fill(query)
}

/** The words that are marked as the current hit, and where they are in the window. */
function current(retoma: Retoma): Promise<readonly { readonly text: string; readonly seen: boolean }[]> {
  return retoma.page.evaluate(() => {
    const frame = document.querySelector('.transcript')?.getBoundingClientRect()
    // It may still be opening.
    if (frame === undefined) return []
    return [...(CSS.highlights.get('find-current') ?? [])].map((range) => {
      const { top, bottom } = (range as Range).getBoundingClientRect()
      return { text: (range as Range).toString(), seen: top >= frame.top + 40 && bottom <= frame.bottom }
    })
  })
}
const marked = (retoma: Retoma): Promise<number> =>
  retoma.page.evaluate(() => CSS.highlights.get('find-hit')?.size ?? 0)
const topOf = (retoma: Retoma): Promise<number> => retoma.transcript.evaluate((element) => element.scrollTop)

test('finds what is thousands of turns up, goes there, marks it, and leaves the place when it is closed', async ({
  world,
}) => {
  const retoma = await openLong(world)
  await retoma.composer.click()
  await find(retoma, 'rare PELICAN')
  // In the words as they are read, and in the address that they lead to.
  await expect(count(retoma)).toHaveText('1 hit further up')
  expect(await current(retoma)).toEqual([])
  await retoma.page.keyboard.press('Enter')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'rare pelican', seen: true }])
  await expect(count(retoma)).toHaveText('1 of 1')
  await expect(retoma.page.getByRole('button', { name: 'To the end' })).toBeVisible()
  const place = async (): Promise<number> =>
    (await retoma.transcript.getByText('rare pelican').boundingBox())?.y ?? Number.NaN
  const top = await place()
  await retoma.page.keyboard.press('Escape')
  await expect(bar(retoma)).toHaveCount(0)
  await expect(retoma.composer).toBeFocused()
  expect(await current(retoma)).toEqual([])
  expect(Math.abs((await place()) - top)).toBeLessThanOrEqual(1)

  // The query stays; from here it is the nearest hit.
  await retoma.page.keyboard.press('ControlOrMeta+f')
  await expect(box(retoma)).toHaveValue('rare PELICAN')
  await expect(count(retoma)).toHaveText('1 of 1')
})

test('opens what is folded: a hit far down in the output of a tool', async ({ world }) => {
  const retoma = await openLong(world)
  await find(retoma, 'albatross on line')
  await expect(count(retoma)).toHaveText('1 hit further up')
  await retoma.page.keyboard.press('F3')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'albatross on line', seen: true }])
  await expect(retoma.transcript.getByRole('button', { name: /ls birds/ })).toHaveAttribute('aria-expanded', 'true')

  const scope = bar(retoma).getByRole('combobox', { name: 'Where to look' })
  await scope.selectOption('Answers')
  await expect(count(retoma)).toHaveText('No hits')
  await scope.selectOption('My prompts')
  await expect(count(retoma)).toHaveText('No hits')
  await scope.selectOption('Tools')
  await expect(count(retoma)).toHaveText('1 of 1')
  // Four times in all, once in what the person said.
  await box(retoma).fill('heron')
  await expect(count(retoma)).toHaveText('No hits')
  await scope.selectOption('My prompts')
  await expect(count(retoma)).toHaveText('1 of 1')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'heron', seen: true }])
})

test('a hit in a change stays marked when the colours of its language come', async ({ world }) => {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart('change'), context: { cwd: world.folder } })
  log.add('user.message', { content: 'Rename it', messageId: 'm' })
  log.add('assistant.turn_start', { turnId: '0' })
  const path = join(world.folder, 'birds.ts')
  log.add('tool.execution_start', { toolCallId: 'call-1', toolName: 'edit', arguments: { path } })
  const diff = `\ndiff --git a${path} b${path}\n--- a${path}\n+++ b${path}\n@@ -1,1 +1,1 @@\n-export const heron = 1\n+export const pelican: number = 2\n`
  log.add('tool.execution_complete', {
    toolCallId: 'call-1',
    success: true,
    result: { content: 'ok', detailedContent: diff },
    toolTelemetry: { properties: { command: 'edit' } },
  })
  log.add('assistant.message', { messageId: 'a', content: 'Done.', model: 'demo', toolRequests: [] })
  log.add('assistant.turn_end', { turnId: '0' })
  const folder = join(world.home, 'session-state', 'change')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), log.text())
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.open('change')
  await find(retoma, 'pelican')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'pelican', seen: true }])
  await expect(retoma.transcript.locator('[data-change-of] [class*="hljs-"]').first()).toBeVisible()
  await expect.poll(() => current(retoma)).toEqual([{ text: 'pelican', seen: true }])
  // The other way of showing a change replaces all of it.
  await retoma.transcript.getByRole('button', { name: /side by side/i }).click()
  await expect.poll(() => current(retoma)).toEqual([{ text: 'pelican', seen: true }])
})

test('steps through hits around the ends; case, whole words and regular expressions as they are asked for', async ({
  world,
}) => {
  const retoma = await openLong(world)
  await find(retoma, 'heron')
  await expect(count(retoma)).toHaveText('4 of 4')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'heron', seen: true }])
  await retoma.page.keyboard.press('Enter')
  await expect(count(retoma)).toHaveText('1 of 4')
  await expect.poll(() => marked(retoma)).toBeGreaterThanOrEqual(2)
  await retoma.page.keyboard.press('Shift+F3')
  await expect(count(retoma)).toHaveText('4 of 4')
  await retoma.page.keyboard.press('Shift+Enter')
  await expect(count(retoma)).toHaveText('3 of 4')

  await retoma.page.keyboard.press('Alt+w')
  await expect(bar(retoma).getByRole('button', { name: 'Whole words' })).toHaveAttribute('aria-pressed', 'true')
  await expect(count(retoma)).toHaveText(/of 3$/)
  await retoma.page.keyboard.press('Alt+c')
  await expect(count(retoma)).toHaveText(/of 2$/)
  await retoma.page.keyboard.press('Alt+c')
  await retoma.page.keyboard.press('Alt+w')

  await box(retoma).fill('sessao')
  await expect(count(retoma)).toHaveText('1 of 1')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'sessão', seen: true }])

  await retoma.page.keyboard.press('Alt+r')
  await box(retoma).fill('(heron')
  await expect(bar(retoma)).toContainText('Not a regular expression: a “(” is not closed.')
  await box(retoma).fill('no her|^Prompt 299[0-9]')
  await expect(count(retoma)).toHaveText(/of 10$/)
  await expectAccessible(retoma, 'finding')
  for (const theme of ['light', 'dark'] as const) {
    await dress(retoma, theme)
    for (const width of [900, 1600]) {
      await resize(retoma, width, 800)
      await retoma.picture(`find-${theme}-${width}`)
    }
  }
})

test('a pattern that finds no end is stopped, and the window goes on', async ({ world }) => {
  const retoma = await openLong(world)
  await find(retoma, 'x')
  await retoma.page.keyboard.press('Alt+r')
  await box(retoma).fill('heron|^(a+)+$')
  await expect(bar(retoma)).toContainText('found no end')
  await box(retoma).fill('heronry')
  await expect(count(retoma)).toHaveText('1 of 1')
  await expect(bar(retoma)).not.toContainText('found no end')
  await retoma.page.keyboard.press('Escape')
  await retoma.send('Are you there?')
  await retoma.expectIdle()
})

test('follows an answer that streams: the count grows, the hit and the place stay', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await resize(retoma, 1200, 700)
  await retoma.create('streams')
  model.enqueue(says(`The first **otter**. ${'Words that fill. '.repeat(150)}`))
  await retoma.send('Tell me about an otter')
  await retoma.expectAnswer('The first otter')
  await retoma.expectIdle()
  const pieces = [`An otter. ${'More words. '.repeat(40)}`, 'Another otter. ', 'Done.']
  model.enqueue({ text: pieces, holdAfter: 1 })
  await retoma.send('More')
  await retoma.expectAnswer('More words.')
  await retoma.transcript.focus()
  await find(retoma, 'otter')
  await expect(count(retoma)).toHaveText(/of 3$/)
  while ((await count(retoma).textContent()) !== '2 of 3') await retoma.page.keyboard.press('Enter')
  await expect.poll(() => current(retoma)).toEqual([{ text: 'otter', seen: true }])
  const top = await topOf(retoma)
  model.release()
  await expect(count(retoma)).toHaveText('2 of 4')
  await retoma.expectIdle()
  await expect(count(retoma)).toHaveText('2 of 4')
  expect(await current(retoma)).toEqual([{ text: 'otter', seen: true }])
  expect(Math.abs((await topOf(retoma)) - top)).toBeLessThanOrEqual(1)
  await retoma.page.keyboard.press('Escape')
  await expect(retoma.transcript).toBeFocused()
})

test('the outline has every prompt, and leads to the first one', async ({ world }) => {
  const retoma = await openLong(world)
  await retoma.page.keyboard.press('ControlOrMeta+i')
  const outline = retoma.page.locator('.outline')
  await expect(outline.getByRole('button', { name: /The last prompt/ })).toHaveAttribute('aria-current', 'location')
  await expect(retoma.page.getByText('Reading earlier prompts…')).toHaveCount(0)
  const first = outline.getByRole('button', { name: /Prompt 0$/ })
  // The list may still be on its way to where one is.
  await expect(async () => {
    await outline.evaluate((element) => element.scrollTo(0, 0))
    await first.click({ timeout: 2_000 })
  }).toPass()
  await expect(retoma.transcript.getByText('Answer 0.')).toBeVisible()
})
