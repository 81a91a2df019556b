import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { calls, says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'

const asked = ({ lastUser }: ModelRequest): string => lastUser.trim().split('\n').at(-1) ?? ''
const parrot = (request: ModelRequest): Reply => says(`Answer ${request.number} to ${asked(request)}`)

async function menuOf(retoma: Retoma, text: string, entry: RegExp): Promise<void> {
  const message = retoma.transcript.getByRole('group').filter({ hasText: text }).last()
  await message.hover()
  await message.getByRole('button', { name: 'More actions' }).click()
  await retoma.page.getByRole('menuitem', { name: entry }).click()
}

test('a last answer is asked for again: the earlier one can be looked at, and comes back as a session', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('again', { title: 'Once more' })
  await retoma.send('first')
  await retoma.expectAnswer('Answer 1 to first')
  await retoma.send('second')
  await retoma.expectAnswer('Answer 2 to second')
  await retoma.expectIdle()

  await menuOf(retoma, 'Answer 2 to second', /^Retry(?! with)/)
  await retoma.expectAnswer('Answer 3 to second')
  await retoma.expectIdle()
  await expect(retoma.transcript.getByText('Answer 2 to second')).toHaveCount(0)
  // The model was told nothing of the answer that was dropped.
  expect(JSON.stringify(model.requests.at(-1)?.messages)).not.toContain('Answer 2')

  const versions = retoma.transcript.getByRole('group', { name: 'Earlier versions' })
  await expect(versions).toContainText('2 of 2')
  await retoma.picture('retry-latest')
  await versions.getByRole('button', { name: 'Earlier version' }).click()
  await expect(retoma.transcript.getByText('Answer 2 to second')).toBeVisible()
  await expect(retoma.transcript.getByText('Answer 3 to second')).toHaveCount(0)
  await expectAccessible(retoma, 'an earlier version')
  await retoma.picture('retry-earlier')
  await versions.getByRole('button', { name: 'Bring it back as a session' }).click()
  await expect(retoma.row('again-2')).toContainText('Once more, before the rewind')
  await expect(retoma.transcript.getByText('Answer 2 to second')).toBeVisible()
  await retoma.send('and on')
  await retoma.expectAnswer(/Answer 4 to and on/)
  expect(JSON.stringify(model.requests.at(-1)?.messages)).toContain('Answer 2')

  // With another model, by key and by name.
  await retoma.open('again')
  await menuOf(retoma, 'Answer 3 to second', /Retry with another model/)
  await retoma.page.getByRole('option', { name: 'other' }).click()
  await retoma.expectAnswer('Answer 5 to second')
  expect(model.requests.at(-1)?.model).toBe('other')
  await expect(versions).toContainText('3 of 3')
  await retoma.expectIdle()
  await retoma.page.keyboard.press('Control+Shift+R')
  await retoma.expectAnswer('Answer 6 to second')

  // All of it is there after a start.
  await retoma.expectIdle()
  await retoma.quit()
  const later = await world.launch()
  await expect(later.transcript.getByRole('group', { name: 'Earlier versions' })).toContainText('4 of 4')
})

test('a failed turn that produced nothing is tried again', async ({ world }) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('failing')
  model.enqueue({ status: 400, error: 'No, not today' })
  await retoma.send('please')
  await expect(retoma.transcript.locator('.failed')).toBeVisible()
  await retoma.expectIdle()
  await retoma.page.keyboard.press('Control+Shift+R')
  await retoma.expectAnswer('Answer 2 to please')
  await expect(retoma.transcript.locator('.failed')).toHaveCount(0)
  expect(model.requests).toHaveLength(2)
})

test('a message is edited: what goes is named, files come back, and nothing is lost', async ({ world }) => {
  const path = join(world.folder, 'made.txt')
  const model = await world.model((request) => {
    const last = request.messages.at(-1)
    return last?.role === 'user' && asked(request).startsWith('make')
      ? calls('create', { path, file_text: 'made by a tool\n' })
      : parrot(request)
  })
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('files', { title: 'With files', folder: world.folder })
  await retoma.send('hello')
  await retoma.expectAnswer(/to hello/)
  await retoma.send('make a file')
  await retoma.page.getByRole('button', { name: 'Allow once' }).click()
  await retoma.expectIdle()
  await retoma.send('and then')
  await retoma.expectAnswer(/to and then/)
  await retoma.expectIdle()
  expect(existsSync(path)).toBe(true)

  await menuOf(retoma, 'make a file', /Edit and resend/)
  const dialog = retoma.page.getByRole('dialog', { name: 'Edit and resend' })
  await expect(dialog).toContainText('This drops 2 messages with their answers and 1 tool call from the conversation.')
  await expect(dialog.getByRole('checkbox', { name: 'Put 1 changed file back as it was' })).toBeChecked()
  await expect(dialog).toContainText('made.txt')
  await expect(dialog.getByRole('textbox', { name: 'Your message' })).toBeFocused()
  await expectAccessible(retoma, 'asking before a rewind')
  await retoma.picture('rewind-dialog')
  await dialog.getByRole('textbox').fill('do it otherwise')
  await dialog.getByRole('button', { name: 'Rewind and send' }).click()
  await retoma.expectAnswer(/to do it otherwise/)
  await expect(retoma.page.getByText('1 file is as it was before')).toBeVisible()
  expect(existsSync(path)).toBe(false)
  await expect(retoma.transcript.getByText('and then')).toHaveCount(0)
  await retoma.expectIdle()
  await retoma.picture('rewound')

  // The safe alternative: nothing is dropped, and the edit waits in the box of the fork.
  await menuOf(retoma, 'do it otherwise', /Edit and resend/)
  await dialog.getByRole('textbox').fill('a third idea')
  await dialog.getByRole('button', { name: 'Fork instead' }).click()
  await expect(retoma.composer).toHaveValue('a third idea')
  await expect(retoma.transcript.getByText(/to hello/)).toBeVisible()
  await expect(retoma.transcript.getByText('do it otherwise')).toHaveCount(0)
  await retoma.open('files')
  await expect(retoma.transcript.getByText(/to do it otherwise/)).toBeVisible()
})

test('an edit that was being written when the app was killed is there again, and sent to nobody', async ({ world }) => {
  const model = await world.model(parrot)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('cut')
  await before.send('first')
  await before.expectAnswer('Answer 1 to first')
  await before.expectIdle()
  await before.page.keyboard.press('Control+Shift+U')
  const text = before.page.getByRole('dialog').getByRole('textbox', { name: 'Your message' })
  await text.fill('first, but better')
  await expect
    .poll(async () => Object.values((await before.call('session.open', { id: 'cut' })).replies))
    .toEqual(['first, but better'])
  await before.kill()

  const after = await world.launch()
  await expect(after.transcript.getByText('Answer 1 to first')).toBeVisible()
  await expect(after.page.getByText('An edit that you began:')).toBeVisible()
  await expectAccessible(after, 'an edit that was begun')
  await after.page.getByRole('button', { name: 'Go on editing' }).click()
  await expect(after.page.getByRole('dialog').getByRole('textbox')).toHaveValue('first, but better')
  expect(model.requests).toHaveLength(1)
  await after.page.getByRole('button', { name: 'Rewind and send' }).click()
  await after.expectAnswer('Answer 2 to first, but better')
  await expect(after.page.getByText('An edit that you began:')).toHaveCount(0)
})

test('a message that is sent again before it is known what that drops goes once it is known', async ({ world }) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('quick')
  await retoma.send('first')
  await retoma.expectAnswer('Answer 1 to first')
  await retoma.expectIdle()
  const { page, transcript } = retoma
  const dialog = page.getByRole('dialog', { name: 'Edit and resend' })
  const message = transcript.getByRole('group').filter({ hasText: 'first' }).first()
  await message.hover()
  await message.getByRole('button', { name: 'More actions' }).click()
  const entry = page.getByRole('menuitem', { name: /^Edit/ })
  await expect(entry).toBeVisible()
  // Nothing is heard from main meanwhile.
  const end = join(world.folder, 'goes on')
  const held = retoma.app.evaluate((_, path) => {
    const { existsSync: isThere } = process.getBuiltinModule('node:fs')
    while (!isThere(path));
  }, end)
  await entry.click()
  await dialog.getByRole('textbox').press('ControlOrMeta+Enter')
  await expect(dialog.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-busy', 'true')
  writeFileSync(end, '')
  await held
  await retoma.expectAnswer('Answer 2 to first')
  await expect(dialog).toHaveCount(0)
  await expect(transcript.getByText('Answer 1 to first')).toHaveCount(0)
})

test('a kill at any step of a rewind leaves one conversation or the other, and the message waiting', async ({
  world,
}) => {
  const model = await world.model(parrot)
  let app = await world.launch()
  await app.useModel(model)
  const log = join(world.home, 'session-state', 'torn', 'events.jsonl')
  await app.create('torn')
  await app.send('first')
  await app.expectAnswer('Answer 1 to first')
  await app.send('second')
  await app.expectAnswer('Answer 2 to second')
  await app.expectIdle()
  for (const [round, ms] of [0, 5, 15, 30, 60, 120].entries()) {
    const turns = (await app.call('session.open', { id: 'torn' })).state.turns
    const turnId = turns.at(-1)?.id ?? ''
    const text = `edited ${round}`
    // It may be answered, or cut: both are fine.
    const wish = { id: 'torn', turnId, files: false, model: null, message: { text } }
    const asking = app.call('session.rewind', wish).catch(() => undefined)
    const since = Date.now()
    await expect.poll(() => Date.now() - since, { intervals: [1] }).toBeGreaterThanOrEqual(ms)
    await app.kill()
    await asking
    app = await world.launch()
    // A dying runtime may write for two seconds more.
    const opened = async (): Promise<{ all: readonly string[]; waiting: readonly string[] }> => {
      const { state, queue } = await app.call('session.open', { id: 'torn' })
      return {
        all: state.turns.map((turn) => turn.prompt?.text ?? ''),
        waiting: queue.map((message) => `${message.state} ${message.text}`),
      }
    }
    await expect.poll(async () => (await opened()).waiting.every((one) => one.startsWith('paused'))).toBe(true)
    const { all, waiting } = await opened()
    const times = [...all, ...waiting].filter((one) => one.endsWith(text)).length
    const whole = all.includes(turns.at(-1)?.prompt?.text ?? '')
    // Gone with the process before main had heard of it, or in exactly one place.
    expect(times, `${text} is in ${JSON.stringify({ all, waiting })}`).toBeLessThanOrEqual(1)
    if (!whole) expect(times, 'what was dropped has its successor').toBe(1)
    expect(all[0]).toBe('first')
    for (const message of (await app.call('session.open', { id: 'torn' })).queue) {
      await app.call('queue.remove', { id: 'torn', messageId: message.id })
    }
    // Goes on from whichever it is.
    await app.open('torn')
    await app.send(`next ${round}`)
    await app.expectAnswer(new RegExp(`to next ${round}`))
    await app.expectIdle()
    expect(readFileSync(log, 'utf8').split('\n').filter(Boolean).every(isJson)).toBe(true)
  }
  expect(readdirSync(join(world.userData, 'rewinds', '.in'))).toEqual([])
})

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

test('what went along with a message goes along again', async ({ world }) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('attached')
  const note = join(world.folder, 'note.txt')
  writeFileSync(note, 'the words of the note')
  await retoma.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, note)
  await retoma.page.keyboard.press('Control+Shift+A')
  await expect(retoma.page.locator('.composer')).toContainText('note.txt')
  await retoma.send('read this')
  // Its last line is what went along.
  await retoma.expectAnswer(/^Answer 1 to/)
  await retoma.expectIdle()
  expect(JSON.stringify(model.requests[0]?.raw)).toContain('the words of the note')
  await retoma.page.keyboard.press('Control+Shift+R')
  await expect(retoma.page.getByRole('dialog')).toContainText('Goes with it: note.txt.')
  await retoma.page.getByRole('button', { name: 'Rewind and retry' }).click()
  await retoma.expectAnswer(/^Answer 2 to/)
  expect(JSON.stringify(model.requests[1]?.raw)).toContain('the words of the note')
  expect(model.requests[1]?.messages).toHaveLength(model.requests[0]?.messages.length ?? 0)
})

test('a conversation is rewound without anything being sent; the message is in the box again', async ({ world }) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('back')
  await retoma.send('first')
  await retoma.expectAnswer('Answer 1 to first')
  await retoma.send('second')
  await retoma.expectAnswer('Answer 2 to second')
  await retoma.expectIdle()
  await menuOf(retoma, 'second', /^Edit/)
  const dialog = retoma.page.getByRole('dialog', { name: 'Edit and resend' })
  await expect(dialog).toContainText('This drops 1 message with its answer')
  await expectAccessible(retoma, 'the question before a rewind')
  await dialog.getByRole('button', { name: 'Only rewind' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(retoma.transcript.getByText('Answer 2 to second')).toHaveCount(0)
  await expect(retoma.composer).toHaveValue('second')
  await halfASecond()
  expect(model.requests).toHaveLength(2)
  await retoma.kill()

  const again = await world.launch()
  await expect(again.composer).toHaveValue('second')
  await again.send('something else')
  await again.expectAnswer('Answer 3 to something else')
  expect(JSON.stringify(model.requests.at(-1)?.messages)).not.toContain('Answer 2')
})
