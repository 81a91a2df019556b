import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { CopilotClient } from '@github/copilot-sdk'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { sessionsOf } from './homeHash.ts'
import { echo, says } from './model/reply.ts'
import type { ModelServer } from './model/startModel.ts'

const cli = join(import.meta.dirname, '../node_modules/@github/copilot/npm-loader.js')

/** Sooner than what is only looked for now and then; how soon it is, a bench says (`elsewhere`). */
const SOON = { timeout: 10_000 }

/** The real Copilot CLI on the same home and the same model. */
function startCli(world: World, model: ModelServer, ...args: readonly string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, [cli, ...args, '--allow-all-tools', '-s'], {
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
}

/** Another program on the SDK, which has a session of ours open as long as `use` works. */
async function inSdk<T>(
  world: World,
  model: ModelServer,
  id: string,
  use: (session: Awaited<ReturnType<CopilotClient['resumeSession']>>) => Promise<T>,
): Promise<T> {
  const client = new CopilotClient({ env: { ...process.env, COPILOT_HOME: world.home }, useLoggedInUser: false })
  await client.start()
  try {
    const session = await client.resumeSession(id, {
      model: 'demo',
      provider: { type: 'openai', baseUrl: model.baseUrl, apiKey: 'x' },
      onPermissionRequest: () => Promise.resolve({ kind: 'approve-once' }),
    })
    return await use(session)
  } finally {
    await client.stop()
  }
}

async function said(retoma: Retoma, id: string, title = ''): Promise<void> {
  await retoma.create(id, { title })
  await retoma.send(`Words of ${id}`)
  await retoma.expectIdle()
}
const banner = (retoma: Retoma) => retoma.page.getByRole('main').getByRole('status').first()

/** One prompt in the real Copilot CLI, on the same home and the same model; resolves with what it printed. */
async function copilot(world: World, model: ModelServer, ...args: readonly string[]): Promise<string> {
  const child = startCli(world, model, ...args)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += String(chunk)))
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
  await expect(row).toContainText('Remember the word heron', SOON)
  await expect(row).toContainText('from the CLI')
  await row.click()
  await retoma.expectAnswer(/heron/)
  await retoma.send('Which word was it?')
  await retoma.expectIdle()
  const last = model.requests.at(-1)
  expect(last?.lastUser).toContain('Which word was it?')
  expect(last?.messages.some((message) => message.content.includes('heron'))).toBe(true)
})

test('a side question about a session of the real CLI leaves that as it is', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await copilot(world, model, '-p', 'Remember the word heron')
  const row = retoma.list.locator('[data-session-id]').first()
  await expect(row).toContainText('Remember the word heron', { timeout: 10_000 })
  await row.click()
  await retoma.expectAnswer(/heron/)
  const before = sessionsOf(world.home)
  await retoma.page.keyboard.press('Control+Shift+J')
  const panel = retoma.page.getByRole('region', { name: 'Aside' })
  await panel.getByRole('textbox', { name: 'Side question' }).fill('Which word was it?')
  await panel.getByRole('textbox', { name: 'Side question' }).press('Enter')
  await expect(panel.getByText(/^echo\(/)).toBeVisible()
  expect(model.requests.at(-1)?.messages.some((message) => message.content.includes('heron'))).toBe(true)
  await retoma.page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect.poll(() => sessionsOf(world.home)).toEqual(before)
})

test('a session of ours is resumed by the real CLI, and its turn shows here', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('task-42-review', { folder: world.folder })
  await retoma.send('The reviewer is Ada')
  await retoma.expectIdle()
  await retoma.quit()

  await copilot(world, model, '-p', 'Who is the reviewer?', '--resume=task-42-review')
  const request = model.requests.at(-1)
  expect(request?.lastUser).toContain('Who is the reviewer?')
  expect(request?.messages.some((message) => message.content.includes('The reviewer is Ada'))).toBe(true)

  const after = await world.launch()
  await expect(after.transcript.getByText('Who is the reviewer?').first()).toBeVisible()
  await expect(after.transcript.getByText('The reviewer is Ada').first()).toBeVisible()
})

test('the resume command is on the clipboard as a shell takes it, and goes on in the CLI', async ({ world }) => {
  const model = await world.model(echo)
  const folder = join(world.folder, `Ana's $HOME; "work"`)
  mkdirSync(folder)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('task-7', { folder })
  await retoma.send('The word is heron')
  await retoma.expectIdle()
  await retoma.row('task-7').click({ button: 'right' })
  await retoma.page.getByRole('menuitem', { name: 'Copy resume command' }).click()
  const copied = (): Promise<string> => retoma.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toContain('copilot --resume=task-7')
  const command = await copied()
  await retoma.quit()
  if (process.platform === 'win32') {
    expect(command).toBe(
      `Set-Location -LiteralPath '${folder.replace("'", "''")}'; $env:COPILOT_HOME = '${world.home}'; copilot --resume=task-7`,
    )
    return
  }
  expect(command).toBe(`cd '${folder.replace("'", `'\\''`)}' && COPILOT_HOME=${world.home} copilot --resume=task-7`)

  // Pasted as it is, from another folder and without a home of its own, with one prompt and no one to ask.
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `${command} -p 'Which word?' --allow-all-tools -s`], {
    cwd: world.home,
    env: {
      PATH: [join(import.meta.dirname, '../node_modules/.bin'), dirname(process.execPath), process.env['PATH']].join(
        delimiter,
      ),
      HOME: world.userData,
      COPILOT_PROVIDER_BASE_URL: model.baseUrl,
      COPILOT_PROVIDER_API_KEY: 'x',
      COPILOT_MODEL: 'demo',
      COPILOT_OFFLINE: 'true',
    },
  })
  expect(stdout).toContain('Which word?')
  const request = model.requests.at(-1)
  expect(request?.messages.some((message) => message.content.includes('The word is heron'))).toBe(true)
  const log = readFileSync(join(world.home, 'session-state', 'task-7', 'events.jsonl'), 'utf8').split('\n')
  const resumed = log.find((line) => line.includes('"session.resume"'))
  expect(JSON.parse(resumed ?? '{}')).toMatchObject({ data: { context: { cwd: folder } } })

  // A folder that is gone is not gone to: the session can be resumed all the same.
  renameSync(folder, `${folder} moved`)
  const after = await world.launch()
  await expect(after.row('task-7')).toBeVisible()
  await expect
    .poll(() => after.call('session.resumeCommand', { id: 'task-7' }))
    .toBe(`COPILOT_HOME=${world.home} copilot --resume=task-7`)
})

test('what a program on the SDK makes, goes on with, names and deletes is seen here while it happens', async ({
  world,
}) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await said(retoma, 'ours')
  const client = new CopilotClient({ env: { ...process.env, COPILOT_HOME: world.home }, useLoggedInUser: false })
  await client.start()
  const options = {
    model: 'demo',
    provider: { type: 'openai', baseUrl: model.baseUrl, apiKey: 'x' },
    onPermissionRequest: () => Promise.resolve({ kind: 'approve-once' as const }),
  } as const
  const row = retoma.row('theirs')
  try {
    const session = await client.createSession({ ...options, sessionId: 'theirs' })
    await session.sendAndWait({ prompt: 'The first heron' })
    await expect(row).toContainText('The first heron', SOON)
    await retoma.open('theirs')
    await retoma.expectAnswer(/echo.*The first heron/)

    await session.sendAndWait({ prompt: 'The second heron' })
    await expect(retoma.transcript.getByText(/echo.*The second heron/)).toBeVisible(SOON)

    await session.rpc.name.set({ name: 'Herons of theirs' })
    await expect(row).toContainText('Herons of theirs', SOON)
    await expect(retoma.page.getByRole('heading', { name: 'Herons of theirs' })).toBeVisible(SOON)

    // Another one, which nobody has looked at here: it goes without leaving anything.
    const brief = await client.createSession({ ...options, sessionId: 'brief' })
    await brief.sendAndWait({ prompt: 'Soon gone' })
    await expect(retoma.row('brief')).toContainText('Soon gone', SOON)
    await brief.disconnect()
    await client.deleteSession('brief')
    await expect(retoma.row('brief')).toHaveCount(0, SOON)
    expect(await retoma.call('trash.list', {})).toEqual([])
    // One that is open here stays, and says what has become of it.
    await session.disconnect()
    await client.deleteSession('theirs')
    await expect(banner(retoma)).toContainText('no longer on disk', SOON)
  } finally {
    await client.stop()
  }
  await expect(retoma.row('ours')).toBeVisible()
})

test('a name that is given here is the name there', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await said(retoma, 'renamed')
  await retoma.call('session.rename', { id: 'renamed', title: 'Herons, at last' })
  await expect(retoma.row('renamed')).toContainText('Herons, at last', SOON)
  await retoma.quit()
  const name = await inSdk(world, model, 'renamed', (session) => session.rpc.name.get())
  expect(name.name).toBe('Herons, at last')
  // And stays it through a turn in the CLI.
  await copilot(world, model, '-p', 'Anything new?', '--resume=renamed')
  const after = await world.launch()
  await expect(after.row('renamed')).toContainText('Herons, at last')
  await expect(after.transcript.getByText('Anything new?').first()).toBeVisible()
})

test('a name that another program gives is the name here, and the last one counts', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await said(retoma, 'plain')
  await said(retoma, 'titled', 'A title of mine')
  // Our runtime lets go of it: another program that has it open would be a holder.
  await retoma.quit()

  const again = await world.launch()
  for (const id of ['plain', 'titled']) {
    await inSdk(world, model, id, async (session) => {
      await session.rpc.name.set({ name: `Named there: ${id}` })
      await expect(again.row(id)).toContainText(`Named there: ${id}`, SOON)
    })
  }
  await again.call('session.rename', { id: 'titled', title: 'Mine after all' })
  await expect(again.row('titled')).toContainText('Mine after all', SOON)
  await again.quit()
  // While nobody looks.
  await inSdk(world, model, 'titled', (session) => session.rpc.name.set({ name: 'Named in the dark' }))
  const last = await world.launch()
  await expect(last.row('titled')).toContainText('Named in the dark')
  await expect(last.row('plain')).toContainText('Named there: plain')
})

test('a session that the CLI has open says so by name, and is free when the CLI has gone', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await said(retoma, 'shared')
  await retoma.quit()

  model.enqueue(says('Working on it', { holdAfter: 0 }))
  const child = startCli(world, model, '-p', 'Take your time', '--resume=shared')
  await model.waitForRequest(2)
  const again = await world.launch()
  await expect(banner(again)).toContainText(/in use by the Copilot CLI \(process \d+\)/)
  await expect(again.page.getByRole('button', { name: 'Take over' })).toBeVisible()
  await again.picture('in-use-by-cli')
  await again.quit()

  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  model.release()
  await expect.poll(() => locks(world, 'shared').every((pid) => !isAlive(pid))).toBe(true)
  const free = await world.launch()
  await free.send('Mine again')
  await free.expectAnswer(/Mine again/)
})

test('a session that a program on the SDK has open names that program', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await said(retoma, 'shared')
  await retoma.quit()
  await inSdk(world, model, 'shared', async () => {
    const again = await world.launch()
    await expect(banner(again)).toContainText(/in use by .+ \(process \d+\)/)
    await expect(banner(again)).toContainText('Copilot SDK')
    await again.quit()
  })
})

test('a lock whose process number another program has got since holds nobody up', async ({ world }) => {
  test.skip(process.platform === 'win32', 'Windows does not say when a process began')
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await said(retoma, 'stale')
  await retoma.quit()
  const lock = join(world.home, 'session-state', 'stale', `inuse.${process.pid}.lock`)
  writeFileSync(lock, `${process.pid}\n`)
  const lastYear = new Date('2020-01-01T00:00:00Z')
  utimesSync(lock, lastYear, lastYear)
  const again = await world.launch()
  await again.send('Nobody is in the way')
  await again.expectAnswer(/Nobody is in the way/)
  await expect(again.page.getByRole('button', { name: 'Take over' })).toHaveCount(0)
})

function locks(world: World, id: string): readonly number[] {
  return readdirSync(join(world.home, 'session-state', id)).flatMap((name) => {
    const pid = Number(/^inuse\.(\d+)\.lock$/.exec(name)?.[1] ?? 0)
    return pid > 0 ? [pid] : []
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
