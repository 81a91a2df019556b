import type { Locator } from '@playwright/test'
import { expect, halfASecond, test } from './app.ts'
import { failTwoStarts } from './failedStarts.ts'
import { echo, says } from './model/reply.ts'
import type { Retoma } from './app.ts'
import { beside, expectAsItWas, whatIsShown } from './paneDriver.ts'
import { topWordIn, writeTurns } from './words.ts'

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

/** Turns the wheel over a conversation, and waits until that has moved. */
async function scroll({ page }: Retoma, flow: Locator, by: number): Promise<void> {
  const before = await topWordIn(flow)
  await flow.hover()
  await page.mouse.wheel(0, by)
  await expect.poll(() => topWordIn(flow)).not.toEqual(before)
}

/** How often the app is ended and started again: as often as is promised. */
const rounds = 20
/** How many sessions are shown side by side in one round after the other: each number comes after a quit and after a kill. */
const counts = [1, 2, 3, 3, 2] as const

test(`${rounds} times in a row, after a quit and after kill -9 in turn, everything is where it was, in each pane`, async ({
  world,
}) => {
  test.setTimeout(600_000)
  const model = await world.model(echo)
  const ids = ['long', 'second', 'third'] as const
  for (const id of ids) writeTurns(world, id, id === 'long' ? 30 : 10)
  const first = await world.launch()
  await first.useModel(model)
  for (const id of ids) await first.call('session.rename', { id, title: id })
  // A place far from both ends, for all of the ups and downs to come.
  for (const id of ids) {
    await first.open(id)
    await whatIsShown(first)
    for (let step = 0; step < (id === 'long' ? 20 : 8); step += 1) await scroll(first, first.transcript, -300)
  }
  await first.open('long')
  const details = (retoma: Retoma): Locator => retoma.page.getByRole('complementary', { name: 'About this session' })
  const whereIsTheWindow = async (retoma: Retoma): Promise<unknown> => [
    await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
    await retoma.list.isVisible(),
  ]

  let retoma = first
  let besides = 0
  for (let round = 1; round <= rounds; round += 1) {
    const { page } = retoma
    // Everything is somewhere else each time.
    const count = counts[round % counts.length] ?? 1
    const width = 1_180 + 17 * (round % 5) + (count > 1 ? 600 : 0)
    const size = { x: 20 + round, y: 30, width, height: 700 + 13 * (round % 3) }
    await retoma.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), size)
    await expect.poll(() => page.evaluate(() => outerWidth)).toBe(size.width)
    const shown = await details(retoma).isVisible()
    await page.keyboard.press('ControlOrMeta+i')
    await expect(details(retoma)).toHaveCount(shown ? 0 : 1)
    const panes = page.locator('.pane')
    while ((await panes.count()) > count) await page.keyboard.press('ControlOrMeta+w')
    for (const id of ids) {
      if ((await panes.count()) >= count) break
      if ((await page.locator('.pane h1').allTextContents()).includes(id)) continue
      await beside(retoma, id)
    }
    await expect(panes).toHaveCount(count)
    if (count > 1) {
      besides += 1
      const edge = page.getByRole('separator', { name: /beside/ }).first()
      await edge.focus()
      for (let press = 0; press < 1 + (round % 4); press += 1)
        await page.keyboard.press(round % 4 < 2 ? 'ArrowLeft' : 'ArrowRight')
      await page.keyboard.press('F6')
    }
    const pane = page.locator('.pane[data-active]')
    const box = pane.getByRole('textbox', { name: 'Message', exact: true })
    await box.fill(`round ${round}\nof a draft`)
    for (let left = 0; left < round % 7; left += 1) await page.keyboard.press('ArrowLeft')
    const flow = pane.getByRole('feed', { name: 'Conversation' })
    await scroll(retoma, flow, round % 2 === 0 ? 170 : -190)
    await expect(box).toBeFocused()
    const there = await whatIsShown(retoma)
    const window = await whereIsTheWindow(retoma)
    await halfASecond()
    if (round % 2 === 0) await retoma.kill()
    else await retoma.quit()

    retoma = await world.launch()
    await expectAsItWas(retoma, there, `in round ${round}`)
    expect(await whereIsTheWindow(retoma), `round ${round}`).toEqual(window)
    await expect(details(retoma)).toHaveCount(shown ? 0 : 1)
  }
  expect(besides).toBeGreaterThanOrEqual(rounds / 2)
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
  await failTwoStarts(world)
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
