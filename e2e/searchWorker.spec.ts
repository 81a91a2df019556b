import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'

/** A session as a program on the SDK left it. */
function write(world: World, id: string, answer: string): void {
  const log = createTestLog(Date.now() - 86_400_000)
  log.add('session.start', sessionStart(id))
  log.turn('Which bird?', answer)
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'events.jsonl'), log.text())
}

interface Held {
  readonly workers: {
    readonly name: string
    readonly worker: { terminate(): Promise<number>; readonly threadId: number }
  }[]
}

/** How often the worker of the search was started. */
const starts = (retoma: Retoma): Promise<number> =>
  retoma.app.evaluate(() => (globalThis as unknown as Held).workers.filter(({ name }) => name === 'search').length)

/** Ends the worker of the search, as a thread ends that ran out of memory; waits until it is there before. */
async function killSearch(retoma: Retoma, started: number): Promise<void> {
  await expect.poll(() => starts(retoma)).toBe(started)
  await retoma.app.evaluate(async () => {
    const { workers } = globalThis as unknown as Held
    await workers
      .filter(({ name }) => name === 'search')
      .at(-1)
      ?.worker.terminate()
  })
}

test('the index dies in the middle: it is started again, says so when it can’t be, and nothing is lost', async ({
  world,
}) => {
  write(world, 'one', 'An albatross.')
  write(world, 'two', 'An albatross and an auk.')
  const retoma = await world.launch({ before: join(import.meta.dirname, 'holdWorkers.cjs') })
  const { page } = retoma
  await retoma.usePractice()
  await page.keyboard.press('ControlOrMeta+Shift+s')
  const box = page.getByRole('combobox', { name: 'Search sessions, messages' })
  const hits = page.getByRole('listbox', { name: 'Results' }).locator('.search-hit')
  const stopped = page.getByRole('alert').filter({ hasText: 'The search stopped working' })
  const look = async (words: string, count: number): Promise<void> => {
    const fresh = page.getByRole('button', { name: /^\d+ new results?$/ })
    await box.fill(words)
    await expect(async () => {
      if (await fresh.isVisible()) await fresh.click()
      await expect(hits).toHaveCount(count, { timeout: 1_000 })
    }).toPass({ timeout: 30_000 })
  }
  await look('albatross', 2)

  await killSearch(retoma, 1)
  await look('auk', 1)
  write(world, 'three', 'An auk, too.')
  await look('auk', 2)
  await expect(stopped).toHaveCount(0)

  for (const started of [2, 3, 4, 5]) await killSearch(retoma, started)
  await box.fill('albatross')
  await expect(stopped).toContainText('Your sessions and messages are all there')
  await expectAccessible(retoma, 'a search that stopped')
  await retoma.picture('search-stopped')
  // Nothing else is cut by it, and what comes meanwhile is not forgotten.
  write(world, 'four', 'A fourth albatross.')
  await expect(retoma.row('four')).toBeVisible()
  await stopped.getByRole('button', { name: 'Try again' }).click()
  await expect(stopped).toBeVisible()
  expect(await starts(retoma)).toBe(5)

  // A minute later.
  await retoma.app.evaluate(() => {
    const real = Date.now
    Date.now = () => real() + 61_000
  })
  await stopped.getByRole('button', { name: 'Try again' }).click()
  await look('albatross', 3)
  await expect(stopped).toHaveCount(0)
  expect(await starts(retoma)).toBe(6)
})
