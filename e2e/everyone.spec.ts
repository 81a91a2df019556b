import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { writeBroken, writeFixed } from './fixedSessions.ts'
import { says } from './model/reply.ts'
import { resize } from './windowSize.ts'

/** Runs in the page: what can't be reached in a window this narrow, with a name to find it by. */
function outOfReach(): string[] {
  const found: string[] = []
  const { scrollWidth } = document.documentElement
  if (scrollWidth > innerWidth) found.push(`the document is ${scrollWidth} wide`)
  const focusable = 'a[href], button, input, select, textarea, [tabindex="0"]'
  for (const element of document.querySelectorAll<HTMLElement>(focusable)) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert]') !== null) continue
    // What is hidden until it has the focus is another matter.
    if (element.closest('.visually-hidden, [aria-hidden="true"]') !== null) continue
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const { left, right, top, bottom, width } = element.getBoundingClientRect()
    const isIn = left >= -1 && right <= innerWidth + 1 && bottom > 0 && top < innerHeight
    if (width > 0 && !isIn) {
      const name = element.getAttribute('aria-label') ?? element.textContent
      found.push(
        `${element.tagName} ${name.slice(0, 40)}: ${Math.round(left)} to ${Math.round(right)}, ${Math.round(top)}`,
      )
    }
  }
  return found
}

test('in high contrast, in Portuguese, and at 200 % in a window of 1280: nothing wrong and nothing out of reach', async ({
  world,
}) => {
  test.slow()
  writeFixed(world)
  writeBroken(world)
  const retoma = await world.launch()
  const { page } = retoma
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await retoma.call('settings.set', { language: 'pt-BR' })
  await resize(retoma, 1280, 800)
  await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 400])
  const check = async (state: string): Promise<void> => {
    await expectAccessible(retoma, state)
    expect(await page.evaluate(outOfReach), state).toEqual([])
    // Nothing moves for who wants less motion: no transition, no animation, no smooth scrolling.
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .map((element) => ({ element, style: getComputedStyle(element) }))
        .filter(
          ({ style }) =>
            style.scrollBehavior === 'smooth' ||
            style.animationName !== 'none' ||
            !/^0s(, 0s)*$/.test(style.transitionDuration),
        )
        .map(({ element }) => element.className),
    )
    expect(moving, state).toEqual([])
  }
  await expect(page.getByRole('main')).toBeVisible()
  await check('welcome')
  await retoma.call('settings.set', { defaultProviderId: 'practice', defaultModel: 'practice', welcomed: true })
  await page.reload()
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
  for (const [id, title] of [
    ['empty-one', 'Nothing was said'],
    ['damaged', 'A log with a hole in it'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+b')
    await page.locator(`[data-session-id="${id}"]`).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await check(id)
  }
})

test('a day without a mouse: the first run, a question, its answer part by part, a bookmark, a setting, the trash', async ({
  world,
}) => {
  const model = await world.model(() =>
    says('Yes.\n\nIt keeps no state of its own.', { reasoning: 'It has to be short.' }),
  )
  const retoma = await world.launch()
  const { page, transcript, composer } = retoma
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await expect(page.getByRole('heading', { name: 'Welcome to Retoma' })).toBeVisible()
  await tabTo(retoma, 'Your own model')
  await press('Enter')
  await tabTo(retoma, 'Address')
  await page.keyboard.type(model.baseUrl)
  await tabTo(retoma, 'Save')
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'New session' })).toBeVisible()
  await page.keyboard.type('Without a mouse')
  await press('Enter')
  await expect(composer).toBeFocused()
  await page.keyboard.type('Is it short?')
  await press('Enter')
  await retoma.expectAnswer('It keeps no state of its own.')
  await retoma.expectIdle()
  await page.keyboard.type('And again?')
  await press('Enter')
  await expect(transcript.getByText('It keeps no state of its own.')).toHaveCount(2)
  await retoma.expectIdle()

  // Turn by turn, then part by part: each has the focus, and with it its name.
  await press('Shift+Tab')
  while (!(await transcript.evaluate((box) => box === document.activeElement))) await press('Shift+Tab')
  await press('Alt+ArrowUp')
  const turn = transcript.getByRole('article', { name: 'And again?' })
  await expect(turn).toBeFocused()
  expect(await turn.getAttribute('aria-posinset')).toBe('2')
  expect(await turn.getAttribute('aria-setsize')).toBe('2')
  await press('Alt+ArrowUp')
  await expect(transcript.getByRole('article', { name: 'Is it short?' })).toBeFocused()
  await press('Enter')
  await expect(transcript.getByRole('group', { name: /^You/ }).first()).toBeFocused()
  await press('ArrowDown')
  const answer = transcript.locator('.answer').first()
  await expect(answer).toBeFocused()
  const thought = answer.getByRole('button', { name: /Thought/ })
  await expect(thought).toHaveAttribute('aria-expanded', 'false')
  await press('ArrowRight')
  await expect(thought).toHaveAttribute('aria-expanded', 'true')
  await expect(answer).toBeFocused()
  await press('ArrowLeft')
  await expect(thought).toHaveAttribute('aria-expanded', 'false')
  await press('ControlOrMeta+d')
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
  await page.keyboard.type('the short one')
  await press('Enter')
  await expect(answer.getByRole('img', { name: /the short one/ })).toBeVisible()
  await expect(answer).toBeFocused()
  // On into the next turn, to its end, and back to the message.
  await press('ArrowDown', 'End')
  await expect(transcript.locator('.answer').nth(1)).toBeFocused()
  await press('Escape')
  await expect(composer).toBeFocused()

  await press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await tabTo(retoma, 'As the system')
  await press('ArrowRight', 'ArrowRight')
  await expect(page.locator('html[data-theme=dark]')).toBeAttached()
  await press('Escape')
  await expect(composer).toBeFocused()
  await press('ControlOrMeta+k')
  await page.keyboard.type('delete session')
  await expect(page.getByRole('option', { name: 'Delete session' }).first()).toHaveAttribute('aria-selected', 'true')
  await press('Enter')
  await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toContainText('moves to the trash')
  await tabTo(retoma, 'Move to the trash')
  await press('Enter')
  await expect(page.getByText('No sessions yet').first()).toBeVisible()
})

/** Goes on with Tab until what is called so has the focus, as far as a window goes round. */
async function tabTo({ page }: Retoma, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return ''
      const labels =
        element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((one) => one.textContent) : []
      return [element.getAttribute('aria-label') ?? '', ...labels, element.textContent].join(' ').trim()
    })
    if (focused.includes(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to "${name}"`)
}
