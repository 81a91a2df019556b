import { join } from 'node:path'
import { mkdirSync, writeFileSync } from 'node:fs'
import { writeSession } from '../bench/fixtures/generateHome.ts'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { says } from './model/reply.ts'
import { resize } from './windowSize.ts'

/** Less than a line of what one reads, in CSS pixels. */
const line = 24

/** A conversation that has words to find again in every line, and a tool with output in each turn. */
function writeTurns(world: World, id: string, turns: number): void {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart(id), context: { cwd: world.folder } })
  for (let n = 0; n < turns; n += 1) {
    log.add('user.message', { content: `Prompt ${n}`, messageId: `m${n}` })
    log.add('assistant.turn_start', { turnId: '0' })
    log.add('tool.execution_start', { toolCallId: `c${n}`, toolName: 'bash', arguments: { command: `ls part-${n}` } })
    const output = Array.from({ length: 14 }, (_, at) => `file ${at} of ${n}`).join('\n')
    log.add('tool.execution_complete', { toolCallId: `c${n}`, success: true, result: { content: output } })
    const words = Array.from({ length: 120 }, (_, at) => `w${n}x${at}`).join(' ')
    log.add('assistant.message', {
      messageId: `a${n}`,
      content: `${words}\n\n${words}`,
      model: 'demo',
      toolRequests: [],
    })
    log.add('assistant.turn_end', { turnId: '0' })
  }
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), log.text())
}

/** The word at the top of the conversation, and how far below its top edge it stands. */
function topWord(retoma: Retoma): Promise<{ readonly word: string; readonly top: number }> {
  return retoma.transcript.evaluate((box) => {
    const frame = box.getBoundingClientRect()
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node as Text
      for (const { 0: word, index } of text.data.matchAll(/w\d+x\d+/g)) {
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const { top } = range.getBoundingClientRect()
        if (top >= frame.top + 8) return { word, top: top - frame.top }
      }
    }
    return { word: '', top: 0 }
  })
}

/** Where a word of the conversation stands now, below its top edge; null when it is not there. */
function placeOf(retoma: Retoma, word: string): Promise<number | null> {
  return retoma.transcript.evaluate((box, wanted) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node as Text
      const found = new RegExp(`${wanted}(?!\\d)`).exec(text.data)
      if (found === null) continue
      const range = document.createRange()
      range.setStart(text, found.index)
      range.setEnd(text, found.index + wanted.length)
      return range.getBoundingClientRect().top - box.getBoundingClientRect().top
    }
    return null
  }, word)
}

/** Expects what was at the top to be there still, once two frames have passed without a change. */
async function expectStill(retoma: Retoma, at: { readonly word: string; readonly top: number }): Promise<void> {
  await retoma.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const top = await placeOf(retoma, at.word)
  expect(Math.abs((top ?? Infinity) - at.top), `${at.word} at ${at.top}, now ${top}`).toBeLessThan(line)
}

/** Waits until the wheel's way has come to its end: a dozen frames in which nothing moved. */
async function arrived(retoma: Retoma): Promise<void> {
  await retoma.transcript.evaluate(async (box) => {
    for (let still = 0, top = -1; still < 12; still += 1) {
      if (box.scrollTop !== top) still = 0
      top = box.scrollTop
      await new Promise(requestAnimationFrame)
    }
  })
}

const following = (retoma: Retoma): Promise<boolean> =>
  retoma.transcript.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop < 2)

test('what one reads stays where it is: folding above, another width, words that stream in below, turns that come above', async ({
  world,
}) => {
  writeTurns(world, 'still', 120)
  const model = await world.model()
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await resize(retoma, 1600, 900)
  await retoma.open('still')
  await retoma.expectAnswer(/w119x119/)
  expect(await following(retoma)).toBe(true)

  // Up to a place in the middle of a long paragraph.
  await transcript.hover()
  await page.mouse.wheel(0, -1_350)
  await expect(page.getByRole('button', { name: 'To the end' })).toBeVisible()
  await arrived(retoma)
  let at = await topWord(retoma)

  // A card above the viewport opens and closes: by the keyboard of somebody else, so to say.
  const cards = transcript.getByRole('button', { name: /ls part-/ })
  const fold = (): Promise<string> =>
    transcript.evaluate((box) => {
      const top = box.getBoundingClientRect().top
      const above = [...box.querySelectorAll<HTMLElement>('[aria-expanded]')].filter(
        (one) => one.getBoundingClientRect().bottom < top && one.textContent.includes('ls part-'),
      )
      const card = above.at(-1)
      card?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
      return card?.textContent ?? ''
    })
  expect(await cards.count()).toBeGreaterThan(1)
  expect(await fold()).toContain('ls part-')
  await expect(transcript.getByText(/file 13 of/).first()).toBeAttached()
  await expectStill(retoma, at)
  await fold()
  await expect(transcript.getByText(/file 13 of/)).toHaveCount(0)
  await expectStill(retoma, at)

  await resize(retoma, 900, 900)
  await expectStill(retoma, at)
  await resize(retoma, 1600, 900)
  await expectStill(retoma, at)

  // What streams in at the end is told by the pill, and moves nothing.
  model.enqueue(says('Streamed words. '.repeat(200), { chunkSize: 40, holdAfter: 20 }))
  at = await topWord(retoma)
  await retoma.send('Go on')
  const pill = page.getByRole('button', { name: 'New below' })
  await expect(pill).toBeVisible()
  await expectStill(retoma, at)
  model.release()
  await retoma.expectIdle()
  await expectStill(retoma, at)
  await pill.click()
  await retoma.expectAnswer(/Streamed words/)
  await expect(pill).toHaveCount(0)
  await expect.poll(() => following(retoma)).toBe(true)

  // All the way up with the wheel: pages of older turns come in, and each step of the wheel goes as far as it says.
  await transcript.hover()
  const jumps: string[] = []
  for (let step = 0; step < 60; step += 1) {
    const before = await topWord(retoma)
    if (before.word === '') {
      await page.mouse.wheel(0, -300)
      await arrived(retoma)
      continue
    }
    await page.mouse.wheel(0, -300)
    await arrived(retoma)
    const moved = ((await placeOf(retoma, before.word)) ?? Infinity) - before.top
    if (Math.abs(moved - 300) >= line) jumps.push(`${before.word}: ${moved}`)
  }
  expect(jumps).toEqual([])
})

test('a session of 50,000 events opens at its end, and the wheel reaches what is older without a jump', async ({
  world,
}) => {
  const id = 'fifty-thousand'
  writeSession(world.home, { id, messages: 12_200, seed: 11, folder: world.folder }, 'sdk')
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.usePractice()
  await resize(retoma, 1200, 800)
  await retoma.open(id)
  await expect(transcript.getByRole('article').last()).toBeVisible()
  await expect.poll(() => following(retoma)).toBe(true)
  await transcript.hover()
  // Older turns are asked for well before the first one is in view.
  const turns = async (): Promise<number> =>
    Number(await transcript.locator('[data-turn-id]').last().getAttribute('aria-posinset'))
  const loaded = await turns()
  for (let step = 0; step < 80; step += 1) await page.mouse.wheel(0, -900)
  await expect(transcript.locator('[data-turn-id]').first()).toHaveAttribute('aria-setsize', '-1')
  // However many are loaded, the page holds a few.
  expect(await transcript.locator('[data-turn-id]').count()).toBeLessThan(30)
  await page.getByRole('button', { name: 'To the end' }).click()
  await expect.poll(() => following(retoma)).toBe(true)
  expect(await turns()).toBeGreaterThan(loaded)
})

test('who scrolls up a little while words stream in is not pulled back', async ({ world }) => {
  const model = await world.model()
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await resize(retoma, 1200, 700)
  await retoma.create('pulled')
  model.enqueue({
    text: ['Words that fill the page. '.repeat(150), 'More of them. '.repeat(60), 'The end.'],
    holdAfter: 1,
  })
  await retoma.send('Tell me')
  await retoma.expectAnswer(/Words that fill/)
  await expect.poll(() => following(retoma)).toBe(true)
  await transcript.hover()
  const top = await transcript.evaluate((box) => box.scrollTop)
  // Less than what counts as the end.
  await page.mouse.wheel(0, -12)
  await expect.poll(() => transcript.evaluate((box) => box.scrollTop)).toBeLessThan(top)
  await arrived(retoma)
  const left = await transcript.evaluate((box) => box.scrollTop)
  model.release()
  await retoma.expectIdle()
  expect(Math.abs((await transcript.evaluate((box) => box.scrollTop)) - left)).toBeLessThan(2)
  await expect(page.getByRole('button', { name: 'New below' })).toBeVisible()
})
