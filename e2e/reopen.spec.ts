import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, halfASecond, test } from './app.ts'
import { echo, says } from './model/reply.ts'
import type { Retoma } from './app.ts'
import { placeOf, topWord, wheel, writeTurns } from './words.ts'

const paragraphs = (name: string): string =>
  Array.from(
    { length: 12 },
    (_, n) => `${name}, paragraph ${n + 1}. ${'Some words that fill a line. '.repeat(6)}`,
  ).join('\n\n')

/** What has to be as it was. */
async function whereAmI(retoma: Retoma): Promise<unknown> {
  const bounds = await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  const draft = await retoma.composer.evaluate((element: HTMLTextAreaElement) => [
    element.value,
    element.selectionStart,
    element.selectionEnd,
  ])
  const sidebar = await retoma.list.isVisible()
  return { bounds, draft, sidebar }
}

/** The place of a line on the screen, in CSS pixels. */
const topOf = (retoma: Retoma, text: string): Promise<number> =>
  retoma.transcript
    .getByText(text)
    .first()
    .evaluate((element) => Math.round(element.getBoundingClientRect().top))

for (const [way, end] of [
  ['a quit', (retoma: Retoma) => retoma.quit()],
  ['kill -9', (retoma: Retoma) => retoma.kill()],
] as const) {
  test(`reopens exactly where the person was after ${way}`, async ({ world }) => {
    const model = await world.model(echo)
    const before = await world.launch()
    await before.useModel(model)
    await before.create('elsewhere')
    await before.create('long-one', { title: 'A long one' })
    for (const name of ['Alpha', 'Beta', 'Gamma', 'Delta']) {
      model.enqueue(says(paragraphs(name)))
      await before.send(`Tell me about ${name}`)
      await before.expectAnswer(`${name}, paragraph 12`)
      await before.expectIdle()
    }
    await before.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1180, height: 760 }),
    )
    await before.type('  a draft')
    await before.page.keyboard.press('Shift+Enter')
    await before.page.keyboard.type('with two ')
    await before.page.keyboard.press('ArrowLeft')
    await before.page.keyboard.press('Shift+ArrowLeft')
    await before.scrollUpTo('Beta, paragraph 6.')
    await before.page.keyboard.press('ControlOrMeta+i')
    await expect(before.page.getByRole('complementary', { name: 'About this session' })).toBeVisible()
    await before.scrollUpTo('Beta, paragraph 6.')
    const top = await topOf(before, 'Beta, paragraph 6.')
    const there = await whereAmI(before)
    await halfASecond()
    await end(before)

    const after = await world.launch()
    await expect(after.page.getByRole('heading', { name: 'A long one' })).toBeVisible()
    await expect(after.transcript.getByText('Beta, paragraph 6.')).toBeInViewport()
    await expect.poll(() => topOf(after, 'Beta, paragraph 6.')).toBeGreaterThan(top - 24)
    await expect.poll(() => topOf(after, 'Beta, paragraph 6.')).toBeLessThan(top + 24)
    expect(await whereAmI(after)).toEqual(there)
    await expect(after.page.getByRole('complementary', { name: 'About this session' })).toBeVisible()
    expect(model.requests).toHaveLength(4)
    await after.picture(`reopened-after-${way.replace(/\W/g, '-')}`)
  })
}

/** How often the app is ended and started again: as often as is promised. */
const rounds = 20

test(`${rounds} times in a row, after a quit and after kill -9 in turn, everything is where it was`, async ({
  world,
}) => {
  test.setTimeout(300_000)
  const model = await world.model(echo)
  writeTurns(world, 'elsewhere', 2)
  writeTurns(world, 'long-one', 30)
  const first = await world.launch()
  await first.useModel(model)
  await first.open('long-one')
  await first.transcript.hover()
  for (let step = 0; step < 20; step += 1) await wheel(first, -300)
  const pane = (retoma: Retoma): Locator => retoma.page.getByRole('complementary', { name: 'About this session' })

  let retoma = first
  for (let round = 1; round <= rounds; round += 1) {
    // Everything is somewhere else each time.
    const size = { x: 20 + round, y: 30, width: 1_180 + 17 * (round % 5), height: 700 + 13 * (round % 3) }
    await retoma.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), size)
    await expect.poll(() => retoma.page.evaluate(() => outerWidth)).toBe(size.width)
    const shown = await pane(retoma).isVisible()
    await retoma.page.keyboard.press('ControlOrMeta+i')
    await expect(pane(retoma)).toHaveCount(shown ? 0 : 1)
    await retoma.composer.fill(`round ${round}\nof a draft`)
    for (let left = 0; left < round % 7; left += 1) await retoma.page.keyboard.press('ArrowLeft')
    await retoma.transcript.hover()
    await wheel(retoma, round % 2 === 0 ? 170 : -390)
    const at = await topWord(retoma)
    const there = await whereAmI(retoma)
    await halfASecond()
    if (round % 2 === 0) await retoma.kill()
    else await retoma.quit()

    retoma = await world.launch()
    await expect(retoma.row('long-one')).toHaveAttribute('aria-selected', 'true')
    await expect
      .poll(async () => Math.abs(((await placeOf(retoma, at.word)) ?? Infinity) - at.top), {
        message: `round ${round}: ${at.word} at ${at.top}`,
      })
      .toBeLessThan(24)
    expect(await whereAmI(retoma), `round ${round}`).toEqual(there)
    await expect(pane(retoma)).toHaveCount(shown ? 0 : 1)
  }
  expect(model.requests).toHaveLength(0)
})

test('after two starts in a row that failed the third one leaves the last session closed, and says so', async ({
  world,
}) => {
  const before = await world.launch()
  await before.usePractice()
  await before.create('heavy')
  await before.type('Typed in it')
  await halfASecond()
  await before.quit()
  const journal = (): { pending: boolean; failures: number } | undefined =>
    (
      JSON.parse(readFileSync(join(world.userData, 'settings.json'), 'utf8')) as {
        launch?: { pending: boolean; failures: number }
      }
    ).launch
  for (const failures of [0, 1]) {
    // Gone before the window shows anything.
    await world.launchCut(() => journal()?.pending === true && journal()?.failures === failures)
  }
  const third = await world.launch()
  await expect(third.page.getByRole('region', { name: 'Notices' })).toContainText(
    'so this time it did not open it by itself',
  )
  await expect(third.composer).toHaveCount(0)
  await third.picture('third-start')
  await third.open('heavy')
  await expect(third.composer).toHaveValue('Typed in it')
  await third.quit()
  const fourth = await world.launch()
  await expect(fourth.composer).toHaveValue('Typed in it')
})

test('shows an answer that was streaming as far as it came, marked, and goes on with it', async ({ world }) => {
  const model = await world.model(echo)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('cut')
  model.enqueue(says('The beginning of a long answer that never ends', { chunkSize: 6, holdAfter: 6 }))
  await before.send('Tell me everything')
  await before.expectAnswer(/The beginning of a long answer/)
  await expect
    .poll(async () => JSON.stringify((await before.call('session.open', { id: 'cut' })).state.active?.items))
    .toContain('long answer')
  await halfASecond()
  await before.kill()

  const after = await world.launch()
  await expect(after.transcript.getByText('This answer was interrupted.')).toBeVisible()
  await after.expectAnswer(/The beginning of a long answer/)
  await expect(after.row('cut')).toContainText('stopped')
  expect(model.requests).toHaveLength(1)
  await after.picture('interrupted')
  await after.transcript.getByRole('button', { name: 'Continue' }).click()
  const second = await model.waitForRequest(2)
  expect(second.lastUser).toContain('The beginning of a long answer')
  await after.expectIdle()
})

test('resumes with the whole context after a restart', async ({ world }) => {
  const model = await world.model(echo)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('user-123-conversation')
  await before.send("Let's discuss TypeScript generics")
  await before.expectIdle()
  await before.quit()

  const after = await world.launch()
  await expect(after.transcript.getByText("Let's discuss TypeScript generics").first()).toBeVisible()
  expect(model.requests).toHaveLength(1)
  await after.send('What were we discussing?')
  const request = await model.waitForRequest(2)
  expect(request.messages.map((message) => message.content).join('\n')).toContain("Let's discuss TypeScript generics")
  await after.expectIdle()
})
