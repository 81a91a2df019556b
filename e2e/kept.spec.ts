import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateHome, writeSession } from '../bench/fixtures/generateHome.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'

const SESSIONS = 1_200

const listOf = (world: World): string => join(world.userData, 'list', 'sessions.json')
const whole = (retoma: Retoma, count: number) => retoma.list.locator(`[role="option"][aria-setsize="${count}"]`).first()

test('a long list is kept between starts, and the disk is right where they differ', async ({ world }) => {
  const ids = generateHome({ home: world.home, sessions: SESSIONS, messages: 2, seed: 5 })
  const [gone = '', renamed = '', ...others] = ids
  const first = await world.launch()
  await first.usePractice()
  await expect(whole(first, SESSIONS)).toBeVisible()
  await first.quit()
  expect(readFileSync(listOf(world), 'utf8')).toContain(gone)

  // While the app is closed: one goes, one comes, one gets a name.
  rmSync(join(world.home, 'session-state', gone), { recursive: true })
  writeSession(world.home, { id: 'came', messages: 2, seed: 6, folder: world.folder }, 'sdk')
  const workspace = join(world.home, 'session-state', renamed, 'workspace.yaml')
  writeFileSync(workspace, `id: ${renamed}\nname: Heron named elsewhere\nuser_named: true\n`)
  const stale = await world.launch()
  await expect(whole(stale, SESSIONS)).toBeVisible()
  const rows = async () => new Map((await stale.call('session.list', {})).map((row) => [row.id, row]))
  await expect.poll(async () => (await rows()).get(renamed)?.title).toBe('Heron named elsewhere')
  expect([...(await rows()).keys()].toSorted()).toEqual([renamed, ...others, 'came'].toSorted())
  await stale.page.getByRole('search').getByRole('textbox').fill('heron named')
  await expect(stale.row(renamed)).toContainText('Heron named elsewhere')
  await stale.quit()

  // Damaged, and then thrown away: nothing is missed.
  const text = readFileSync(listOf(world), 'latin1')
  writeFileSync(listOf(world), text.replace('Heron named', 'Hexon named'), 'latin1')
  const damaged = await world.launch()
  await expect(whole(damaged, SESSIONS)).toBeVisible()
  expect((await damaged.call('session.list', {})).find(({ id }) => id === renamed)?.title).toBe('Heron named elsewhere')
  await damaged.quit()
  rmSync(join(world.userData, 'list'), { recursive: true })
  const without = await world.launch()
  await expect(whole(without, SESSIONS)).toBeVisible()
})

test('a long list that is grouped otherwise than by day is there as well, in its order', async ({ world }) => {
  generateHome({ home: world.home, sessions: SESSIONS, messages: 2, seed: 5 })
  writeSession(world.home, { id: 'oldest', messages: 2, seed: 6, folder: '/aaa-first-of-all' }, 'sdk')
  const log = join(world.home, 'session-state', 'oldest', 'events.jsonl')
  utimesSync(log, 1, 1)
  const first = await world.launch()
  await first.usePractice()
  await first.call('list.save', { viewId: 'all', grouping: 'folder', sort: 'title', collapsed: [] })
  await first.quit()
  const retoma = await world.launch()
  await expect(whole(retoma, SESSIONS + 1)).toBeVisible()
  await expect(retoma.list.locator('[data-session-id]').first()).toHaveAttribute('data-session-id', 'oldest')
})

test('where it takes a while to read a home for the first time, that is said', async ({ world }) => {
  const first = await world.launch({ window: false, before: join(import.meta.dirname, 'heldHistory.cjs') })
  const page = await first.app.firstWindow()
  await expect(page.getByRole('status')).toHaveText('Reading your sessions')
  await first.app.evaluate(() => (globalThis as unknown as { letRead: () => void }).letRead())
  await expect(page.getByRole('main')).toBeVisible()
  await expect(page.getByText('Reading your sessions')).toHaveCount(0)
})
