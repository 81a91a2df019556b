import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import { writeFixed } from './fixedSessions.ts'
import { enlarge, expectForEveryone, expectTabbed } from './forEveryone.ts'
import { addServer, book } from './harbour.ts'
import { calls, refuses, says } from './model/reply.ts'

test('in high contrast, in Portuguese, and at 200 % in a window of 1280: nothing wrong and nothing out of reach', async ({
  world,
}) => {
  test.slow()
  writeFixed(world)
  const retoma = await world.launch()
  const { page } = retoma
  await enlarge(retoma)
  await retoma.call('settings.set', { language: 'pt-BR' })
  const check = (state: string): Promise<void> => expectForEveryone(retoma, state)
  await expect(page.getByRole('main')).toBeVisible()
  await check('welcome')
  await retoma.call('settings.set', { defaultProviderId: 'practice', defaultModel: 'practice', welcomed: true })
  await page.reload()
  await expect(page.getByRole('main')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+b')
  await expect(page.locator('[data-session-id="typed-cache"]')).toBeVisible()
  await check('list')
  await page.locator('[data-session-id="typed-cache"]').click()
  await expect(page.getByText('a benchmark')).toBeVisible()
  await page.getByRole('button', { name: /npm test/ }).click()
  await check('conversation')
  await page.keyboard.press('ControlOrMeta+i')
  await expect(page.locator('.outline')).toBeVisible()
  await check('inspector')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+f')
  await expect(page.getByRole('search')).toBeVisible()
  await check('find')
  await page.keyboard.press('Escape')
  for (const [keys, state] of [
    ['ControlOrMeta+k', 'palette'],
    ['F1', 'keys'],
    ['ControlOrMeta+Shift+m', 'models'],
  ] as const) {
    await page.keyboard.press(keys)
    await expect(page.getByRole('dialog').first()).toBeVisible()
    await check(state)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  for (const [keys, state] of [
    ['ControlOrMeta+,', 'settings'],
    ['ControlOrMeta+n', 'new session'],
  ] as const) {
    await page.keyboard.press(keys)
    await expect(page.locator('.page')).toBeVisible()
    await check(state)
    await page.keyboard.press('Escape')
  }
})

test('the same for what waits, what goes wrong, what stands side by side, and the dialogs of a conversation', async ({
  world,
}) => {
  test.slow()
  addServer(world)
  const model = await world.model(() => says('Done.'))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('beside', { title: 'Beside it' })
  await retoma.create('at-work', { title: 'Tidy the cache', folder: world.folder })
  const path = join(world.folder, 'cache.ts')
  writeFileSync(path, 'export const a = 1\nexport const b = 2\n')
  await enlarge(retoma)
  const check = async (state: string): Promise<void> => {
    // The longer language.
    await retoma.call('settings.set', { language: 'pt-BR' })
    await expectForEveryone(retoma, state)
    await retoma.picture(`everyone-${state.replaceAll(' ', '-')}`)
    await retoma.call('settings.set', { language: 'en' })
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  }
  const card = (name: RegExp): Locator => transcript.getByRole('region', { name })
  const press = async (button: Locator): Promise<void> => {
    await expect(button).toHaveAttribute('aria-disabled', 'false')
    await button.focus()
    await page.keyboard.press('Enter')
  }
  /** A key goes to what waits, Tab through it, and the composer has the focus when it was answered. */
  const checkCard = async (state: string, name: RegExp, answer: string): Promise<void> => {
    await expect(card(name)).toBeVisible()
    await page.keyboard.press('ControlOrMeta+j')
    await expect.poll(() => card(name).evaluate((box) => box.contains(document.activeElement))).toBe(true)
    await check(state)
    await expectTabbed(retoma, state, card(name))
    await press(card(name).getByRole('button', { name: answer }))
    await expect(retoma.composer).toBeFocused()
  }

  model.enqueue(calls('edit', { path, old_str: 'const a = 1', new_str: 'const a: number = 1' }, { text: 'I type it.' }))
  await retoma.send('Check the cache')
  await checkCard('permission', /Permission needed/, 'Allow once')
  await retoma.expectIdle()

  model.enqueue(calls('ask_user', { question: 'Which name shall it have?', choices: ['a', 'the first of them'] }))
  await retoma.send('Rename it, and ask me first')
  await expect(card(/Copilot asks/)).toBeVisible()
  await retoma.send('And the other one, too')
  const waiting = transcript.getByRole('article', { name: 'Waiting messages' })
  await expect(waiting).toBeVisible()
  await waiting.focus()
  await expectTabbed(retoma, 'queue', waiting)
  await checkCard('question and queue', /Copilot asks/, 'the first of them')
  await retoma.expectIdle()

  model.enqueue(book)
  await retoma.send('Book a berth')
  await press(card(/Permission needed/).getByRole('button', { name: 'Allow once' }))
  await checkCard('form', /harbour needs a few details/, 'Decline')
  await retoma.expectIdle()

  await retoma.call('session.setMode', { id: 'at-work', mode: 'plan' })
  model.enqueue(
    calls('exit_plan_mode', {
      summary: '## Build a quay\n\n1. Piles\n2. Planks',
      actions: ['exit_only', 'interactive', 'autopilot'],
      recommendedAction: 'interactive',
    }),
  )
  await retoma.send('Plan a quay')
  await checkCard('plan', /A plan to approve/, 'Approve, don’t begin yet')
  await retoma.expectIdle()

  model.enqueue(refuses(400, 'The model does not take this'))
  await retoma.send('Will this do?')
  await expect(transcript.locator('.failed')).toBeVisible()
  await check('failed')

  await page.keyboard.press('ControlOrMeta+Shift+U')
  await expect(page.getByRole('dialog', { name: 'Edit and resend' }).getByRole('textbox')).toBeFocused()
  await check('rewind')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+Shift+X')
  await page
    .getByRole('complementary')
    .getByRole('button', { name: /cache\.ts/ })
    .click()
  await expect(page.getByRole('dialog', { name: 'Changes' })).toBeVisible()
  await check('changes')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Escape')

  await page.keyboard.press('ControlOrMeta+Shift+J')
  await page.getByRole('textbox', { name: 'Side question' }).fill('What is a quay?')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Aside' }).getByText('Done.')).toBeVisible()
  await check('aside')
  await page.keyboard.press('Escape')

  await page.keyboard.press('ControlOrMeta+d')
  await page.getByRole('dialog').getByLabel('Name').fill('Quay')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const [bookmark] = await retoma.call('bookmark.list', {})
  expect(bookmark).toBeDefined()
  await page.keyboard.press('ControlOrMeta+Shift+d')
  await expect(page.getByRole('dialog')).toBeVisible()
  await check('bookmarks')
  await page.keyboard.press('Escape')

  await page.keyboard.press('ControlOrMeta+\\')
  await page.locator('.palette-input').fill('Beside it')
  await expect(page.getByRole('option', { name: /Beside it/ }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.locator('.pane')).toHaveCount(2)
  await check('side by side')
  await page.keyboard.press('F6')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('quay')
  await expect(page.getByRole('search').locator('.find-count')).toHaveText(/of \d/)
  await check('find side by side')
})

test('at 200 % a passing message makes way for what has the focus', async ({ world }) => {
  const { retoma, page } = await world.begin(() => says('Done.'))
  await retoma.create('put-away', { title: 'Put away' })
  await enlarge(retoma)
  await page.keyboard.press('ControlOrMeta+Shift+y')
  const undo = page.getByRole('button', { name: 'Undo' })
  await expect(undo).toBeVisible()
  const box = await page.locator('.toast').boundingBox()
  // For as long as this takes.
  await undo.hover()
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  const met = await page.evaluate(async (toast) => {
    const [covered, above]: [string[], string[]] = [[], []]
    for (const element of document.querySelectorAll<HTMLElement>('.page button, .page input, .page select')) {
      // Where the message is, as it is easily there in a window this small.
      element.scrollIntoView({ block: 'start' })
      element.focus({ preventScroll: true })
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const name = element.getAttribute('aria-label') ?? element.textContent
      if (right > toast.x && top < toast.y + toast.height && bottom > toast.y) above.push(name)
      for (const x of [left + 2, (left + right) / 2, right - 2]) {
        const there = document.elementFromPoint(x, (top + bottom) / 2)
        if (there?.closest('.toasts') != null) covered.push(name)
      }
    }
    return { covered, above }
  }, box!)
  await expect(undo).toBeVisible()
  expect(met.above.length, 'where the message stood').toBeGreaterThan(0)
  expect(met.covered).toEqual([])
})
