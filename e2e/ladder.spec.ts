import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CopilotClient } from '@github/copilot-sdk'
import type { AppEvent } from '../src/shared/events.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { sessionsOf } from './homeHash.ts'
import { echo, says } from './model/reply.ts'
import type { ModelServer } from './model/startModel.ts'
import type { RuntimeFaults } from './runtime/faults.ts'
import { scriptedRuntime } from './runtime/scriptedRuntime.ts'
import { dress, resize } from './windowSize.ts'

const folderOf = (world: World, id: string): string => join(world.home, 'session-state', id)
const logOf = (world: World, id: string): string => join(folderOf(world, id), 'events.jsonl')
const panel = (retoma: Retoma) => retoma.page.getByRole('region', { name: 'Resuming this session' })
const step = (retoma: Retoma, name: string) => panel(retoma).getByRole('listitem').filter({ hasText: name })
const way = (retoma: Retoma, name: string) => retoma.page.getByRole('button', { name, exact: true })
const waiting = (retoma: Retoma) => retoma.page.getByRole('article', { name: 'Waiting messages' })

/** Sessions in which something was said, and the app ended. */
async function said(world: World, model: ModelServer, ids: readonly string[], folder?: string): Promise<void> {
  const retoma = await world.launch()
  await retoma.useModel(model)
  for (const id of ids) {
    await retoma.create(id, folder === undefined ? {} : { folder })
    await retoma.send(`Words of ${id}`)
    await retoma.expectIdle()
  }
  await retoma.quit()
}

/** A line that no reader takes, in the middle of a log. */
function damage(world: World, id: string): void {
  const lines = readFileSync(logOf(world, id), 'utf8').split('\n')
  writeFileSync(logOf(world, id), [...lines.slice(0, 3), 'power failed he', ...lines.slice(3)].join('\n'))
}

/** A damaged session in which a message waits; what was on disk before that. */
async function stuck(
  world: World,
): Promise<{ readonly model: ModelServer; readonly before: ReturnType<typeof sessionsOf>; readonly retoma: Retoma }> {
  const model = await world.model(echo)
  await said(world, model, ['broken'])
  damage(world, 'broken')
  const before = sessionsOf(world.home)
  const retoma = await world.launch()
  await retoma.open('broken')
  await retoma.send('And now?')
  return { model, before, retoma }
}

async function withFaults(world: World, faults: RuntimeFaults): Promise<Retoma> {
  return world.launch({ env: { RETOMA_RUNTIME: await scriptedRuntime(world.folder, faults) } })
}

test('tells every step when a session is damaged, changes nothing, and goes on after the repair', async ({ world }) => {
  const { model, before, retoma } = await stuck(world)
  await expect(panel(retoma)).toContainText('A part of this session can’t be read')
  await expect(step(retoma, 'Resume it as it is')).toContainText('failed')
  await expect(step(retoma, 'Restart the runtime')).toContainText('left out')
  await expect(step(retoma, 'Repair a copy')).toContainText('only if you want it: 1 event can’t be read')
  await expect(step(retoma, 'Read what is there')).toContainText('done')
  await expect(step(retoma, 'Continue in a new session')).toContainText('only if you want it')
  await panel(retoma).getByText('What the runtime said').click()
  await expect(panel(retoma)).toContainText('Invalid event at line 4')
  await expect(waiting(retoma)).toContainText('And now?')
  await retoma.picture('ladder-damaged')
  await expectAccessible(retoma, 'a session that can not be resumed')
  expect(sessionsOf(world.home)).toEqual(before)
  expect(model.requests).toHaveLength(1)

  await way(retoma, 'Repair a copy and go on').click()
  await retoma.expectAnswer(/echo\(4\).*/)
  await expect(panel(retoma)).toHaveCount(0)
  await expect(retoma.page.getByRole('button', { name: 'Undo repair' })).toBeVisible()
  expect(model.requests.at(-1)?.lastUser).toContain('And now?')
})

test('shows how far the look at a log is, in bytes, with a way to end it', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.create('large')
  // A log that takes long enough to look at it would take long to write: main's words about one are given to the window.
  const tell = (events: readonly AppEvent[]) =>
    retoma.app.evaluate(({ BrowserWindow }, batch) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('events', batch)
    }, events)
  const failure = { code: 'sessionDamaged', detail: '4' } as const
  const steps = [
    { step: 'live', state: 'failed', reason: null, failure, words: null },
    { step: 'repair', state: 'doing', reason: null, failure: null, words: null },
  ] as const
  const resuming = { state: 'trying', steps, failure: null, ways: [], lost: null } as const
  await tell([{ type: 'session.resuming', id: 'large', resuming }])
  await expect(step(retoma, 'Repair a copy')).toContainText('under way')
  await expect(retoma.page.getByRole('progressbar', { name: 'Reading the file' })).toHaveCount(0)
  await tell([{ type: 'health.progressed', id: 'large', done: 12_300_000, total: 480_000_000 }])
  await expect(retoma.page.getByText('Reading the file: 12 MB of 480 MB')).toBeVisible()
  await expect(retoma.page.getByRole('progressbar', { name: 'Reading the file' })).toHaveAttribute('value', '12300000')
  await expect(way(retoma, 'Cancel')).toBeVisible()
  await expectAccessible(retoma, 'a look at a large log')
  await retoma.picture('ladder-examining')
  await dress(retoma, 'dark')
  await resize(retoma, 900, 700)
  await retoma.picture('ladder-examining-dark')
  await tell([{ type: 'session.resuming', id: 'large', resuming: null }])
  await expect(panel(retoma)).toHaveCount(0)
  await expect(way(retoma, 'Cancel')).toHaveCount(0)
})

test('continues in a new session that carries the old one, which stays as it is', async ({ world }) => {
  const { model, before, retoma } = await stuck(world)
  // The bar above has a button of that name too, until the panel takes its place.
  await expect(way(retoma, 'Repair a copy and go on')).toBeVisible()
  await way(retoma, 'Continue in a new session').click()
  await expect(retoma.page.getByRole('main').getByText('broken-2', { exact: true }).first()).toBeVisible()
  await expect(
    retoma.page.getByText('Your first message takes along all 2 messages of “Words of broken”.'),
  ).toBeVisible()
  await expect(waiting(retoma)).toContainText('And now?')
  expect(model.requests).toHaveLength(1)
  await retoma.picture('continue-before')
  await retoma.page.getByRole('button', { name: 'Send now' }).click()
  await retoma.expectIdle()

  const given = model.requests.at(-1)?.lastUser ?? ''
  expect(given).toContain('Words of broken')
  expect(given).toContain('echo(2)')
  expect(given.endsWith('And now?')).toBe(true)
  const now = Object.entries(sessionsOf(world.home)).filter(([name]) => !name.startsWith('broken-2'))
  expect(Object.fromEntries(now)).toEqual(before)

  const block = retoma.transcript.getByText('Continued from')
  await expect(block).toContainText('with all of its 2 messages')
  await expect(retoma.transcript.locator('.bubble').first()).toHaveText('And now?')
  await retoma.picture('continue-after')
  await expectAccessible(retoma, 'a session that continues another')
  await retoma.page.getByRole('navigation', { name: 'Sessions before and after' }).getByRole('button').click()
  await expect(retoma.page.getByRole('navigation', { name: 'Sessions before and after' })).toContainText('Continued in')
  await expect(retoma.transcript.getByText('Words of broken').first()).toBeVisible()
  await expect(waiting(retoma)).toHaveCount(0)
  await retoma.quit()

  const again = await world.launch()
  await again.open('broken-2')
  await expect(again.transcript.getByText('Continued from')).toContainText('with all of its 2 messages')
  await again.send('Do you remember?')
  await again.expectIdle()
  expect(model.requests.at(-1)?.messages.some(({ content }) => content.includes('Words of broken'))).toBe(true)
})

test('a session whose folder vanishes under it is told missing, and what was said can go on elsewhere', async ({
  world,
}) => {
  const model = await world.model(echo)
  await said(world, model, ['vanished', 'other'])
  const retoma = await world.launch()
  await retoma.open('vanished')
  await expect(retoma.transcript.getByText('Words of vanished').first()).toBeVisible()
  rmSync(folderOf(world, 'vanished'), { recursive: true })
  const before = sessionsOf(world.home)
  await retoma.call('session.send', { id: 'vanished', text: 'Still there?' })
  await expect(panel(retoma)).toContainText('no longer there')
  for (const name of ['Continue in a new session', 'Begin anew', 'Take off the list…']) {
    await expect(way(retoma, name)).toBeVisible()
  }
  await expect(way(retoma, 'Restore from the trash')).toHaveCount(0)
  expect(sessionsOf(world.home)).toEqual(before)
  await retoma.picture('ladder-missing')
  await way(retoma, 'Take off the list…').click()
  await expect(retoma.page.getByRole('alertdialog')).toContainText('1 message that waits')
  await expect(retoma.page.getByRole('alertdialog').getByRole('button', { name: 'Export first…' })).toBeVisible()
  await retoma.page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await way(retoma, 'Begin anew').click()
  // Agreed to, and sent where the person said.
  await expect.poll(() => model.requests.at(-1)?.lastUser ?? '').toContain('Still there?')
  await retoma.expectIdle()
  expect(sessionsOf(world.home)).toMatchObject(before)
})

test('a missing session of which the trash has a copy comes back from there, with what was typed since', async ({
  world,
}) => {
  const model = await world.model(echo)
  await said(world, model, ['trashed'])
  const library = join(world.userData, 'library', 'library.db')
  const readRow = (): Record<string, null | number | string> => {
    const db = new DatabaseSync(library)
    const row = db.prepare("SELECT * FROM sessions WHERE id = 'trashed'").get() as Record<
      string,
      null | number | string
    >
    db.close()
    return row
  }
  const row = readRow()
  const first = await world.launch()
  await first.call('session.delete', { ids: ['trashed'] })
  await first.quit()
  // As when the library came back from a copy that was older.
  const db = new DatabaseSync(library)
  db.prepare(
    `INSERT INTO sessions VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
  ).run(...Object.values(row))
  db.prepare(
    "INSERT INTO drafts (session_id, text, selection_start, selection_end) VALUES ('trashed', 'typed since', 0, 0)",
  ).run()
  db.close()

  const retoma = await world.launch()
  await retoma.open('trashed')
  await expect(retoma.page.getByText('This session is no longer on disk.')).toBeVisible()
  await retoma.picture('missing-in-trash')
  await way(retoma, 'Restore from the trash').click()
  await expect(retoma.transcript.getByText('Words of trashed').first()).toBeVisible()
  await expect(retoma.page.getByText('no longer on disk')).toHaveCount(0)
  await expect(retoma.composer).toHaveValue('typed since')
  await retoma.send('Back again')
  await retoma.expectAnswer('echo(4)')
})

test('an id of a missing row is not merely taken: it can be opened, or begun anew', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, ['ghost'])
  rmSync(folderOf(world, 'ghost'), { recursive: true })
  const retoma = await world.launch()
  await retoma.page.keyboard.press('ControlOrMeta+n')
  await retoma.page.getByLabel('Id', { exact: true }).fill('ghost')
  await expect(retoma.page.getByText('A session of this id is on the list, but no longer on disk.')).toBeVisible()
  await retoma.picture('id-of-missing')
  await expect(
    retoma.call('session.create', {
      id: 'ghost',
      title: '',
      kind: 'chat',
      folder: null,
      model: { providerId: 'practice', model: 'practice' },
    }),
  ).rejects.toThrow('idOfMissing')
  await retoma.page.getByRole('button', { name: 'Begin anew there' }).click()
  await expect(retoma.page.getByText('no longer on disk')).toHaveCount(0)
  await retoma.send('A new beginning')
  await retoma.expectAnswer(/echo\(2\).*A new beginning/)
})

test('an empty file is told as that, and begun anew under its id only when asked', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, ['hollow'])
  truncateSync(logOf(world, 'hollow'), 0)
  const before = sessionsOf(world.home)
  const retoma = await world.launch()
  await retoma.open('hollow')
  await expect(retoma.page.getByText('This session has no content.')).toBeVisible()
  await retoma.call('session.send', { id: 'hollow', text: 'Anyone?' })
  await expect(panel(retoma)).toContainText('This session has no content')
  expect(sessionsOf(world.home)).toEqual(before)
  await way(retoma, 'Begin anew').click()
  await retoma.expectAnswer(/echo\(2\)/)
  expect(model.requests.at(-1)?.lastUser).toContain('Anyone?')
  // Even what was left of it was not begun over: it is in the trash.
  expect(await retoma.call('trash.list', {})).toMatchObject([{ id: 'hollow' }])
})

test('a log of a newer format is read, refused before the runtime sees it, and left as it is', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, ['future'])
  writeFileSync(
    logOf(world, 'future'),
    readFileSync(logOf(world, 'future'), 'utf8').replace('"version":1', '"version":99'),
  )
  const before = sessionsOf(world.home)
  const retoma = await world.launch()
  await retoma.open('future')
  await expect(retoma.page.getByText('A newer version of Copilot wrote this session.')).toBeVisible()
  await expect(retoma.row('future')).toContainText('Made by a newer version')
  await expect(retoma.transcript.getByText('Words of future').first()).toBeVisible()
  await retoma.call('session.send', { id: 'future', text: 'Anyway' })
  await expect(panel(retoma)).toContainText('A newer version of Copilot wrote this session')
  await expect(way(retoma, 'Continue in a new session')).toBeVisible()
  await expect(way(retoma, 'Begin anew')).toHaveCount(0)
  expect(sessionsOf(world.home)).toEqual(before)
  expect(model.requests).toHaveLength(1)
})

test('files that can not be read are told as that, never as empty', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, ['locked'])
  renameSync(logOf(world, 'locked'), `${logOf(world, 'locked')}.away`)
  mkdirSync(logOf(world, 'locked'))
  const before = sessionsOf(world.home)
  const retoma = await world.launch()
  await retoma.open('locked')
  await expect(retoma.page.getByText('The files of this session can’t be read.')).toBeVisible()
  await retoma.call('session.send', { id: 'locked', text: 'Open up' })
  await expect(panel(retoma).getByRole('listitem').first()).toContainText('failed')
  await expect(way(retoma, 'Begin anew')).toHaveCount(0)
  expect(sessionsOf(world.home)).toEqual(before)
  rmSync(logOf(world, 'locked'), { recursive: true })
  renameSync(`${logOf(world, 'locked')}.away`, logOf(world, 'locked'))
  await way(retoma, 'Try again').click()
  await retoma.expectAnswer(/echo\(4\).*Open up/)
})

test('a session that another program took meanwhile is not written to, until it is taken over', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, ['held'])
  const other = new CopilotClient({ baseDirectory: world.home, useLoggedInUser: false, env: { ...process.env } })
  const retoma = await world.launch()
  await retoma.open('held')
  try {
    await other.resumeSession('held', {
      provider: { type: 'openai', baseUrl: model.baseUrl, apiKey: 'x' },
      model: 'demo',
      suppressResumeEvent: true,
      onPermissionRequest: () => ({ kind: 'no-result' }),
    })
    const before = sessionsOf(world.home)
    await retoma.call('session.send', { id: 'held', text: 'Mine' })
    await expect(panel(retoma)).toContainText('Another program is using this session')
    await expect(way(retoma, 'Only read')).toBeVisible()
    expect(sessionsOf(world.home)).toEqual(before)
    await retoma.picture('ladder-in-use')
    await way(retoma, 'Only read').click()
    await expect(panel(retoma)).toHaveCount(0)
    await expect(waiting(retoma)).toContainText('Mine')
    await retoma.page.getByRole('button', { name: 'Send now' }).click()
    await way(retoma, 'Take over').click()
    await retoma.expectAnswer(/echo\(4\).*Mine/)
  } finally {
    await other.stop()
  }
})

test('a folder that moved while the session was open is asked for, and the message goes on from there', async ({
  world,
}) => {
  const model = await world.model(echo)
  await said(world, model, ['moved'], world.folder)
  const retoma = await world.launch()
  await retoma.open('moved')
  const elsewhere = `${world.folder}-renamed`
  renameSync(world.folder, elsewhere)
  const before = sessionsOf(world.home)
  await retoma.send('Where am I?')
  await expect(panel(retoma)).toContainText('The folder of this session is gone')
  expect(sessionsOf(world.home)).toEqual(before)
  await retoma.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, elsewhere)
  await retoma.picture('ladder-folder')
  await way(retoma, 'Locate the folder…').click()
  await retoma.expectAnswer(/Where am I\?/)
  mkdirSync(world.folder)
})

test('rows carry a mark for damage inside of a log once it was read, and for a folder that is gone', async ({
  world,
}) => {
  const model = await world.model(echo)
  await said(world, model, ['marked'], world.folder)
  damage(world, 'marked')
  const retoma = await world.launch()
  await retoma.open('marked')
  await expect(retoma.row('marked')).toContainText('Partly damaged')
  await retoma.quit()
  const log = readFileSync(logOf(world, 'marked'), 'utf8').replace('power failed he\n', '')
  writeFileSync(logOf(world, 'marked'), log)
  const elsewhere = `${world.folder}-gone`
  renameSync(world.folder, elsewhere)
  const again = await world.launch()
  await expect(again.row('marked')).toContainText('Its folder is gone')
  renameSync(elsewhere, world.folder)
  await again.open('marked')
})

test('restarts the runtime for an answer that nobody foresaw, and says so only when it takes its time', async ({
  world,
}) => {
  const model = await world.model(echo)
  await said(world, model, ['odd'])
  const retoma = await withFaults(world, {
    onlyFirst: join(world.folder, 'first'),
    refuse: [{ method: 'session.resume', call: 1, message: 'The gears are stuck' }],
  })
  await retoma.open('odd')
  await retoma.send('Go on')
  await retoma.expectAnswer(/echo\(4\).*Go on/)
  await expect(panel(retoma)).toHaveCount(0)
})

test('does not restart the runtime under an answer of another session, but offers it', async ({ world }) => {
  const model = await world.model(echo)
  await said(world, model, ['odd', 'busy'])
  const before = sessionsOf(world.home)
  const retoma = await withFaults(world, {
    onlyFirst: join(world.folder, 'first'),
    refuse: [{ method: 'session.resume', call: 2, message: 'The gears are stuck' }],
  })
  await retoma.open('busy')
  model.enqueue(says('A long answer that must not be cut', { holdAfter: 2 }))
  await retoma.send('Take your time')
  await retoma.expectAnswer(/A long/)
  await retoma.open('odd')
  await retoma.send('Go on')
  await expect(step(retoma, 'Restart the runtime')).toContainText('would cut an answer')
  await panel(retoma).getByText('What the runtime said').click()
  await expect(panel(retoma)).toContainText('The gears are stuck')
  await retoma.picture('ladder-others')
  const now = sessionsOf(world.home)
  for (const name of Object.keys(before).filter((one) => one.startsWith('odd'))) expect(now[name]).toBe(before[name])
  model.release()
  await retoma.open('busy')
  await retoma.expectAnswer('A long answer that must not be cut')
  await retoma.expectIdle()
  await retoma.open('odd')
  await way(retoma, 'Restart anyway').click()
  await retoma.expectAnswer(/echo\(4\).*Go on/)
})

test('a session that the runtime let go of for idleness is resumed without a word', async ({ world }) => {
  const model = await world.model(echo)
  const first = await world.launch()
  await first.useModel(model)
  await first.quit()
  const retoma = await withFaults(world, {
    refuse: [{ method: 'session.send', call: 2, message: 'Session not found: idle' }],
  })
  await retoma.create('idle')
  await retoma.send('One')
  await retoma.expectIdle()
  const told: string[] = []
  await retoma.page.exposeFunction('tellPanel', (text: string) => told.push(text))
  await retoma.page.evaluate(() => {
    new MutationObserver(() => {
      const shown = document.querySelector('.resuming')
      if (shown !== null) (globalThis as unknown as { tellPanel: (text: string) => void }).tellPanel(shown.textContent)
    }).observe(document.body, { childList: true, subtree: true })
  })
  await retoma.send('Two')
  await retoma.expectAnswer(/echo\(4\).*Two/)
  expect(told).toEqual([])
})

test('a beginning that fails is told too, and nothing that was typed is lost by a restart', async ({ world }) => {
  const model = await world.model(echo)
  const first = await world.launch()
  await first.useModel(model)
  await first.quit()
  const retoma = await withFaults(world, {
    refuse: [1, 2].map((call) => ({ method: 'session.create', call, message: 'The gears are stuck' })),
  })
  await retoma.create('stuck')
  await retoma.send('Keep this')
  await expect(step(retoma, 'Restart the runtime')).toContainText('failed')
  await expect(step(retoma, 'Continue in a new session')).toContainText('nothing was said yet')
  await retoma.quit()
  const again = await world.launch()
  await expect(waiting(again)).toContainText('Keep this')
  await again.page.getByRole('button', { name: 'Send now' }).click()
  await again.expectAnswer(/echo\(2\).*Keep this/)
})
