import type { Locator } from '@playwright/test'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { refuses, says, type ModelRequest } from './model/reply.ts'
import { picturesOf } from './windowSize.ts'

const LIMIT = 4000
const LONG = 'lorem ipsum '.repeat(200)
/** The runtime asks for a summary in words of its own. */
const asksForSummary = ({ lastUser }: ModelRequest): boolean =>
  /^(?:Please create a detailed summary|Summarize the conversation)/u.test(lastUser)

/** The runtime puts the time in front. */
const lastLine = ({ lastUser }: ModelRequest): string => lastUser.split('\n').at(-1) ?? ''

const look = (retoma: Retoma, name: string): Promise<void> => picturesOf(retoma, `context-${name}`)

/** Waits until the app knows what the model takes: it asks the provider for it. */
async function expectLimit(retoma: Retoma): Promise<void> {
  const limits = async (): Promise<readonly (number | null)[]> =>
    (await retoma.call('provider.list', {})).flatMap(({ models }) => models.map(({ contextLimit }) => contextLimit))
  await expect.poll(limits).toContain(LIMIT)
}

async function ask(retoma: Retoma, text: string): Promise<void> {
  await retoma.send(`${text} ${LONG}`)
  await expect(retoma.transcript.getByText(text).first()).toBeAttached()
  await retoma.expectIdle()
}

test('a person sees how full the context is, what was summed up and what it took, also after a restart', async ({
  world,
}) => {
  const { model, retoma } = await world.begin(
    (request) =>
      asksForSummary(request)
        ? says('## What we said\n\n- The person asked **three** things.')
        : says('word '.repeat(400)),
    { contextLimit: LIMIT },
  )
  await expectLimit(retoma)
  await retoma.create('full', { title: 'A long talk' })
  await ask(retoma, 'The first question')
  const chip = retoma.page.getByRole('button', { name: /^Context \d+\s?% full/ })
  await expect(chip).toBeVisible()
  await ask(retoma, 'The second question')

  await chip.click()
  const inspector = retoma.page.getByRole('complementary', { name: 'About this session' })
  const context = inspector.getByRole('region', { name: 'Context' })
  await expect(context.getByRole('meter')).toBeFocused()
  await expect(context).toContainText(/\d+\s?% of 4k/)
  await expect(context).toContainText('Conversation')
  await expect(context).toContainText('Room left')
  const usage = inspector.getByRole('region', { name: 'Usage' })
  await expect(usage).toContainText(/Requests\s*2/)
  const chart = usage.getByRole('slider', { name: 'Tokens per turn' })
  await chart.focus()
  await chart.press('ArrowLeft')
  await expect(chart).toHaveAttribute('aria-valuenow', '1')
  await usage.getByRole('button', { name: 'As a table' }).click()
  await expect(usage.getByRole('row')).toHaveCount(3)
  await expectAccessible(retoma, 'the gauge and the usage of a session')

  await ask(retoma, 'The third question')
  await ask(retoma, 'The fourth question')
  await expect(chip).toHaveClass(/context-near/)
  await look(retoma, 'near')
  await ask(retoma, 'The fifth question')
  const marker = retoma.transcript.locator('.compaction')
  await expect(marker).toContainText('Older messages were summed up')
  await expect(marker).toContainText(/3,\d+ → \d,\d+ tokens/)
  await marker.getByRole('button', { name: 'Show the summary' }).click()
  await expect(marker.getByRole('heading', { name: 'What we said' })).toBeVisible()
  await expect(usage).toContainText('Summing up')
  await look(retoma, 'compacted')
  await expectAccessible(retoma, 'a conversation that was summed up')
  const details = retoma.transcript.getByRole('button', { name: /tokens: show what this turn took/ }).last()
  await details.click()
  await expect(retoma.transcript.locator('.turn-usage:visible')).toContainText(/Requests\s*1/)
  const requests = model.requests.length
  const read = (await usage.locator('.facts').first().innerText()).replace(/\s+/g, ' ')
  await retoma.quit()

  const again = await world.launch()
  await expect(again.page.getByRole('button', { name: /^Context \d+\s?% full/ })).toBeVisible()
  const shown = again.page.getByRole('region', { name: 'Usage' })
  await expect(shown).toBeVisible()
  await expect.poll(async () => (await shown.locator('.facts').first().innerText()).replace(/\s+/g, ' ')).toBe(read)
  await expect(again.page.getByRole('region', { name: 'Context' })).toContainText('As of')
  await expect(again.transcript.locator('.compaction')).toContainText('Older messages were summed up')
  await expect(again.transcript.getByRole('button', { name: /500 tokens: show/ }).last()).toBeVisible()
  expect(model.requests).toHaveLength(requests)
})

test('what can’t be summed up is told, tried no more after the second time, and goes on elsewhere', async ({
  world,
}) => {
  const model = await world.model(
    (request) => (asksForSummary(request) ? refuses(400, 'That is too much to read.') : says('word '.repeat(400))),
    { contextLimit: LIMIT },
  )
  const retoma = await world.launch()
  await retoma.useModel(model)
  await expectLimit(retoma)
  await retoma.create('stuck')
  for (const text of ['One', 'Two', 'Three', 'Four', 'Five']) await ask(retoma, text)
  const failure = retoma.transcript.locator('.compaction')
  await expect(failure).toContainText('Older messages could not be summed up.')
  await failure.getByRole('button', { name: 'What the provider said' }).click()
  await expect(failure).toContainText('That is too much to read.')
  await expect(failure.getByText('in a row')).toHaveCount(0)
  await failure.getByRole('button', { name: 'Try again' }).click()
  await expect(failure).toHaveCount(2)
  await expect(failure.last()).toContainText('It failed 2 times in a row, so it is not tried again by itself')
  await look(retoma, 'failed')
  await expectAccessible(retoma, 'a failure of summing up')

  // From now on nothing is asked for by itself, in this life or the next.
  const tries = model.requests.filter(asksForSummary).length
  await retoma.quit()
  const again = await world.launch()
  await ask(again, 'Six')
  await expect(again.transcript.getByText(/no longer fit and w(?:as|ere) left out for the model/).first()).toBeVisible()
  expect(model.requests.filter(asksForSummary)).toHaveLength(tries)

  model.route((request) => (asksForSummary(request) ? says('All in short: SUMMARY.') : says('Here I go on.')))
  await again.scrollUpTo('It failed 2 times in a row')
  await again.transcript.getByRole('button', { name: 'Continue in a new session with a summary' }).click()
  await expect(again.page.getByText('A new session goes on from here, with a summary')).toBeVisible()
  await again.send('And now?')
  await again.expectAnswer('Here I go on.')
  const given = model.requests.at(-1)?.lastUser ?? ''
  expect(given).toContain('All in short: SUMMARY.')
  expect(given).toContain('And now?')
})

test('summing up is asked for, says what it does, can be cancelled, and loses nothing that is sent meanwhile', async ({
  world,
}) => {
  const summary = says('In short: SUMMARY.', { holdAfter: 1 })
  const model = await world.model(
    (request) => (asksForSummary(request) ? summary : says(`Answer: ${lastLine(request)}`)),
    {
      contextLimit: 40_000,
    },
  )
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('asked', { title: 'To be summed up' })
  for (const text of ['One', 'Two', 'Three']) {
    await retoma.send(text)
    await retoma.expectAnswer(`Answer: ${text}`)
    await retoma.expectIdle()
  }
  const { page, transcript } = retoma
  const dialog = page.getByRole('dialog', { name: 'Sum up older messages now?' })
  const marker = transcript.locator('.compaction')
  const waiting = transcript.getByRole('article', { name: 'Waiting messages' })

  // Asked for, and not begun before one agrees.
  await retoma.composer.fill('/compact')
  await retoma.composer.press('Enter')
  await expect(dialog).toContainText('It counts as one request, of about')
  await expectAccessible(retoma, 'the question before older messages are summed up')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toHaveCount(0)
  expect(model.requests.filter(asksForSummary)).toHaveLength(0)

  // Begun, and called off: nothing changed, and what was sent meanwhile goes out then.
  await retoma.composer.fill('/compact the names of all ships')
  await retoma.composer.press('Enter')
  await expect(dialog.getByLabel('What it must not leave out (optional)')).toHaveValue('the names of all ships')
  await dialog.getByRole('button', { name: 'Sum up' }).click()
  await expect(marker).toContainText('The model is summing up older messages.')
  await expect.poll(() => model.requests.filter(asksForSummary).length).toBe(1)
  expect(model.requests.at(-1)?.lastUser).toContain('the names of all ships')
  await retoma.send('Meanwhile')
  await expect(waiting).toContainText('Meanwhile')
  await expect(waiting).toContainText('Queued')
  await expectAccessible(retoma, 'a summary that is being made')
  await marker.getByRole('button', { name: 'Cancel' }).click()
  await expect(marker).toContainText('Summing up was cancelled.')
  await retoma.expectAnswer('Answer: Meanwhile')
  await retoma.expectIdle()

  // Begun, waited for, and killed: what was sent meanwhile is there again, paused.
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('sum up older')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Sum up' }).click()
  await expect.poll(() => model.requests.filter(asksForSummary).length).toBe(2)
  await retoma.send('Sent before the end')
  await expect(waiting).toContainText('Queued')
  await halfASecond()
  await retoma.kill()
  const again = await world.launch()
  const left = again.transcript.getByRole('article', { name: 'Waiting messages' })
  await expect(left).toContainText('Sent before the end')
  // Nobody works on it any more, and nobody asks for it again.
  await expect(again.transcript.locator('.compaction').getByRole('button', { name: 'Cancel' })).toHaveCount(0)
  model.route((request) =>
    asksForSummary(request) ? says('In short: SUMMARY.') : says(`Answer: ${lastLine(request)}`),
  )
  await left.getByRole('button', { name: 'Send now' }).click()
  await again.expectAnswer('Answer: Sent before the end')
  await again.expectIdle()
  expect(model.requests.filter(asksForSummary)).toHaveLength(2)
})

test('the settings say whether older messages are summed up, and from when on', async ({ world }) => {
  const model = await world.model(
    (request) => (asksForSummary(request) ? says('In short.') : says('word '.repeat(400))),
    { contextLimit: LIMIT },
  )
  const retoma = await world.launch()
  await retoma.useModel(model)
  await expectLimit(retoma)
  const settings = async (one: Retoma): Promise<readonly [Locator, Locator]> => {
    await one.page.keyboard.press('ControlOrMeta+,')
    const region = one.page.getByRole('region', { name: 'Long conversations' })
    await region.scrollIntoViewIfNeeded()
    return [region.getByRole('checkbox'), region.getByLabel('From this share of the context on')]
  }
  const [on, share] = await settings(retoma)
  await expect(on).toBeChecked()
  await expect(share.locator('option:checked')).toHaveText(/80\s?%/)
  await share.selectOption('0.5')
  await expectAccessible(retoma, 'the settings of long conversations')
  await retoma.create('early')
  await ask(retoma, 'One')
  await ask(retoma, 'Two')
  await ask(retoma, 'Three')
  // At half of the context, which three of these fill.
  await expect(retoma.transcript.locator('.compaction')).toContainText('Older messages were summed up')

  await settings(retoma)
  await on.uncheck()
  await expect(share).toBeDisabled()
  await retoma.quit()
  const again = await world.launch()
  const [after] = await settings(again)
  await expect(after).not.toBeChecked()
  const summaries = model.requests.filter(asksForSummary).length
  await again.create('never')
  for (const text of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) await ask(again, text)
  await expect(again.transcript.getByText(/no longer fit and w(?:as|ere) left out for the model/).first()).toBeVisible()
  expect(model.requests.filter(asksForSummary)).toHaveLength(summaries)
})

test('the heaviest messages are named, and lead to their turns', async ({ world }) => {
  const { retoma } = await world.begin((request) =>
    says(lastLine(request).startsWith('Tell') ? 'tale '.repeat(900) : 'Yes.'),
  )
  await retoma.create('weighed')
  for (const text of ['Hello', 'Tell me all', ...Array.from({ length: 12 }, (_, index) => `Question ${index + 1}`)]) {
    await retoma.send(text)
    await retoma.expectIdle()
  }
  await retoma.page.getByRole('button', { name: /^Context \d+\s?% full/ }).click()
  const context = retoma.page.getByRole('region', { name: 'Context' })
  const heaviest = context.getByRole('listitem')
  await expect(heaviest.first()).toContainText('Tell me all')
  await expect(heaviest.first()).toContainText(/about 1\.\dk · 9\d\s?%/)
  await expect(retoma.transcript.getByText('Tell me all')).not.toBeInViewport()
  await expectAccessible(retoma, 'the heaviest messages')
  await retoma.picture('context-heaviest')
  await heaviest.first().getByRole('button').click()
  await expect(retoma.transcript.getByText('Tell me all')).toBeInViewport()
})

test('the practice model shows the gauge too', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.create('practised', { providerId: 'practice' })
  await retoma.send('Hello')
  await retoma.expectIdle()
  await expect(retoma.page.getByRole('button', { name: /^Context \d+\s?% full/ })).toBeVisible()
})
