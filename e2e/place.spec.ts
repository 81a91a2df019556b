import { writeSession } from '../bench/fixtures/generateHome.ts'
import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { says } from './model/reply.ts'
import { resize } from './windowSize.ts'
import { drawn, placeOf, topWord, wheel, writeTurns } from './words.ts'
import type { Word } from './words.ts'

/** Less than a line of what one reads, in CSS pixels. */
const line = 20

/** Expects a word to stay where it is in every frame that is painted while something is done, and after it. */
async function expectStill(retoma: Retoma, act: () => Promise<unknown>, at?: Word): Promise<void> {
  const before = at ?? (await topWord(retoma))
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
    // A frame is painted after all that observes sizes has come to rest: the last one to hear of one is nested deeper
    // than everything else, and has been made to wait a few rounds.
    const links: HTMLElement[] = []
    let within: HTMLElement = document.body
    for (let depth = 0; depth < 60; depth += 1) {
      within = within.appendChild(document.createElement('div'))
      Object.assign(within.style, { position: 'fixed', visibility: 'hidden', width: '1px', height: '1px' })
      if (depth >= 54) links.push(within)
    }
    const stretch = (link: HTMLElement | undefined): void => {
      if (link !== undefined) link.style.width = link.style.width === '1px' ? '2px' : '1px'
    }
    const observer = new ResizeObserver((changes) => {
      for (const { target } of changes) {
        const round = links.indexOf(target as HTMLElement)
        if (round === links.length - 1) look()
        else stretch(links[round + 1])
      }
    })
    for (const link of links) observer.observe(link)
    const frame = (): void => {
      stretch(links[0])
      if (farthest.on) requestAnimationFrame(frame)
      else observer.disconnect()
    }
    frame()
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
          if ((await top.count()) > 0 && ((await top.boundingBox())?.y ?? 0) > 120) return true
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
    for (let step = 0; step < 60; step += 1) await wheel(retoma, -300)
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
      await retoma.send('Go on')
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
