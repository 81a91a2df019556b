import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, halfASecond, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { calls, says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'
import type { Retoma } from './app.ts'

/** Answers with the last line that it was asked. */
const parrot = ({ lastUser }: ModelRequest): Reply => says(`You said ${lastUser.trim().split('\n').at(-1) ?? ''}`)

const options = (retoma: Retoma): ReturnType<Retoma['page']['locator']> =>
  retoma.page.locator('.completion').getByRole('option')

test('earlier prompts of all sessions come back with the arrows and by their words, also after a restart', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const before = await world.launch()
  await before.useModel(model)
  for (const [id, text] of [
    ['first', 'Explain the cache'],
    ['second', 'Name the planets'],
  ] as const) {
    await before.create(id)
    await before.send(text)
    await before.expectAnswer(`You said ${text}`)
    await before.expectIdle()
  }
  await before.create('third')
  await before.composer.click()
  await before.page.keyboard.press('ArrowUp')
  await expect(before.composer).toHaveValue('Name the planets')
  await before.page.keyboard.press('ArrowUp')
  await expect(before.composer).toHaveValue('Explain the cache')
  await before.page.keyboard.press('ArrowUp')
  await expect(before.composer).toHaveValue('Explain the cache')
  await before.page.keyboard.press('ArrowDown')
  await before.page.keyboard.press('ArrowDown')
  await expect(before.composer).toHaveValue('')

  // What is being written stays, and comes back; the browser's own undo goes through all of it.
  await before.page.keyboard.type('My own words')
  await before.page.keyboard.press('ArrowUp')
  await expect(before.composer).toHaveValue('My own words')
  await before.page.keyboard.press('Home')
  await before.page.keyboard.press('ArrowUp')
  await expect(before.composer).toHaveValue('Name the planets')
  await before.page.keyboard.press('ArrowDown')
  await expect(before.composer).toHaveValue('My own words')
  await before.page.keyboard.press('Home')
  await before.page.keyboard.press('ArrowUp')
  await before.page.keyboard.press('ControlOrMeta+z')
  await expect(before.composer).toHaveValue('My own words')
  await halfASecond()
  await before.quit()

  const after = await world.launch()
  await expect(after.composer).toHaveValue('My own words')
  await after.page.keyboard.press('ControlOrMeta+a')
  await after.page.keyboard.press('Delete')
  await after.page.keyboard.press('ControlOrMeta+r')
  const dialog = after.page.getByRole('dialog')
  await expect(dialog.getByRole('option')).toHaveCount(2)
  // Words that none has: one key shows all of them again.
  await after.page.keyboard.type('nothing like it')
  await expect(dialog.getByRole('option')).toHaveText([/None of your prompts/, 'Clear the search'])
  await after.page.keyboard.press('Enter')
  await expect(dialog.getByRole('option')).toHaveCount(2)
  await after.page.keyboard.type('cache')
  await expect(dialog.getByRole('option')).toHaveText([/Explain the cache/])
  await expectAccessible(after, 'earlier prompts')
  await after.picture('composer-prompts')
  await after.page.keyboard.press('Enter')
  await expect(after.composer).toHaveValue('Explain the cache')

  // A session that is deleted for good takes its prompts along.
  await after.call('session.delete', { ids: ['first'] })
  expect((await after.call('prompt.list', {})).map(({ text }) => text)).toEqual(['Name the planets'])
})

test('while it works Enter queues, Ctrl Enter steers, and no key of an input method sends anything', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('steered')
  const input = await retoma.page.context().newCDPSession(retoma.page)
  await retoma.composer.click()
  await input.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
  await expect(retoma.composer).toHaveValue('に')
  // The Enter that ends a composition, as an input method reports it.
  await input.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await input.send('Input.insertText', { text: '日本' })
  await expect(retoma.composer).toHaveValue('日本')
  await retoma.page.keyboard.press('Shift+Enter')
  await retoma.page.keyboard.type('two lines')
  await expect(retoma.composer).toHaveValue('日本\ntwo lines')
  expect(model.requests).toHaveLength(0)
  await retoma.page.keyboard.press('Enter')
  await retoma.expectAnswer('You said two lines')
  await retoma.expectIdle()

  model.enqueue(says('A long answer goes on', { holdAfter: 1 }))
  await retoma.send('Begin')
  await model.waitForRequest(2)
  await expect(retoma.page.locator('.composer-hints')).toHaveText(/Enter queues.*Ctrl Enter steers.*Esc stops/)
  await retoma.picture('composer-running')
  await retoma.send('Later')
  await retoma.composer.fill('Rather this')
  await retoma.composer.press('ControlOrMeta+Enter')
  await expect(retoma.composer).toHaveValue('')
  const waiting = retoma.page.getByRole('article', { name: 'Waiting messages' })
  await expect(waiting).toContainText('Later')
  model.release()
  await retoma.expectAnswer('You said Later')
  await retoma.expectIdle()
  const asked = model.requests.map(({ lastUser }) => lastUser.trim().split('\n').at(-1))
  expect(asked).toEqual(['two lines', 'Begin', 'Rather this', 'Later'])
})

test('files of the folder and commands are completed; mode and effort are kept', async ({ world }) => {
  mkdirSync(join(world.folder, 'src'))
  writeFileSync(join(world.folder, '.gitignore'), 'secret*\n')
  for (const name of ['src/composer.ts', 'src/keys.ts', 'secret.txt', 'README.md'])
    writeFileSync(join(world.folder, name), `words of ${name}`)
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('agent', { folder: world.folder })

  await retoma.type('Look at @comp')
  await expect(options(retoma)).toHaveText([/composer\.ts.*src\//])
  await expect(retoma.composer).toHaveAttribute('aria-activedescendant', 'composer-completion-0')
  await expectAccessible(retoma, 'the list of files')
  await retoma.picture('composer-files')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.composer).toHaveValue('Look at @src/composer.ts ')
  await expect(retoma.page.getByRole('list', { name: 'Attachments' })).toContainText('composer.ts')
  await retoma.page.keyboard.type('and @')
  await expect(options(retoma).first()).toBeVisible()
  await expect(options(retoma).filter({ hasText: 'secret' })).toHaveCount(0)
  await options(retoma).filter({ hasText: 'README.md' }).click()
  await expect(retoma.composer).toHaveValue('Look at @src/composer.ts and @README.md ')
  await expect(retoma.composer).toBeFocused()
  // Closed by Escape, it stays closed where it was, and Escape does nothing else.
  await retoma.page.keyboard.type('@k')
  await expect(options(retoma).first()).toBeVisible()
  await retoma.page.keyboard.press('Escape')
  await retoma.page.keyboard.type('eys')
  await expect(options(retoma)).toHaveCount(0)
  await expect(retoma.call('file.attach', { id: 'agent', path: '../copilot' })).rejects.toThrow('forbidden')

  // The way through the modes: the one that is chosen is the runtime's, from the first message on.
  await retoma.page.keyboard.press('ControlOrMeta+.')
  await retoma.picture('composer-modes')
  await retoma.page.getByRole('menuitem', { name: /^Plan/ }).click()
  await expect(retoma.page.getByRole('button', { name: 'Mode: Plan' })).toBeVisible()
  await retoma.page.keyboard.press('ControlOrMeta+Shift+m')
  await retoma.page.locator('.efforts').getByText('high', { exact: true }).click()
  await expect(retoma.page.getByRole('radio', { name: 'high' })).toBeChecked()
  await expectAccessible(retoma, 'the choice of a model')
  await retoma.picture('composer-effort')
  await retoma.page.keyboard.press('Escape')
  await expect(retoma.page.getByRole('button', { name: 'Model: demo (Scripted) · high' }).first()).toBeVisible()
  await retoma.composer.press('Enter')
  await retoma.expectAnswer(/You said/)
  await retoma.expectIdle()
  const [first] = model.requests
  expect(first?.raw).toMatchObject({ reasoning_effort: 'high' })
  expect(first?.lastUser).toContain('[[PLAN]]')
  expect(first?.lastUser).toContain('composer.ts')

  await retoma.type('/con')
  await expect(options(retoma)).toHaveText([/\/context/])
  await retoma.picture('composer-commands')
  await retoma.page.keyboard.press('Enter')
  const output = retoma.page.getByRole('region', { name: '/context' })
  await expect(output).toContainText('Context Usage')
  await expect(retoma.composer).toHaveValue('')
  await expectAccessible(retoma, 'what a command said')
  await retoma.picture('composer-output')
  await output.getByRole('button', { name: 'Close' }).click()
  await expect(output).toHaveCount(0)
  expect(model.requests).toHaveLength(1)
  // A text that is no command is a text; one that asks the model stands in the conversation as it was typed.
  await retoma.send('/etc/hosts is odd')
  await retoma.expectAnswer(/hosts is odd/)
  await retoma.expectIdle()
  await retoma.composer.fill('/review the tests')
  await retoma.composer.press('Enter')
  await expect(retoma.composer).toHaveValue('')
  await expect(retoma.transcript.getByText('/review the tests')).toBeVisible()
  await retoma.expectIdle()
  expect(model.requests.at(-1)?.lastUser).toContain('code-review')
  await retoma.page.keyboard.type('/rena')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('dialog')).toContainText('Rename')
  await retoma.page.keyboard.press('Escape')
  await retoma.quit()

  const after = await world.launch()
  await expect(after.page.getByRole('button', { name: 'Mode: Plan' })).toBeVisible()
  await after.send('Once more')
  await after.expectAnswer(/Once more/)
  expect(model.requests.at(-1)?.raw).toMatchObject({ reasoning_effort: 'high' })
  expect(model.requests.at(-1)?.lastUser).toContain('[[PLAN]]')
})

/** As a person does it: what is no number is refused, and says why. */
async function setLimit(retoma: Retoma, tokens: string): Promise<void> {
  const { page } = retoma
  await page.keyboard.press('ControlOrMeta+,')
  await page.getByRole('button', { name: 'Edit Scripted' }).click()
  const form = page.locator('.provider-form')
  await form.getByLabel('Context limit of').selectOption('demo')
  const box = form.getByLabel('Tokens')
  await box.fill('much')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(box).toBeFocused()
  await expect(box).toHaveAccessibleDescription('A whole number of tokens, from 256 to 100,000,000, or nothing.')
  await expectAccessible(retoma, 'a limit that is none')
  await box.fill(tokens)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(form).toHaveCount(0)
  await page.keyboard.press('Escape')
}

test('a message that is too long says so before it is sent, and a long paste can become a file', async ({ world }) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('long')
  await retoma.composer.fill('word '.repeat(6_900))
  const status = retoma.page.getByRole('status').filter({ hasText: 'Too long' })
  // Nobody knows how much the model of an own server takes: nothing is said until the person does.
  await expect(status).toHaveCount(0)
  await setLimit(retoma, '8,000')
  await expect(status).toContainText('by about 630 tokens: it takes 8,000')
  await retoma.picture('composer-too-long')
  await retoma.composer.fill('word '.repeat(40_000))
  await expect(status).toContainText('Shorten it, or choose another model')
  await retoma.composer.press('Enter')
  await expect(retoma.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled()
  expect(model.requests).toHaveLength(0)
  await retoma.composer.fill('')
  await expect(status).toHaveCount(0)

  await retoma.composer.click()
  await paste(retoma, 'pasted words '.repeat(2_000))
  await expect(retoma.page.getByRole('status').filter({ hasText: 'You pasted 26,000 characters' })).toBeVisible()
  await expectAccessible(retoma, 'a long paste')
  await retoma.picture('composer-pasted')
  await retoma.page.getByRole('button', { name: 'Attach them as a file' }).click()
  await expect(retoma.page.getByRole('list', { name: 'Attachments' })).toContainText('pasted.txt')
  await expect(retoma.composer).toHaveValue('')
  await retoma.page.keyboard.press('ControlOrMeta+z')
  await expect(retoma.composer).toHaveValue('pasted words '.repeat(2_000))
  await retoma.page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(retoma.composer).toHaveValue('')
  await retoma.page.keyboard.type('What is this?')
  await retoma.page.keyboard.press('Enter')
  const sent = await model.waitForRequest(1)
  expect(JSON.stringify(sent.raw)).toContain('pasted words pasted words')
  await retoma.expectAnswer(/You said/)
  await retoma.expectIdle()

  // The runtime goes by it, too; another one holds at once for what was measured, and is given with the next message.
  const limit = async (): Promise<number | null> =>
    (await retoma.call('session.open', { id: 'long' })).context?.limit ?? null
  await expect.poll(limit).toBe(8_000)
  const chip = retoma.page.getByRole('button', { name: /^Context \d+\s?% full/ })
  const full = async (): Promise<number> =>
    Number(/\d+/.exec((await chip.getAttribute('aria-label')) ?? '')?.[0] ?? Number.NaN)
  const before = await full()
  await setLimit(retoma, '80000')
  await expect.poll(full).toBeLessThan(before / 5)
  await retoma.send('And now?')
  await retoma.expectAnswer('You said And now?')
  await retoma.expectIdle()
  await expect.poll(limit).toBe(80_000)
})

test('the box grows with the text up to its bound, and the conversation holds still', async ({ world }) => {
  const lines = Array.from({ length: 80 }, (_, index) => `Line number ${index + 1}.`)
  const model = await world.model(() => says(lines.join('\n\n')))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('growing')
  await retoma.send('Count')
  const last = retoma.transcript.getByText('Line number 80.')
  await expect(last).toBeInViewport()
  await retoma.expectIdle()
  const height = async (): Promise<number> => (await retoma.composer.boundingBox())?.height ?? 0
  const small = await height()
  await retoma.composer.click()
  for (let line = 0; line < 8; line += 1) await retoma.page.keyboard.press('Shift+Enter')
  await expect.poll(height).toBeGreaterThan(small + 100)
  // Who was at the end stays there.
  await expect(last).toBeInViewport()

  await retoma.page.keyboard.press('ControlOrMeta+a')
  await retoma.page.keyboard.press('Delete')
  await expect.poll(height).toBe(small)
  await retoma.scrollUpTo('Line number 30.')
  const middle = retoma.transcript.getByText('Line number 30.')
  await expect(middle).toBeInViewport()
  const top = async (): Promise<number> => Math.round((await middle.boundingBox())?.y ?? -1)
  const before = await top()
  await retoma.composer.focus()
  for (let line = 0; line < 60; line += 1) await retoma.page.keyboard.press('Shift+Enter')
  const window = await retoma.page.evaluate(() => innerHeight)
  await expect.poll(height).toBeGreaterThan(window / 4)
  expect(await height()).toBeLessThanOrEqual(window * 0.4 + 1)
  expect(await top()).toBe(before)

  await test.step('the caret stands still where nothing is done, and blinks again at the first key', async () => {
    await retoma.page.clock.install()
    await retoma.page.keyboard.press('Shift')
    await retoma.page.clock.fastForward(9_000)
    await expect(retoma.composer).toHaveCSS('caret-animation', 'auto')
    await retoma.page.clock.fastForward(2_000)
    await expect(retoma.composer).toHaveCSS('caret-animation', 'manual')
    await retoma.page.keyboard.press('Shift')
    await expect(retoma.composer).toHaveCSS('caret-animation', 'auto')
  })
})

/** As a person pastes: the browser's own way, with its own history of undoing. */
async function paste(retoma: Retoma, text: string): Promise<void> {
  await retoma.composer.evaluate((area, pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    // A made-up event puts nothing in: that is done as the browser does it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (area.dispatchEvent(event)) document.execCommand('insertText', false, pasted)
  }, text)
}

test('what autopilot may do is told once', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.create('pilot', { folder: world.folder, providerId: 'practice' })
  const toasts = retoma.page.getByRole('region', { name: 'Messages', exact: true })
  const choose = async (mode: string): Promise<void> => {
    await retoma.page.getByRole('button', { name: /^Mode:/ }).click()
    await retoma.page.getByRole('menuitem', { name: new RegExp(`^${mode}`) }).click()
  }
  await choose('Autopilot')
  await expect(toasts).toContainText('Autopilot is on')
  await toasts.getByRole('button', { name: 'Dismiss' }).click()
  await choose('Interactive')
  await choose('Autopilot')
  await expect.poll(async () => (await retoma.call('session.open', { id: 'pilot' })).row.mode).toBe('autopilot')
  await expect(toasts).not.toContainText('Autopilot is on')
})

test('the key that sends is chosen in the settings: for the box, for an answer and for a question aside', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  const { page, composer } = retoma
  await retoma.useModel(model)
  await retoma.create('keys', { folder: world.folder })
  const choose = async (name: RegExp): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+,')
    await page.getByRole('group', { name: 'Send with' }).getByRole('radio', { name }).check()
    await page.keyboard.press('Escape')
  }
  for (const [name, sends, breaks, hint] of [
    [/^Shift Enter/, 'Shift+Enter', 'Enter', 'Shift Enter'],
    [/^Ctrl Enter/, 'ControlOrMeta+Enter', 'Enter', 'Ctrl Enter'],
    [/^Enter/, 'Enter', 'Shift+Enter', 'Enter'],
  ] as const) {
    await test.step(sends, async () => {
      const before = model.requests.length
      await choose(name)
      await expect(page.locator('.composer-hints')).toContainText(new RegExp(`^${hint} sends`))
      await composer.click()
      await page.keyboard.type('one')
      await page.keyboard.press(breaks)
      await page.keyboard.type('two')
      await expect(composer).toHaveValue('one\ntwo')
      expect(model.requests).toHaveLength(before)
      model.enqueue(calls('ask_user', { question: 'Which colour?', choices: [] }))
      await page.keyboard.press(sends)
      const words = retoma.transcript.getByLabel('Answer in your own words')
      await words.click()
      await page.keyboard.type('green')
      await page.keyboard.press(breaks)
      await page.keyboard.type('or blue')
      await expect(words).toHaveValue('green\nor blue')
      await page.keyboard.press(sends)
      await retoma.expectAnswer('You said two')
      await retoma.expectIdle()
      expect(JSON.stringify(model.requests.at(-1)?.raw)).toContain('green\\nor blue')
      await page.keyboard.press('ControlOrMeta+Shift+J')
      const aside = page.getByRole('textbox', { name: 'Side question' })
      await expect(aside).toBeFocused()
      await page.keyboard.type('a')
      await page.keyboard.press(breaks)
      await page.keyboard.type('b')
      await expect(aside).toHaveValue('a\nb')
      await page.keyboard.press(sends)
      await expect(page.getByRole('region', { name: 'Aside' }).getByText('You said b')).toBeVisible()
      await page.keyboard.press('Escape')
    })
  }
})

test('what is typed right after the key for the palette or a dialog is meant for it: nothing behind it is sent', async ({
  world,
}) => {
  const { model, retoma, page } = await world.begin(parrot)
  await retoma.create('behind')
  await retoma.type('not yet')
  // All in one go, before anything can take the focus.
  const press = (...keys: readonly string[]): Promise<void> =>
    retoma.composer.evaluate((box, pressed) => {
      for (const key of pressed) {
        const init = { key: key.replace('^', ''), ctrlKey: key.startsWith('^'), bubbles: true, cancelable: true }
        box.dispatchEvent(new KeyboardEvent('keydown', init))
      }
    }, keys)
  await press('^k', 'c', 'l', 'e', 'a', 'n', 'Enter')
  await expect(page.getByRole('heading', { name: 'Clean up', level: 1 })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(retoma.composer).toHaveValue('not yet')

  await retoma.create('beyond')
  await retoma.composer.focus()
  await press('^k', 'b', 'e', 'ArrowDown', 'Enter')
  await expect(page.getByRole('heading', { name: 'behind', level: 1 })).toBeVisible()
  await expect(retoma.composer).toBeFocused()
  await press('^r', 'Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(retoma.composer).toHaveValue('not yet')
  expect(model.requests).toHaveLength(0)
})
