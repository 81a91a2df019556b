import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { echo, refuses, says } from './model/reply.ts'

test('says what a provider refused, keeps the message, and goes on when it is mended', async ({ world }) => {
  const model = await world.model(() => refuses(401, 'The key is not valid'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('refused')
  await retoma.send('Hello there')
  await expect(retoma.transcript.getByText('did not accept the sign-in or the key')).toBeVisible({ timeout: 30_000 })
  await expect(retoma.transcript.getByText('Hello there').first()).toBeVisible()
  await expect(retoma.row('refused')).toContainText('Sign-in refused')
  await retoma.picture('provider-refused')
  model.route(echo)
  await retoma.send('And now?')
  await retoma.expectIdle()
  await retoma.expectAnswer(/And now\?/)
})

test('tries again with all that went along', async ({ world }) => {
  const { model, retoma } = await world.begin(() => refuses(401, 'The key is not valid'))
  await retoma.create('again', { folder: world.folder })
  const notes = join(world.folder, 'notes.md')
  writeFileSync(notes, 'The ship is called Pequod.')
  await retoma.app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] })
  }, notes)
  await retoma.page.keyboard.press('ControlOrMeta+Shift+a')
  await expect(retoma.page.locator('.composer').getByRole('listitem')).toHaveCount(1)
  await retoma.send('Read this')
  const card = retoma.transcript.locator('.failed')
  await expect(card.getByRole('button', { name: 'Open settings' })).toBeVisible({ timeout: 30_000 })
  const told = (at: number): number => JSON.stringify(model.requests.at(at)?.raw).split('notes.md').length - 1
  const once = told(-1)
  expect(once).toBeGreaterThan(0)
  model.route(() => says('Seen.'))
  await card.getByRole('button', { name: 'Try again' }).click()
  await retoma.expectAnswer('Seen.')
  expect(told(-1)).toBe(2 * once)
})

test('says why a request was rejected, and leads to another model or other words', async ({ world }) => {
  const { model, retoma, page } = await world.begin(() => refuses(422, 'This can not be done'))
  await retoma.create('rejected')
  await retoma.send('Will this do?')
  const card = retoma.transcript.locator('.failed')
  await expect(card).toContainText('The provider rejected the request.', { timeout: 30_000 })
  await retoma.picture('rejected')
  await card.getByRole('button', { name: 'Choose another model' }).press('Enter')
  await expect(page.getByPlaceholder('Find a model')).toBeFocused()
  await page.keyboard.press('Escape')
  model.route(echo)
  await card.getByRole('button', { name: 'Edit and resend…' }).press('Enter')
  const box = page.getByRole('dialog', { name: 'Edit and resend' }).getByRole('textbox')
  await expect(box).toHaveValue('Will this do?')
  await box.fill('This will do')
  await box.press('ControlOrMeta+Enter')
  await retoma.expectAnswer(/This will do/)
})

test('says that a prompt was too long for the model, and what helps: less of it, a summary, or another model', async ({
  world,
}) => {
  const model = await world.model(() => says('Yes.'))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('long')
  await retoma.send('Hello')
  await retoma.expectIdle()
  // In the words of LM Studio, which does not tell its limit beforehand where it is an older one.
  model.route(() =>
    refuses(400, 'The number of tokens to keep from the initial prompt is greater than the context length'),
  )
  await retoma.send('All of it')
  const card = transcript.locator('.failed')
  await expect(card).toContainText('more than the model can take at once')
  await expect(retoma.row('long')).toContainText('Too long for the model')
  await expectAccessible(retoma, 'a prompt that was too long')
  await retoma.picture('too-long')

  await card.getByRole('button', { name: 'Sum up' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await card.getByRole('button', { name: 'Choose another model' }).press('Enter')
  await expect(page.getByPlaceholder('Find a model')).toBeFocused()
  await page.keyboard.press('Escape')
  model.route(echo)
  await card.getByRole('button', { name: 'Shorten it' }).press('Enter')
  const box = page.getByRole('dialog', { name: 'Edit and resend' }).getByRole('textbox')
  await expect(box).toHaveValue('All of it')
  await box.fill('Some of it')
  await box.press('ControlOrMeta+Enter')
  await retoma.expectAnswer(/Some of it/)
})

test('what a server on this machine takes is asked in its own way, and what is too long is said before it is sent', async ({
  world,
}) => {
  const model = await world.model(echo, { contextLength: 2_048 })
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('local')
  await retoma.composer.fill('word '.repeat(6_000))
  await expect(retoma.page.getByText(/Too long for this model by about .* it takes 2,048/)).toBeVisible()
  expect(model.requests).toHaveLength(0)
})

test('says that a provider can not be reached, and sends again on request', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  const id = await retoma.useModel(model)
  const port = new URL(model.baseUrl).port
  await model.close()
  await retoma.create('unreachable', { providerId: id })
  await retoma.send('Is anyone there?')
  await expect(retoma.transcript.getByText('The provider could not be reached.')).toBeVisible({ timeout: 60_000 })
  await expect(retoma.transcript.getByRole('button', { name: 'Try again' })).toBeVisible()
  expect(port).not.toBe('')
})

test('ends a turn that stalls in mid-stream, and keeps what had come', async ({ world }) => {
  const model = await world.model(() => says('It begins well and then', { chunkSize: 6, stallAfter: 4 }))
  const retoma = await world.launch({ env: { RETOMA_STALL_MS: '3000' } })
  await retoma.useModel(model)
  await retoma.create('stalled')
  await retoma.send('Tell me')
  await retoma.expectAnswer(/It begins well/)
  await expect(retoma.transcript.getByText('Nothing more came from the provider')).toBeVisible({ timeout: 30_000 })
  await retoma.expectAnswer(/It begins well/)
  model.route(echo)
  await retoma.transcript.locator('.failed').getByRole('button', { name: 'Continue' }).click()
  await retoma.expectAnswer(/echo\(\d+\): .*It begins well/s)
  await retoma.expectIdle()
  await retoma.send('Still there?')
  await retoma.expectAnswer(/Still there\?/)
})

test('shows an interrupted turn when the runtime is killed, and the next message works', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('killed')
  model.enqueue(says('What was streamed stays here', { chunkSize: 7, holdAfter: 3 }))
  await retoma.send('Begin')
  await retoma.expectAnswer(/What was streamed/)
  const killed = await retoma.app.evaluate((_electron, home) => {
    const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs')
    const lock = readdirSync(`${home}/session-state/killed`).find((name) => /^inuse\.\d+\.lock$/.test(name))
    const pid = Number(lock?.split('.')[1])
    if (Number.isInteger(pid)) process.kill(pid, 'SIGKILL')
    return readFileSync(`${home}/session-state/killed/events.jsonl`, 'utf8').length > 0 && Number.isInteger(pid)
  }, world.home)
  expect(killed).toBe(true)
  await expect(retoma.transcript.getByText('was interrupted')).toBeVisible({ timeout: 10_000 })
  await retoma.expectAnswer(/What was streamed/)
  await retoma.send('Go on')
  await retoma.expectAnswer(/Go on/)
  await retoma.expectIdle()
  expect(readFileSync(`${world.home}/session-state/killed/events.jsonl`, 'utf8')).toContain('Go on')
})
