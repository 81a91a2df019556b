import { chmodSync, copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { refuses, says } from './model/reply.ts'
import type { Reply } from './model/reply.ts'
import { runtimeOf, runtimes } from './runtimes.ts'
import { scriptedRuntime } from './runtime/scriptedRuntime.ts'

// No signals that stop a process, and no scripts with a first line that names their interpreter.
test.skip(process.platform === 'win32', 'needs signals and executable scripts')

const heard = (): Reply => says('Well heard')
const status = (retoma: Retoma): Locator => retoma.page.getByRole('button', { name: /^Status:/ })
const banner = (retoma: Retoma): Locator => retoma.page.getByRole('main').locator('.bar')
const again = (retoma: Retoma): Locator =>
  retoma.page.getByRole('complementary').getByRole('button', { name: 'Try again' })

/** Two sessions in which something was said, and the app ended. */
async function said(world: World): Promise<void> {
  const model = await world.model(heard)
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const id of ['apples', 'pears']) {
    await retoma.create(id)
    await retoma.send(`Tell me about ${id}`)
    await retoma.expectIdle()
  }
  await retoma.quit()
}

/** Reading, finding, writing, marking, exporting: all that needs no runtime. */
async function expectUsable(retoma: Retoma, world: World, name: string): Promise<void> {
  const { page } = retoma
  await retoma.open('apples')
  await retoma.expectAnswer('Well heard')
  const filter = page.getByRole('search').getByRole('textbox')
  await filter.fill('pears')
  await expect(retoma.row('apples')).toHaveCount(0)
  await expect(retoma.row('pears')).toBeVisible()
  await filter.fill('')
  await retoma.open('pears')
  await retoma.composer.fill(`A draft, ${name}`)
  await halfASecond()
  expect((await retoma.call('session.open', { id: 'pears' })).draft?.text).toBe(`A draft, ${name}`)
  const { state } = await retoma.call('session.open', { id: 'pears' })
  const mark = { sessionId: 'pears', turnId: state.turns[0]!.id, itemId: null, name, description: '' }
  await retoma.call('bookmark.add', mark)
  await expect(retoma.row('pears')).toContainText('bookmark')
  const path = join(world.folder, `${name}.md`)
  await retoma.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, path)
  await retoma.call('session.export', { id: 'pears', format: 'markdown', sinceBookmarkId: null })
  await expect.poll(() => existsSync(path)).toBe(true)
  expect(readFileSync(path, 'utf8')).toContain('Tell me about pears')
}

test('all but sending works while the runtime is missing, and what is sent waits', async ({ world }) => {
  await said(world)
  const retoma = await world.launch({ env: { RETOMA_RUNTIME: join(world.folder, 'nowhere') } })
  await expect(status(retoma)).toContainText('Runtime not running')
  await expect(banner(retoma)).toContainText('The Copilot runtime is missing.')
  await expect(banner(retoma)).toContainText('Install Retoma again')
  await expectUsable(retoma, world, 'missing')
  await retoma.picture('runtime-missing')
  await expectAccessible(retoma, 'runtime missing')

  await retoma.send('Sent in vain')
  await expect(retoma.page.getByText('Paused')).toBeVisible()
  await expect(retoma.page.getByText('Sent in vain')).toBeVisible()
  await again(retoma).click()
  await expect(status(retoma)).toContainText('Runtime not running')
  // A runtime that is put in its place is used without a new start.
  copyFileSync(await scriptedRuntime(world.folder, {}), join(world.folder, 'nowhere'))
  chmodSync(join(world.folder, 'nowhere'), 0o755)
  await again(retoma).click()
  await expect(banner(retoma)).toHaveCount(0)
  await retoma.page.getByRole('button', { name: 'Send now' }).click()
  await retoma.expectIdle()
})

const faults: readonly [string, (world: World) => Promise<string>, string, string][] = [
  [
    'may not be run',
    async ({ folder }) => {
      const path = await scriptedRuntime(folder, {})
      chmodSync(path, 0o644)
      return path
    },
    'The Copilot runtime may not be run.',
    'Its file may not be run',
  ],
  [
    'speaks another version',
    ({ folder }) => scriptedRuntime(folder, { protocolVersion: 99 }),
    'speaks another version than Retoma',
    'It speaks another version',
  ],
  [
    'ends at each start',
    ({ folder }) => scriptedRuntime(folder, { exitAtStart: 3 }),
    'The Copilot runtime keeps ending.',
    'It ended unexpectedly',
  ],
]
for (const [what, runtime, words, why] of faults) {
  test(`a runtime that ${what} has its own words, and something to do about it`, async ({ world }) => {
    const path = await runtime(world)
    const retoma = await world.launch({ env: { RETOMA_RUNTIME: path } })
    await retoma.usePractice()
    await retoma.create('words')
    await expect(banner(retoma)).toContainText(words)
    // What a pointer stands on may still move below it.
    await expect(async () => {
      await retoma.page.mouse.move(0, 0)
      await status(retoma).hover()
      await expect(retoma.page.getByText(why)).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await expect(again(retoma)).toBeVisible()
    await retoma.type('Still here')
    await expect(retoma.composer).toHaveValue('Still here')
  })
}

test('a slow start says so, can be stopped, and is tried again on request', async ({ world }) => {
  const path = await scriptedRuntime(world.folder, { neverConnect: true })
  const retoma = await world.launch({ env: { RETOMA_RUNTIME: path } })
  const model = await world.model(heard)
  await retoma.useModel(model)
  await retoma.create('slow')
  await expect(status(retoma)).toContainText('Runtime still starting…')
  await expect(banner(retoma)).toContainText('still starting')
  await retoma.send('Waits for the runtime')
  await retoma.picture('runtime-slow')
  await expectAccessible(retoma, 'runtime slow')
  await retoma.page.getByRole('complementary').getByRole('button', { name: 'Stop trying' }).click()
  await expect(status(retoma)).toContainText('Runtime not running')
  await expect(banner(retoma)).toContainText('you stopped the attempts')
  await expect(retoma.page.getByText('Paused')).toBeVisible()
  await retoma.picture('runtime-given-up')
  // Nothing starts it behind the person's back; the person does.
  await scriptedRuntime(world.folder, {})
  expect(await retoma.call('auth.state', {}).catch((error: unknown) => String(error))).toContain('runtimeGivenUp')
  await expect(status(retoma)).toContainText('Runtime not running')
  await again(retoma).click()
  await expect(banner(retoma)).toHaveCount(0)
  await retoma.page.getByRole('button', { name: 'Send now' }).click()
  await retoma.expectAnswer('Well heard')
})

test('a runtime that is killed three times leaves the window usable, and the next message works', async ({ world }) => {
  await said(world)
  const retoma = await world.launch()
  for (const name of ['first', 'second', 'third']) {
    process.kill(await runtimeOf(retoma), 'SIGKILL')
    await expectUsable(retoma, world, name)
  }
  await retoma.send('After three deaths')
  await retoma.expectIdle()
  await expect(retoma.row('pears')).not.toContainText('Sign-in')
})

test('a runtime that freezes in mid-turn is found within ten seconds, and the next message works', async ({
  world,
}) => {
  const model = await world.model(heard)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('frozen')
  model.enqueue(says('What was streamed stays here', { chunkSize: 7, holdAfter: 3 }))
  await retoma.send('Begin')
  await retoma.expectAnswer(/What was streamed/)
  process.kill(await runtimeOf(retoma), 'SIGSTOP')
  await expect(retoma.transcript.getByText('was interrupted')).toBeVisible({ timeout: 10_000 })
  await retoma.expectAnswer(/What was streamed/)
  await retoma.send('Go on')
  await retoma.expectAnswer('Well heard')
})

test('a runtime that died while the machine slept is found when it wakes', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  const frozen = await runtimeOf(retoma)
  await expect.poll(async () => (await retoma.call('app.boot', {})).runtime.state).toBe('running')
  // No session is live: nobody asks it regularly whether it lives.
  process.kill(frozen, 'SIGSTOP')
  await retoma.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
  })
  await expect.poll(() => runtimes(retoma).filter((pid) => pid !== frozen), { timeout: 10_000 }).toHaveLength(1)
  await expect.poll(() => runtimes(retoma)).toHaveLength(1)
})

test('a provider that limits the rate is asked again in plain sight, and can be stopped', async ({ world }) => {
  const model = await world.model(() => refuses(429, 'Slow down', { 'retry-after': '4' }))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('limited')
  await retoma.send('Hello there')
  const notice = retoma.transcript.getByText(/asks for a pause \(429/)
  await expect(notice).toContainText('Trying again (1)…')
  await retoma.picture('retrying')
  await expect(notice).toContainText('Trying again (2)…')
  await retoma.page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(retoma.transcript.getByText('You stopped this answer.')).toBeVisible({ timeout: 5_000 })
  await expect(notice).toContainText('Tried again')
  model.route(heard)
  await retoma.send('And now?')
  await retoma.expectAnswer('Well heard')
})

test('a provider that limits the rate for long, or has a fault of its own, is told as such', async ({ world }) => {
  const model = await world.model(() => refuses(429, 'Come back in an hour', { 'retry-after': '3600' }))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('refused')
  await retoma.send('Hello there')
  await expect(retoma.transcript.getByText('The provider asks for a pause: too many requests.')).toBeVisible()
  model.route(() => refuses(500, 'Boom'))
  await retoma.transcript.getByRole('button', { name: 'Try again' }).click()
  await expect(retoma.transcript.getByText('The provider has a fault (status 500). Trying again (1)…')).toBeVisible()
  await expect(retoma.transcript.getByText('The provider has a fault of its own.')).toBeVisible({ timeout: 40_000 })
  model.route(heard)
  await retoma.transcript.getByRole('button', { name: 'Try again' }).click()
  await retoma.expectAnswer('Well heard')
})

test('a provider that never answers is given up, in its own words', async ({ world }) => {
  const model = await world.model(() => ({ silent: true }))
  const retoma = await world.launch({ env: { RETOMA_STALL_MS: '2000' } })
  await retoma.useModel(model)
  await retoma.create('silent')
  await retoma.send('Anybody?')
  await expect(retoma.transcript.getByText('The provider gave no answer at all')).toBeVisible()
  model.route(heard)
  await retoma.transcript.getByRole('button', { name: 'Try again' }).click()
  await retoma.expectAnswer('Well heard')
})

test('without a network the message is kept and can be tried again, and all else goes on', async ({ world }) => {
  await said(world)
  const retoma = await world.launch()
  const far = { id: null, kind: 'openai', name: 'Far away', baseUrl: 'https://models.invalid/v1', key: null } as const
  const { id } = await retoma.call('provider.save', { ...far, models: ['far'] })
  await retoma.call('settings.set', { defaultProviderId: id, defaultModel: 'far' })
  await retoma.create('offline', { providerId: id, model: 'far' })
  await retoma.page.context().setOffline(true)
  await expect(status(retoma)).toContainText('Far away · no network')
  await retoma.send('Is anybody there?')
  await expect(retoma.transcript.getByText(/Trying again \(1\)…/)).toBeVisible()
  await expect(retoma.transcript.getByText('This machine has no network')).toBeVisible({ timeout: 45_000 })
  await expect(retoma.transcript.getByText('Is anybody there?').first()).toBeVisible()
  await expect(retoma.transcript.getByRole('button', { name: 'Try again' })).toBeVisible()
  await retoma.picture('offline')
  await expectUsable(retoma, world, 'offline')
  await retoma.page.context().setOffline(false)
  await expect(status(retoma)).not.toContainText('no network')
  // A hint, no more: what needs no network never asked for one.
  await retoma.send('To the model on this machine')
  await expect(retoma.transcript.getByText('To the model on this machine').first()).toBeVisible()
})
