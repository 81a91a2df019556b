import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CopilotClient } from '@github/copilot-sdk'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { echo } from './model/reply.ts'
import type { ModelServer } from './model/startModel.ts'

/** A session in which something was said, and the app ended. */
async function said(world: World, model: ModelServer, id: string, folder?: string): Promise<void> {
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create(id, folder === undefined ? {} : { folder })
  await retoma.send('Words that were said')
  await retoma.expectIdle()
  await retoma.quit()
}
const banner = (retoma: Retoma): ReturnType<Retoma['page']['getByRole']> =>
  retoma.page.getByRole('main').getByRole('status').first()

test('a session that is missing says so, and begins anew only when the person agrees', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, 'vanished')
  rmSync(join(world.home, 'session-state', 'vanished'), { recursive: true })
  const retoma = await world.launch()
  await expect(banner(retoma)).toContainText('no longer on disk')
  // It is still known by what it was about, and by its model.
  await expect(retoma.row('vanished')).toContainText('Words that were said')
  expect((await retoma.call('session.list', {}))[0]).toMatchObject({ model: 'demo', problem: { code: 'missing' } })
  await retoma.picture('missing')
  await retoma.page.getByRole('button', { name: 'Begin anew' }).click()
  await expect(retoma.page.getByText('no longer on disk')).toHaveCount(0)
  expect(model.requests).toHaveLength(1)
  await retoma.send('A new beginning')
  await retoma.expectIdle()
  await retoma.expectAnswer(/A new beginning/)
})

test('a damaged session opens as far as it can be read, names the line, and is left as it is', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, 'damaged')
  const log = join(world.home, 'session-state', 'damaged', 'events.jsonl')
  appendFileSync(log, '{"type":"user.message","data":{{{ not JSON\n{"also": not\n')
  const before = readFileSync(log)
  const retoma = await world.launch()
  await expect(banner(retoma)).toContainText(/damaged at line \d+/)
  await expect(retoma.transcript.getByText('Words that were said').first()).toBeVisible()
  await retoma.picture('damaged')
  expect(readFileSync(log).equals(before)).toBe(true)
})

test('a session that another program holds opens for reading, and is taken over only on request', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, 'held')
  const other = new CopilotClient({ baseDirectory: world.home, useLoggedInUser: false, env: { ...process.env } })
  try {
    await other.resumeSession('held', {
      provider: { type: 'openai', baseUrl: model.baseUrl, apiKey: 'x' },
      model: 'demo',
      onPermissionRequest: () => ({ kind: 'no-result' }),
    })
    const retoma = await world.launch()
    await expect(banner(retoma)).toContainText('in use')
    await expect(retoma.transcript.getByText('Words that were said').first()).toBeVisible()
    await retoma.picture('in-use')
    await retoma.page.getByRole('button', { name: 'Take over' }).click()
    await retoma.send('Mine now')
    await retoma.expectAnswer(/Mine now/)
  } finally {
    await other.stop()
  }
})

test('a lock of a process that died holds nobody up', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, 'stale')
  writeFileSync(join(world.home, 'session-state', 'stale', 'inuse.999999.lock'), '999999')
  const retoma = await world.launch()
  await retoma.send('Still mine')
  await retoma.expectAnswer(/Still mine/)
})

test('a session whose folder has moved asks where it is', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, 'moved', world.folder)
  const elsewhere = `${world.folder}-renamed`
  renameSync(world.folder, elsewhere)
  const retoma = await world.launch()
  await expect(banner(retoma)).toContainText('is gone')
  await retoma.picture('folder-missing')
  await retoma.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, elsewhere)
  await retoma.page
    .getByRole('button', { name: /folder/i })
    .first()
    .click()
  await expect(retoma.page.getByText('is gone')).toHaveCount(0)
  await retoma.send('Here I am')
  await retoma.expectAnswer(/Here I am/)
  mkdirSync(world.folder)
})
