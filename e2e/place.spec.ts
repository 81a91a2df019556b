import { writeSession } from '../bench/fixtures/generateHome.ts'
import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { watchFrames } from './frames.ts'
import type { Frames } from './frames.ts'
import { says } from './model/reply.ts'
import { resize } from './windowSize.ts'
import { drawn, placeOf, topWord, wheel, writeLongAnswer, writeMixedTurns, writeTurns } from './words.ts'
import type { Word } from './words.ts'

/** Less than a line of what one reads, in CSS pixels. */
const line = 20

/** Expects a word to stay where it is in every frame that is painted while something is done, and after it. */
async function expectStill(retoma: Retoma, act: () => Promise<unknown>, at?: Word): Promise<void> {
  const before = at ?? (await topWord(retoma))
  await watchFrames(retoma.page)
  await retoma.transcript.evaluate((box, { word, top }) => {
    const farthest = { by: 0, on: true }
    Object.assign(window, { farthest })
    const look = (): void => {
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
      let by = Number.POSITIVE_INFINITY
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const index = new RegExp(`${word}(?!\\d)`).exec((node as Text).data)?.index
        if (index === undefined) continue
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + word.length)
        by = range.getBoundingClientRect().top - box.getBoundingClientRect().top - top
        break
      }
      if (Math.abs(by) > Math.abs(farthest.by)) farthest.by = by
    }
    const { eachFrame } = window as unknown as Frames
    eachFrame(() => {
      look()
      return farthest.on
    })
  }, before)
  await act()
  const by = await retoma.page.evaluate(
    () =>
      new Promise<number>((done) => {
        const { farthest } = window as unknown as { farthest: { by: number; on: boolean } }
        const end = (): void => {
          farthest.on = false
          done(farthest.by)
        }
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(end)))
      }),
  )
  const now = ((await placeOf(retoma, before.word)) ?? Number.POSITIVE_INFINITY) - before.top
  expect(Math.abs(by), `${before.word} moved by ${by} for a frame`).toBeLessThan(line)
  expect(Math.abs(now), `${before.word} moved by ${now}`).toBeLessThan(2)
}

const fromEnd = (retoma: Retoma): Promise<number> =>
  retoma.transcript.evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop)
const expectAtEnd = async (retoma: Retoma): Promise<void> => expect.poll(() => fromEnd(retoma)).toBeLessThan(2)
const pill = (retoma: Retoma, name: 'To the end' | 'New below'): Locator => retoma.page.getByRole('button', { name })

test('what one reads stays where it is, whatever is folded, made wider, drawn late or loaded around it', async ({
  world,
}) => {
  writeTurns(world, 'still', 120)
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.usePractice()
  await resize(retoma, 1_500, 900)
  await retoma.open('still')
  await retoma.expectAnswer(/w119x319/)
  await expectAtEnd(retoma)

  // Up to a place in the middle of a paragraph.
  await transcript.hover()
  for (let step = 0; step < 4; step += 1) await wheel(retoma, -300)
  await expect(pill(retoma, 'To the end')).toBeVisible()

  await test.step('a card above is opened and closed', async () => {
    const fold = (): Promise<string> =>
      transcript.evaluate((box) => {
        const { top } = box.getBoundingClientRect()
        const cards = [...box.querySelectorAll<HTMLElement>('.tool > [aria-expanded]')]
        const card = cards.findLast((one) => one.getBoundingClientRect().bottom < top)
        card?.click()
        return card?.textContent ?? ''
      })
    await expectStill(retoma, async () => {
      expect(await fold()).toContain('ls part-')
      await expect(transcript.getByText(/file 13 of/).first()).toBeAttached()
    })
    await expectStill(retoma, async () => {
      await fold()
      await expect(transcript.getByRole('group', { name: 'Output' })).toHaveCount(0)
    })
  })

  await test.step('the window and a pane beside it become narrower and wider', async () => {
    const at = await topWord(retoma)
    for (const [width, height] of [
      [820, 900],
      [1_700, 700],
      [1_500, 900],
    ] as const) {
      await expectStill(retoma, () => resize(retoma, width, height), at)
    }
    await page.keyboard.press('ControlOrMeta+i')
    const pane = page.getByRole('complementary', { name: 'About this session' })
    await expect(pane).toBeVisible()
    await expectStill(retoma, async () => {
      await page.keyboard.press('ControlOrMeta+i')
      await expect(pane).toHaveCount(0)
    })
    expect(Math.abs(((await placeOf(retoma, at.word)) ?? 0) - at.top)).toBeLessThan(2)
  })

  await test.step('what is pressed stays under the pointer, and so does what stands before it', async () => {
    const card = transcript.getByRole('button', { name: /ls part-119/ })
    await wheel(retoma, 700)
    for (const open of [true, false]) {
      const before = (await card.boundingBox())?.y
      await expectStill(retoma, async () => {
        await card.click()
        await expect(card).toHaveAttribute('aria-expanded', String(open))
      })
      expect((await card.boundingBox())?.y).toBe(before)
    }
  })

  await test.step('a diagram above is drawn late', async () => {
    // Far enough below it that only what is near the view is rendered, and it is not in view.
    const top = transcript.getByText(`Prompt ${drawn + 1}`, { exact: true })
    await transcript.hover()
    await expect
      .poll(
        async () => {
          if (await top.evaluateAll(([first]) => (first?.getBoundingClientRect().y ?? 0) > 120)) return true
          await page.mouse.wheel(0, -250)
          return false
        },
        { intervals: [20] },
      )
      .toBe(true)
    const picture = transcript.getByRole('figure', { name: 'Diagram' })
    await expectStill(retoma, () => expect(picture).toBeAttached({ timeout: 60_000 }))
    expect(((await picture.boundingBox())?.y ?? 0) < 0).toBe(true)
  })

  await test.step('older turns come while the wheel turns, each turn of it as far as it says', async () => {
    await transcript.hover()
    const first = Number(await transcript.locator('[data-turn-id]').first().getAttribute('aria-posinset'))
    for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, -400)
    await expect.poll(() => fromEnd(retoma)).toBeGreaterThan(2_500)
    let told = 0
    for (let step = 0; step < 60; step += 1) {
      const top = (): Promise<number> => transcript.evaluate((box) => box.scrollTop)
      // Where nothing older is there yet, nobody gets further up.
      await expect.poll(top).toBeGreaterThan(300)
      // Beside a diagram there are no words in view, or none that stays there.
      const word = await topWord(retoma).catch(() => null)
      if (word !== null && word.top < 300) {
        await wheel(retoma, -300)
        told += 1
      } else {
        const before = await top()
        await page.mouse.wheel(0, -300)
        await expect.poll(top).not.toBe(before)
      }
    }
    expect(told).toBeGreaterThan(40)
    expect(first).toBeGreaterThan(0)
    await expect(transcript.locator('[data-turn-id]').first()).toHaveAttribute('aria-setsize', '-1')
  })
})

test('the end is followed by one who is there, and by nobody else', async ({ world }) => {
  const model = await world.model()
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await resize(retoma, 1_200, 700)
  await retoma.create('following')
  for (let n = 0; n < 3; n += 1) {
    const words = Array.from({ length: 150 }, (_, at) => `w${n}x${at}`).join(' ')
    model.enqueue(says(words, { reasoning: 'What to say about it.\n\n'.repeat(12), chunkSize: 200 }))
    await retoma.send(`Prompt ${n}`)
    await retoma.expectIdle()
    await retoma.expectAnswer(new RegExp(`w${n}x149`))
    await expectAtEnd(retoma)
  }

  await test.step('while the window and the box change their size', async () => {
    for (const [width, height] of [
      [1_200, 500],
      [900, 800],
    ] as const) {
      await resize(retoma, width, height)
      await expectAtEnd(retoma)
    }
    for (const draft of ['one\ntwo\nthree\nfour\nfive', '']) {
      await retoma.composer.fill(draft)
      await expectAtEnd(retoma)
    }
    await resize(retoma, 1_200, 700)
    await expectAtEnd(retoma)
    await expect(pill(retoma, 'To the end')).toHaveCount(0)
  })

  await test.step('what is opened at the end is read; closed again, the end is followed on', async () => {
    const thought = transcript.getByRole('button', { name: /Thought/ }).last()
    const before = (await thought.boundingBox())?.y ?? 0
    expect(before).toBeGreaterThan(100)
    await thought.click()
    await expect(pill(retoma, 'To the end')).toBeVisible()
    expect((await thought.boundingBox())?.y).toBe(before)
    await thought.click()
    await expect(pill(retoma, 'To the end')).toHaveCount(0)
    await expectAtEnd(retoma)
    expect((await thought.boundingBox())?.y).toBe(before)
  })

  await test.step('while words stream in, until one goes up by however little', async () => {
    model.enqueue({
      text: ['Words that fill the page. '.repeat(150), 'More of them. '.repeat(60), 'The end.'],
      holdAfter: 1,
    })
    await retoma.send('Tell me')
    await retoma.expectAnswer(/Words that fill/)
    await expectAtEnd(retoma)
    await transcript.hover()
    const top = await transcript.evaluate((box) => box.scrollTop)
    // Less than what counts as the end.
    await page.mouse.wheel(0, -12)
    await expect.poll(() => transcript.evaluate((box) => box.scrollTop)).toBe(top - 12)
    model.release()
    await retoma.expectIdle()
    expect(await transcript.evaluate((box) => box.scrollTop)).toBe(top - 12)
    await expect(pill(retoma, 'New below')).toBeVisible()
  })

  await test.step('and not while one reads further up', async () => {
    for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, -300)
    await expect.poll(() => fromEnd(retoma)).toBeGreaterThan(2_000)
    model.enqueue(says('Streamed words. '.repeat(200), { chunkSize: 40, holdAfter: 20 }))
    await expectStill(retoma, async () => {
      await retoma.call('session.send', { id: 'following', text: 'Go on', attachments: [] })
      await expect
        .poll(async () => JSON.stringify((await retoma.call('session.open', { id: 'following' })).state.active?.items))
        .toContain('Streamed words')
      model.release()
      await retoma.expectIdle()
    })
    await pill(retoma, 'New below').click()
    await retoma.expectAnswer(/Streamed words/)
    await expect(pill(retoma, 'New below')).toHaveCount(0)
    await expectAtEnd(retoma)
  })

  await test.step('but who says something is taken to it, and to what is said to it', async () => {
    await transcript.hover()
    for (let step = 0; step < 8; step += 1) await page.mouse.wheel(0, -300)
    await expect.poll(() => fromEnd(retoma)).toBeGreaterThan(2_000)
    model.enqueue(says('What came of it. '.repeat(60)))
    await retoma.send('From further up')
    await expect(transcript.getByText('From further up', { exact: true })).toBeVisible()
    await retoma.expectAnswer(/What came of it/)
    await retoma.expectIdle()
    await expectAtEnd(retoma)
  })
})

test('what was opened is open when its turn comes back, and what one rushes past is drawn once one rests', async ({
  world,
}) => {
  writeTurns(world, 'folds', 160)
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.usePractice()
  await resize(retoma, 1_200, 800)
  await retoma.open('folds')
  await expectAtEnd(retoma)
  const card = transcript.getByRole('button', { name: /ls part-159/ })
  await card.click()
  await expect(transcript.getByText('file 13 of 159')).toBeVisible()

  // More than a view in each frame, until one is far away: nothing is drawn on the way, but its prompts tell where one is.
  const rushed = await transcript.evaluate(async (box) => {
    box.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }))
    const seen = new Set<string>()
    for (let frame = 0; frame < 40; frame += 1) {
      box.scrollTop -= 1_200
      await new Promise(requestAnimationFrame)
      for (const turn of box.querySelectorAll('.turn-waiting')) seen.add(turn.textContent)
    }
    return [...seen]
  })
  expect(rushed.length).toBeGreaterThan(10)
  expect(rushed.every((text) => /^Prompt \d+$/.test(text))).toBe(true)
  await expect(card).toHaveCount(0)
  await expect(transcript.locator('.turn-waiting')).toHaveCount(0)
  await topWord(retoma)

  await pill(retoma, 'To the end').click()
  await expectAtEnd(retoma)
  await expect(card).toHaveAttribute('aria-expanded', 'true')
  await expect(transcript.getByText('file 13 of 159')).toBeVisible()
  // Another session has cards of its own; back in this one, it is as it was.
  await page.keyboard.press('ControlOrMeta+n')
  await retoma.open('folds')
  await expect(card).toHaveAttribute('aria-expanded', 'true')
})

test('a long answer is drawn in parts, what is in view first, and what one reads of it stays where it is', async ({
  world,
}) => {
  const paragraphs = 800
  writeLongAnswer(world, 'long', paragraphs)
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.usePractice()
  await resize(retoma, 1_200, 800)
  const answer = transcript.locator('.answer .md')
  // What came into the page with each frame.
  await page.evaluate(() => {
    const counts: number[] = []
    Object.assign(window, { counts })
    const look = (): void => {
      const count = document.querySelectorAll('.answer .md > p').length
      if (count !== counts.at(-1)) counts.push(count)
      requestAnimationFrame(look)
    }
    look()
  })
  await retoma.open('long')
  await expect(answer.getByText(`w0x${paragraphs - 1} `)).toBeInViewport()
  await expectAtEnd(retoma)
  await expectStill(retoma, () => expect(answer.locator('.md-waiting')).toHaveCount(0, { timeout: 60_000 }))
  await expect(answer.locator('> p')).toHaveCount(paragraphs)
  const counts = await page.evaluate(() => (window as unknown as { counts: number[] }).counts)
  const steps = counts.map((count, index) => count - (counts[index - 1] ?? 0))
  expect(Math.max(...steps)).toBeLessThan(paragraphs / 10)

  // Left in the middle of it, it opens there.
  await transcript.evaluate((box) => {
    box.dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }))
    box.scrollTop = box.scrollHeight / 2
  })
  await expect(pill(retoma, 'To the end')).toBeVisible()
  const at = await topWord(retoma)
  await page.keyboard.press('ControlOrMeta+n')
  await retoma.open('long')
  await expect(answer.locator('.md-waiting')).toHaveCount(0, { timeout: 60_000 })
  await expect.poll(async () => Math.abs(((await placeOf(retoma, at.word)) ?? 1e6) - at.top)).toBeLessThan(2)
  // What is looked for is found in what is not drawn yet, too.
  await page.keyboard.press('ControlOrMeta+n')
  await retoma.open('long')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('w0x37 ')
  await expect(answer.getByText(/w0x37\b/)).toBeInViewport()
})

test('one who scrolls in the moment between the drawing of a turn and its measuring moves what is in view by just that', async ({
  world,
}) => {
  test.slow()
  writeMixedTurns(world, 'mixed', 90)
  const retoma = await world.launch()
  const { transcript } = retoma
  await retoma.usePractice()
  await resize(retoma, 1_200, 800)
  await retoma.open('mixed')
  await retoma.expectAnswer(/w89x/)
  await expectAtEnd(retoma)
  await transcript.hover()
  await wheel(retoma, -100)
  const { moves, draws } = await transcript.evaluate(async (box) => {
    const frames = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n += 1) await new Promise(requestAnimationFrame)
    }
    const firstWord = (): Range => {
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
      const range = document.createRange()
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        for (const { 0: word, index } of (node as Text).data.matchAll(/w\d+x\d+/g)) {
          range.setStart(node, index)
          range.setEnd(node, index + word.length)
          if (range.getBoundingClientRect().top >= box.getBoundingClientRect().top) return range
        }
      }
      throw new Error('No word is in view')
    }
    let scrolled = 0
    const scroll = (by: number): void => {
      const before = box.scrollTop
      box.scrollTop -= by
      scrolled += before - box.scrollTop
    }
    // Told of as soon as a turn or a part is drawn; the browser tells of a scroll before it tells of sizes.
    let draws = 0
    const observer = new MutationObserver((changes) => {
      const isDrawn = changes.some(({ type, target, removedNodes }) =>
        type === 'attributes'
          ? (target as Element).matches('[data-turn-id][aria-busy=false]')
          : [...removedNodes].some((node) => node instanceof Element && node.matches('.md-waiting')),
      )
      if (!isDrawn) return
      draws += 1
      scroll(40)
    })
    observer.observe(box, { subtree: true, childList: true, attributeFilter: ['aria-busy'] })
    const moves: { readonly scrolled: number; readonly moved: number; readonly word: string }[] = []
    const isAtBeginning = (): boolean =>
      box.scrollTop < 1 && box.querySelector('[data-turn-id]')?.getAttribute('aria-setsize') !== '-1'
    while (!isAtBeginning() && moves.length < 160) {
      // As a person's scrolling does, it comes between two frames.
      await new Promise((done) => setTimeout(done))
      const range = firstWord()
      const { top } = range.getBoundingClientRect()
      scrolled = 0
      scroll(240)
      do await frames(3)
      while (box.querySelector('.turn-waiting, .md-waiting') !== null)
      // A word that is out of the page by now tells nothing.
      if (range.toString() !== '')
        moves.push({ scrolled, moved: Math.round(range.getBoundingClientRect().top - top), word: range.toString() })
    }
    observer.disconnect()
    return { moves, draws }
  })
  expect(moves.filter(({ scrolled, moved }) => Math.abs(scrolled - moved) > 1)).toEqual([])
  expect(draws).toBeGreaterThan(10)
  expect(moves.length).toBeGreaterThan(30)
})

test('a session of 50,000 events opens at its end, and the page holds no more of it than is near the view', async ({
  world,
}) => {
  const id = 'fifty-thousand'
  writeSession(world.home, { id, messages: 12_200, seed: 11, folder: world.folder }, 'sdk')
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.usePractice()
  await resize(retoma, 1_200, 800)
  await retoma.open(id)
  await expect(transcript.getByRole('article').last()).toBeVisible()
  await expectAtEnd(retoma)
  await transcript.hover()
  const turns = async (): Promise<number> =>
    Number(await transcript.locator('[data-turn-id]').last().getAttribute('aria-posinset'))
  const loaded = await turns()
  for (let step = 0; step < 80; step += 1) await page.mouse.wheel(0, -900)
  await expect(transcript.locator('[data-turn-id]').first()).toHaveAttribute('aria-setsize', '-1')
  // However many are loaded, the page holds a few.
  expect(await transcript.locator('[data-turn-id]').count()).toBeLessThan(30)
  await pill(retoma, 'To the end').click()
  await expectAtEnd(retoma)
  expect(await turns()).toBeGreaterThan(loaded)
})
