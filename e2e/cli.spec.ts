import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { World } from './app.ts'
import { echo } from './model/reply.ts'
import type { ModelServer } from './model/startModel.ts'

const cli = join(import.meta.dirname, '../node_modules/@github/copilot/npm-loader.js')

/** One prompt in the real Copilot CLI, on the same home and the same model; resolves with what it printed. */
async function copilot(world: World, model: ModelServer, ...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [cli, ...args, '--allow-all-tools', '-s'], {
    cwd: world.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: world.userData,
      COPILOT_HOME: world.home,
      COPILOT_PROVIDER_BASE_URL: model.baseUrl,
      COPILOT_PROVIDER_API_KEY: 'x',
      COPILOT_MODEL: 'demo',
      COPILOT_OFFLINE: 'true',
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += String(chunk)))
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code, printed).toBe(0)
  return printed
}

test('a session of the real CLI appears by itself, and is resumed here with its context', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await copilot(world, model, '-p', 'Remember the word heron')
  const row = retoma.list.locator('[data-session-id]').first()
  await expect(row).toContainText('Remember the word heron', { timeout: 10_000 })
  await expect(row).toContainText('from the CLI')
  await row.click()
  await retoma.expectAnswer(/heron/)
  await retoma.send('Which word was it?')
  await retoma.expectIdle()
  const last = model.requests.at(-1)
  expect(last?.lastUser).toContain('Which word was it?')
  expect(last?.messages.some((message) => message.content.includes('heron'))).toBe(true)
})

test('a session of ours is resumed by the real CLI, and its turn shows here', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('task-42-review', { folder: world.folder })
  await retoma.send('The reviewer is Ada')
  await retoma.expectIdle()
  const command = await retoma.call('session.resumeCommand', { id: 'task-42-review' })
  expect(command).toContain('copilot --resume=task-42-review')
  await retoma.quit()

  await copilot(world, model, '-p', 'Who is the reviewer?', '--resume=task-42-review')
  const request = model.requests.at(-1)
  expect(request?.lastUser).toContain('Who is the reviewer?')
  expect(request?.messages.some((message) => message.content.includes('The reviewer is Ada'))).toBe(true)

  const after = await world.launch()
  await expect(after.transcript.getByText('Who is the reviewer?').first()).toBeVisible()
  await expect(after.transcript.getByText('The reviewer is Ada').first()).toBeVisible()
})
