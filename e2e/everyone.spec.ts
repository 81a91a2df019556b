import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { writeFixed } from './fixedSessions.ts'
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
