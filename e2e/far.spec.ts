import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { createTestLog } from '../src/main/history/testLog.ts'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { resize } from './windowSize.ts'
import { placeOf, topWord, wheel, writeTurns } from './words.ts'

/** Enough that most of it is not read when it is opened at its end. */
const TURNS = 200

const pill = (retoma: Retoma, name: 'To the end' | 'New below'): Locator => retoma.page.getByRole('button', { name })
const prompt = (retoma: Retoma, n: number): Locator => retoma.transcript.getByText(`Prompt ${n}`, { exact: true })

/** Marks a prompt, as if that had been done long ago. */
async function mark(retoma: Retoma, id: string, n: number): Promise<void> {
  const outline = await retoma.call('session.outline', { id })
  const turnId = outline[n]?.turnId ?? ''
  await retoma.call('bookmark.add', { sessionId: id, turnId, itemId: null, name: `Mark ${n}`, description: '' })
}

async function goToMark(retoma: Retoma, n: number): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+Shift+d')
  await retoma.page
    .getByRole('dialog')
    .getByRole('option', { name: `Mark ${n}` })
    .click()
  await expect(prompt(retoma, n)).toBeInViewport()
  await expect(retoma.transcript.locator('.message-marked')).toHaveText(new RegExp(`^Prompt ${n}$`))
}

/** The numbers of the turns that are in the page, from top to bottom. */
async function turnsInPage(retoma: Retoma): Promise<readonly number[]> {
  const labels = await retoma.transcript
    .locator('[data-turn-id]')
    .evaluateAll((turns) => turns.map((turn) => turn.getAttribute('aria-label') ?? ''))
  return labels.map((label) => Number(/^Prompt (\d+)$/.exec(label)?.[1] ?? Number.NaN))
}

/** Scrolls until a turn is in the page; each turn on the way is seen, and no other. */
async function readTo(retoma: Retoma, n: number, by: number): Promise<void> {
  await retoma.transcript.hover()
  let last = await turnsInPage(retoma)
  await expect
    .poll(
      async () => {
        const now = await turnsInPage(retoma)
        const rank = [...now].sort((a, b) => a - b)
        expect(now, 'one turn after the other').toEqual(rank)
        expect(
          now.some((one) => last.includes(one)),
          `from ${last.join()} to ${now.join()}`,
        ).toBe(true)
        last = now
        if (now.includes(n)) return true
        await retoma.page.mouse.wheel(0, by)
        // Until it has turned, and what came of it is drawn.
        await retoma.transcript.evaluate(
          () =>
            new Promise((drawn) => {
              requestAnimationFrame(() => requestAnimationFrame(drawn))
            }),
        )
        return false
      },
      { intervals: [30], timeout: 60_000 },
    )
    .toBe(true)
}

test('a mark far up is gone to without what lies between, and one reads on from there in both directions', async ({
  world,
}) => {
  writeTurns(world, 'far', TURNS)
  writeTurns(world, 'other', 2)
  const retoma = await world.launch()
  await retoma.usePractice()
  await resize(retoma, 1_200, 800)
  await mark(retoma, 'far', 120)
  await mark(retoma, 'far', 3)

  await test.step('from another session', async () => {
    await retoma.open('other')
    await goToMark(retoma, 120)
    await expect(pill(retoma, 'To the end')).toBeVisible()
    await expect(retoma.transcript.locator('[data-turn-id]').first()).toHaveAttribute('aria-setsize', '-1')
    await expectAccessible(retoma, 'far up')
  })

  await test.step('what is read stays where it is while more comes on both sides', async () => {
    await retoma.transcript.hover()
    for (const by of [200, 200, 200, -200, -200, -400]) await wheel(retoma, by)
    await readTo(retoma, 96, -400)
  })

  await test.step('down to the end, which is followed then', async () => {
    await readTo(retoma, TURNS - 1, 700)
    await expect
      .poll(async () => {
        await retoma.page.mouse.wheel(0, 700)
        return pill(retoma, 'To the end').count()
      })
      .toBe(0)
    await retoma.expectAnswer(/w199x319/)
  })

  await test.step('from the end to the beginning, and back by one press', async () => {
    await goToMark(retoma, 3)
    await readTo(retoma, 0, -400)
    await expect(retoma.page.getByText(/^Session began/)).toBeVisible()
    await retoma.transcript.focus()
    await retoma.page.keyboard.press('End')
    await retoma.expectAnswer(/w199x319/)
    await expect(pill(retoma, 'To the end')).toHaveCount(0)
    await expect(retoma.composer).toBeFocused()
  })
})

test('what one reads far up is there again after a crash, and stays while another program goes on', async ({
  world,
}) => {
  writeTurns(world, 'far', TURNS)
  let retoma = await world.launch()
  await retoma.usePractice()
  await resize(retoma, 1_200, 800)
  await mark(retoma, 'far', 60)
  await retoma.open('far')
  await goToMark(retoma, 60)
  await retoma.transcript.hover()
  await wheel(retoma, 300)
  const before = await topWord(retoma)
  await halfASecond()
  await retoma.kill()

  retoma = await world.launch()
  await expect.poll(async () => Math.abs(((await placeOf(retoma, before.word)) ?? 9_999) - before.top)).toBeLessThan(20)
  await expect(pill(retoma, 'To the end')).toBeVisible()

  const log = createTestLog(Date.now())
  log.turn('From another program', 'It went on.')
  appendFileSync(join(world.home, 'session-state', 'far', 'events.jsonl'), log.text().replaceAll('"id":"e', '"id":"f'))
  await expect(pill(retoma, 'New below')).toBeVisible()
  expect(Math.abs(((await placeOf(retoma, before.word)) ?? 9_999) - before.top)).toBeLessThan(20)
  await pill(retoma, 'New below').click()
  await retoma.expectAnswer('It went on.')
})
