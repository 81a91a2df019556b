import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { writeSession } from '../bench/fixtures/generateHome.ts'
import { common } from '../src/shared/strings/common.ts'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { calls, echo, says } from './model/reply.ts'
import { resize } from './windowSize.ts'

const answer = `## What changed

1. \`get\` is **generic** over the key, see [the notes](https://example.org/notes)
2. the map stays

- [x] types
- [ ] tests

> Measure first.

| Name | Default |
| --- | ---: |
| \`timeout\` | 30 |

\`\`\`ts
// A line that is long enough to be scrolled: the block itself must take the focus for that, or nobody without a mouse reads on.
export function get<K extends string>(key: K): number | undefined { return /a+/.test(key) ? 1 : undefined }
\`\`\`
`

test('axe finds nothing in the first run, an empty list and a new session', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  const { page } = retoma
  await expect(page.getByRole('heading', { name: 'Welcome to Retoma' })).toBeVisible()
  await expectAccessible(retoma, 'welcome')
  for (const door of [/^GitHub Copilot/, /^Your own model/, /^Try it offline/]) {
    await page.getByRole('button', { name: door }).click()
    await expectAccessible(retoma, `welcome, ${String(door)}`)
  }
  await retoma.useModel(model)
  await expect(page.getByText('No sessions yet').first()).toBeVisible()
  await expectAccessible(retoma, 'empty')
  await page.keyboard.press('ControlOrMeta+n')
  await expect(page.getByRole('heading', { name: 'New session' })).toBeVisible()
  await page.getByLabel('Id', { exact: true }).fill('not an id')
  await page.getByRole('main').getByText('Agent in a folder').click()
  await expectAccessible(retoma, 'new session')
})

test('axe finds nothing in a conversation with tools, code, requests and the inspector', async ({ world }) => {
  const model = await world.model(() => says(answer, { reasoning: 'It has to be generic.' }))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('typed-cache', { folder: world.folder })
  const ask = transcript.getByRole('region', { name: /Permission needed|Copilot asks/ })
  writeFileSync(join(world.folder, 'cache.ts'), 'export const a = 1\n')
  const edit = { path: join(world.folder, 'cache.ts'), old_str: 'a = 1', new_str: 'a = 2' }
  model.enqueue(calls('edit', edit, { text: 'I change it.' }))
  await retoma.send('Make it generic')
  await expect(ask).toBeVisible()
  await expectAccessible(retoma, 'permission')
  await ask.getByRole('button', { name: 'Allow once' }).click()
  await retoma.expectAnswer('Measure first.')
  await retoma.expectIdle()
  await page.keyboard.press('ControlOrMeta+d')
  await page.getByRole('dialog').getByLabel('Name').fill('start')
  await expectAccessible(retoma, 'bookmark')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+i')
  await expect(page.getByRole('complementary', { name: 'About this session' })).toContainText('start')
  await transcript.getByRole('button', { name: /^Edited/ }).click()
  await transcript
    .getByRole('button', { name: /Thought/ })
    .last()
    .click()
  await expectAccessible(retoma, 'conversation and inspector')
  model.enqueue(calls('ask_user', { question: 'Which colour?', choices: ['Green', 'Blue'] }))
  await retoma.send('Ask me')
  await expect(ask).toBeVisible()
  await retoma.send('And then this')
  await expectAccessible(retoma, 'question and queue')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(transcript.getByText('You stopped this answer.')).toBeVisible()
  await expectAccessible(retoma, 'stopped and paused')
})

test('axe finds nothing in settings, clean-up, the palette, dialogs, and sessions with a problem', async ({
  world,
}) => {
  for (let age = 1; age <= 12; age += 1) {
    const startedAt = Date.now() - age * 30 * 86_400_000
    writeSession(world.home, { id: `old-${age}`, messages: 4, seed: age, folder: world.folder, startedAt }, 'sdk')
  }
  const empty = join(world.home, 'session-state', 'empty-one')
  mkdirSync(empty, { recursive: true })
  writeFileSync(join(empty, 'events.jsonl'), '')
  const retoma = await world.launch()
  const { page } = retoma
  await retoma.usePractice()
  await retoma.open('old-2')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByPlaceholder('Find sessions, commands, bookmarks, messages')).toBeFocused()
  await page.keyboard.type('nothing is called so')
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expectAccessible(retoma, 'palette without a match')
  await page.keyboard.press('Escape')
  const dialogs = [
    ['ControlOrMeta+k', 'palette'],
    ['F1', 'keys'],
    ['F2', 'rename'],
    ['ControlOrMeta+Shift+d', 'bookmarks'],
  ] as const
  for (const [keys, name] of dialogs) {
    await page.keyboard.press(keys)
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(retoma, name)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.getByRole('button', { name: 'Session actions' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(retoma, 'menu')
  await page.getByRole('menuitem', { name: 'Delete session…' }).click()
  await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toContainText('moves to the trash')
  await expectAccessible(retoma, 'delete')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+Shift+m')
  await expect(page.getByPlaceholder('Find a model')).toBeFocused()
  await expectAccessible(retoma, 'models')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.getByRole('button', { name: 'Add a provider…' }).click()
  await expectAccessible(retoma, 'settings')
  await runFromPalette(retoma, 'Clean up…')
  await expect(page.getByRole('heading', { name: 'Clean up' })).toBeVisible()
  await expect(page.getByRole('table')).toBeVisible()
  await expectAccessible(retoma, 'clean-up')
  // An empty one stands aside, and is counted.
  await page.getByRole('button', { name: /^\d+ hidden$/ }).click()
  await retoma.row('empty-one').click()
  await expect(page.getByText('This session has no content.')).toBeVisible()
  await expectAccessible(retoma, 'problem')
})

test('Enter that ends the composing of a word never sends', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('composed')
  await retoma.type('かんじ')
  const pressWhileComposing = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => {
      const press = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }
      element.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
      const first = element.dispatchEvent(new KeyboardEvent('keydown', { ...press, isComposing: true }))
      element.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '漢字' }))
      // Safari's way: the composing is over, and only the old key code tells.
      const second = element.dispatchEvent(new KeyboardEvent('keydown', { ...press, keyCode: 229 }))
      return first && second
    })
  // The press is left to the input method: nothing takes it.
  expect(await pressWhileComposing(retoma.composer)).toBe(true)
  await expect(retoma.composer).toHaveValue('かんじ')
  await retoma.composer.press('Enter')
  await retoma.expectAnswer(/^echo\(\d+\)/)
  expect(model.requests).toHaveLength(1)
})

test('every command can be found and run without a mouse, and the menu names the same keys', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  const { page } = retoma
  await retoma.useModel(model)
  await retoma.create('first')
  await retoma.send('Hello')
  await retoma.expectIdle()
  await retoma.create('second')
  await retoma.send('Hello')
  await retoma.expectIdle()

  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog')
  await expect(palette.getByRole('option').first()).toBeVisible()
  const listed = await palette.getByRole('option').locator('.menu-label').allTextContents()
  // The palette itself; and nothing runs that could be stopped.
  const elsewhere: readonly string[] = ['command.palette', 'command.stop']
  const named = Object.entries(common).filter(([key]) => key.startsWith('command.') && !elsewhere.includes(key))
  expect(listed).toEqual(expect.arrayContaining(named.map(([, { en }]) => en)))
  const shown = new Map<string, string>()
  for (const option of await palette.getByRole('option').all()) {
    const [label, keys] = [option.locator('.menu-label'), option.locator('kbd')]
    if ((await keys.count()) > 0) shown.set(await label.innerText(), await keys.innerText())
  }
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  const inMenu = await retoma.app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap((top) => top.submenu?.items ?? [])
    return items.map((item) => [item.label, (item.accelerator as string | undefined) ?? ''] as const)
  })
  const keysInMenu = (label: RegExp): string =>
    (inMenu.find(([name]) => label.test(name.replace('&', '')))?.[1] ?? '')
      .replace(/CmdOrCtrl|CommandOrControl/, process.platform === 'darwin' ? '⌘' : 'Ctrl')
      .replace('Up', '↑')
      .replace('Down', '↓')
      .replaceAll('+', process.platform === 'darwin' ? '' : ' ')
      .replace('Alt', process.platform === 'darwin' ? '⌥' : 'Alt')
  for (const name of ['Next session', 'Previous session', 'New session', 'Settings']) {
    expect(keysInMenu(new RegExp(`^${name}`, 'i')), name).toBe(shown.get(name))
  }

  await page.keyboard.press('Alt+ArrowDown')
  await expect(page.getByRole('heading', { name: 'Hello' })).toBeVisible()
  await expect(page.locator('[role=option][aria-selected=true]')).toHaveAttribute('data-session-id', 'first')
  await runFromPalette(retoma, 'Rename session')
  await expect(page.getByRole('dialog').getByLabel('Title')).toBeFocused()
  await page.keyboard.type('By keyboard')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'By keyboard' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+f')
  await page.keyboard.type('second')
  await page.keyboard.press('ArrowDown')
  await expect(retoma.row('second')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(retoma.composer).toBeFocused()
})

test('the focus is always visible on its way through the window', async ({ world }) => {
  const model = await world.model(() => says(answer))
  const retoma = await world.launch()
  const { page } = retoma
  await resize(retoma, 1280, 800)
  await retoma.useModel(model)
  await retoma.create('walked')
  await retoma.send('Hello')
  await retoma.expectAnswer('Measure first.')
  await retoma.expectIdle()
  await page.keyboard.press('ControlOrMeta+i')
  await page.keyboard.press('ControlOrMeta+Shift+f')
  const met: string[] = []
  const unseen: string[] = []
  for (let step = 0; step < 60; step += 1) {
    const { name, seen } = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body || element.dataset['met'] !== undefined) {
        return { name: '', seen: true }
      }
      element.dataset['met'] = ''
      const around = [element, element.parentElement, element.closest('form'), element.closest('[data-turn-id] > *')]
      const look = (): string =>
        around
          .filter((one) => one !== null)
          .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::after')])
          .map((style) => [style.outline, style.boxShadow, style.borderColor, style.content].join())
          .join()
      const focused = look()
      element.blur()
      const blurred = look()
      element.focus({ preventScroll: true })
      const text = element.getAttribute('aria-label') ?? element.textContent
      return { name: `${element.role ?? element.tagName} ${text.slice(0, 40)}`, seen: focused !== blurred }
    })
    if (name === '') break
    met.push(name)
    if (!seen) unseen.push(name)
    await page.keyboard.press('Tab')
  }
  expect(unseen).toEqual([])
  // The walk came through every part of the window.
  const walk = met.join('\n')
  for (const part of ['Filter sessions', 'Hello', 'Session actions', 'Conversation', 'Message', 'Model: ']) {
    expect(walk).toContain(part)
  }
})

test('Esc closes what is open, and the focus goes back to where it was', async ({ world }) => {
  const model = await world.model(() => says('Done.'))
  const retoma = await world.launch()
  const { page } = retoma
  // Not by its role: a dialog hides it from assistive technologies while it is open.
  const composer = page.locator('[data-composer]')
  await retoma.useModel(model)
  await retoma.create('focused', { folder: world.folder })
  await retoma.type('a draft')
  for (const keys of ['ControlOrMeta+k', 'F1', 'F2', 'ControlOrMeta+Shift+d', 'ControlOrMeta+,', 'ControlOrMeta+n']) {
    await page.keyboard.press(keys)
    await expect(composer, keys).not.toBeFocused()
    await page.keyboard.press('Escape')
    await expect(composer, keys).toBeFocused()
  }
  await expect(composer).toHaveValue('a draft')
  const actions = page.getByRole('button', { name: 'Session actions' })
  await actions.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(actions).toBeFocused()

  // A drawer takes the focus, and gives it back.
  await resize(retoma, 720, 640)
  await composer.focus()
  await page.keyboard.press('ControlOrMeta+b')
  await expect(retoma.row('focused')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(composer).toBeFocused()
  await page.keyboard.press('ControlOrMeta+i')
  const inspector = page.getByRole('complementary', { name: 'About this session' })
  await expect(inspector).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(inspector.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(composer).toBeFocused()
  await resize(retoma, 1280, 800)

  // What goes away when it was used gives the focus to the composer.
  const card = retoma.transcript.getByRole('region', { name: /Permission needed/ })
  model.enqueue(calls('bash', { command: 'touch made', description: 'Make it' }))
  await retoma.send('Make it')
  await expect(card.getByRole('button', { name: 'Deny' })).toHaveAttribute('aria-disabled', 'false')
  await card.getByRole('button', { name: 'Deny' }).focus()
  await page.keyboard.press('Enter')
  await expect(card).toHaveCount(0)
  await expect(composer).toBeFocused()
  await retoma.expectIdle()
  model.enqueue(says('One two three', { holdAfter: 1 }))
  await retoma.send('Go on')
  await page.getByRole('button', { name: 'Stop', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(retoma.transcript.getByText('You stopped this answer.')).toBeVisible()
  await expect(composer).toBeFocused()
})

test('who takes the focus while a dialog or a menu closes keeps it', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.create('first')
  await retoma.create('second')
  const { page } = retoma
  /** Goes to a row in the moment between Escape and the end of what it closes. */
  const goOn = (popup: string): Promise<void> =>
    page.evaluate(async (selector) => {
      const closes = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector(`${selector}[data-closed]`) === null) return
          observer.disconnect()
          resolve()
        })
        observer.observe(document.body, { subtree: true, attributes: true, childList: true })
      })
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      await closes
      document.querySelector<HTMLElement>('[data-session-id=first]')?.focus()
    }, popup)

  await retoma.row('second').focus()
  await page.keyboard.press('F2')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await goOn('.dialog')
  await expect(dialog).toHaveCount(0)
  await expect(retoma.row('first')).toBeFocused()

  await retoma.row('second').focus()
  await page.keyboard.press('Shift+F10')
  const menu = page.getByRole('menu')
  await expect(menu).toBeFocused()
  await goOn('.menu')
  await expect(menu).toHaveCount(0)
  await expect(retoma.row('first')).toBeFocused()
})

test('nothing moves for who wants less motion, and new sessions under the pointer are announced', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  const { page } = retoma
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await retoma.useModel(model)
  await retoma.create('quiet')
  model.enqueue(says('Slowly, piece by piece', { chunkSize: 6, holdAfter: 2 }))
  await retoma.send('Go')
  await retoma.expectAnswer(/Slowly/)
  await expect(retoma.row('quiet')).toContainText('running')
  expect(await page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length)).toBe(
    0,
  )
  model.release()
  await retoma.expectIdle()

  await retoma.row('quiet').hover()
  for (const id of ['from-outside-1', 'from-outside-2']) {
    writeSession(world.home, { id, messages: 2, seed: 7, folder: world.folder, startedAt: Date.now() }, 'github/cli')
  }
  const fresh = page.getByRole('status').getByRole('button', { name: '2 new' })
  await expect(fresh).toBeVisible()
  await expect(retoma.row('from-outside-1')).toHaveCount(0)
  await fresh.click()
  await expect(retoma.row('from-outside-1')).toBeVisible()
  await expect(fresh).toHaveCount(0)
})

async function runFromPalette(retoma: Retoma, title: string): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await expect(retoma.page.getByPlaceholder('Find sessions, commands, bookmarks, messages')).toBeFocused()
  await retoma.page.keyboard.type(title.replace('…', ''))
  await expect(retoma.page.getByRole('option', { name: title }).first()).toHaveAttribute('aria-selected', 'true')
  await retoma.page.keyboard.press('Enter')
}
