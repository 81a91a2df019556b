import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { echo } from './model/reply.ts'
import { scriptedRuntime } from './runtime/scriptedRuntime.ts'

const logOf = (world: World, id: string): string => join(world.home, 'session-state', id, 'events.jsonl')
const waiting = (retoma: Retoma) => retoma.page.getByRole('article', { name: 'Waiting messages' }).getByRole('listitem')

/** The app was killed while the first message of a session was on its way, and the runtime left an empty log behind. */
async function leftEmpty(world: World): Promise<void> {
  const hung = await scriptedRuntime(world.folder, { hang: ['session.send'] })
  const before = await world.launch({ env: { RETOMA_RUNTIME: hung } })
  await before.useModel(await world.model(echo))
  await before.create('first-words', { title: 'My first words' })
  await before.send('Do you hear me?')
  await expect(waiting(before)).toContainText('Do you hear me?')
  await expect.poll(() => existsSync(join(world.home, 'session-state/first-words'))).toBe(true)
  await before.kill()
  mkdirSync(join(world.home, 'session-state/first-words'), { recursive: true })
  writeFileSync(logOf(world, 'first-words'), '')
}

test('a session that was cut before its first words were written is no damage: they wait, and are sent under its id', async ({
  world,
}) => {
  await leftEmpty(world)
  const after = await world.launch()
  await expect(waiting(after)).toContainText('Do you hear me?')
  await expect(after.page.getByRole('heading', { name: 'My first words' })).toBeVisible()
  await expect(after.row('first-words')).toContainText('not sent')
  const opened = await after.call('session.open', { id: 'first-words' })
  expect([opened.problem, opened.row.problem, opened.row.unsent]).toEqual([null, null, true])
  await after.picture('unsent-after-a-kill')
  // Nothing goes by itself, and nothing is touched by looking.
  expect(readFileSync(logOf(world, 'first-words'), 'utf8')).toBe('')

  await waiting(after).getByRole('button', { name: 'Send now' }).click()
  await after.expectAnswer(/echo\(.*Do you hear me\?|Do you hear me\?/)
  await after.expectIdle()
  await expect(waiting(after)).toHaveCount(0)
  const types = readFileSync(logOf(world, 'first-words'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type)
  expect(types.filter((type) => type === 'session.start' || type === 'user.message')).toEqual([
    'session.start',
    'user.message',
  ])
  expect((await after.call('session.list', {})).map(({ id, unsent }) => [id, unsent])).toEqual([['first-words', false]])
  await after.quit()

  const again = await world.launch()
  await again.send('And again?')
  await again.expectAnswer(/And again\?/)
})
