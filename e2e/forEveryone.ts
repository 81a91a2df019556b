import type { Locator } from '@playwright/test'
import { expect } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
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

/** Runs in the page: words in the colour of the plate that the system puts behind them in high contrast. */
function unreadable(): string[] {
  const plate = document.createElement('i')
  plate.style.color = 'Canvas'
  const { color: canvas } = getComputedStyle(document.body.appendChild(plate))
  plate.remove()
  const found: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const words = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent)
    if (words.join('').trim() === '' || !element.checkVisibility({ visibilityProperty: true })) continue
    const style = getComputedStyle(element)
    const behind = style.forcedColorAdjust === 'none' ? style.backgroundColor : canvas
    if (style.color === behind) found.push(`${element.className}: ${words.join(' ').trim().slice(0, 40)}`)
  }
  return found
}

/** Runs in the page: words that are cut off without a sign of it, where nothing scrolls to them. */
function cutOff(): string[] {
  const found: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden') !== null) continue
    const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element)
    // An ellipsis tells that there is more, and the whole is in the title or opens.
    if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none') continue
    const hidden = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
    const frame = element.getBoundingClientRect()
    if (frame.width < 2 || frame.height < 2) continue
    const isCut = (range: Range): boolean => {
      const rect = range.getBoundingClientRect()
      if (rect.width === 0) return false
      const across = hidden(overflowX) && (rect.right > frame.right + 2 || rect.left < frame.left - 2)
      return across || (hidden(overflowY) && (rect.bottom > frame.bottom + 2 || rect.top < frame.top - 2))
    }
    if (!hidden(overflowX) && !hidden(overflowY)) continue
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node as Text).data.trim()
      if (text === '' || !belongs(node.parentElement, element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      if (isCut(range)) found.push(`${element.className || element.tagName} cuts “${text.slice(0, 40)}”`)
    }
  }
  return found

  /** Whether nothing between the words and what cuts them scrolls, tells that there is more, or is hidden. */
  function belongs(at: Element | null, to: Element): boolean {
    for (let one = at; one !== null && one !== to; one = one.parentElement) {
      const style = getComputedStyle(one)
      if (/auto|scroll/.test(`${style.overflowX} ${style.overflowY}`) || style.textOverflow === 'ellipsis') return false
      if (one.matches('.visually-hidden, svg, option, select') || style.webkitLineClamp !== 'none') return false
    }
    return at?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) === true
  }
}

/** Runs in the page: what is wrong with what has the focus; null when it can be seen, and is seen to have it. */
function focusFault(): string | null {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body) return 'nothing has the focus'
  const name = `${element.tagName} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`
  const rect = element.getBoundingClientRect()
  const middle = { x: rect.left + Math.min(rect.width, innerWidth) / 2, y: rect.top + Math.min(rect.height, 20) / 2 }
  const there = document.elementFromPoint(middle.x, middle.y)
  const holder = element.closest('label') ?? element
  if (there === null || !(holder.contains(there) || there.contains(element))) return `${name} is covered`
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(at)
    if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) {
      const [shown, held] = [at, outlineOf(at)]
      element.blur()
      const without = outlineOf(shown)
      element.focus({ preventScroll: true })
      // What is chosen has an outline, too.
      return held === without ? `${name} looks the same without the focus` : null
    }
    // A box shows the focus of what is written in it.
    if (at !== element && !at.matches(':focus-within')) break
  }
  return `${name} does not show the focus`

  function outlineOf(box: Element): string {
    const { outline, boxShadow, borderColor } = getComputedStyle(box)
    return `${outline} ${boxShadow} ${borderColor}`
  }
}

/** Expects each thing that Tab comes to within a place to be in view, to show that it has the focus, and to be in that place. */
export async function expectTabbed(retoma: Retoma, state: string, place: Locator): Promise<void> {
  const { page } = retoma
  const seen = new Set<string>()
  const faults: string[] = []
  await page.evaluate(() => Object.assign(window, { tabbed: new WeakMap<Element, number>(), count: 0 }))
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const marks = window as unknown as { tabbed: WeakMap<Element, number>; count: number }
      const element = document.activeElement ?? document.body
      const known = marks.tabbed.get(element)
      if (known === undefined) marks.tabbed.set(element, (marks.count += 1))
      return { id: marks.tabbed.get(element) ?? 0, again: known !== undefined }
    })
    if (at.again) break
    seen.add(String(at.id))
    if (!(await place.evaluate((box) => box.contains(document.activeElement)))) break
    const fault = await page.evaluate(focusFault)
    if (fault !== null) faults.push(fault)
  }
  expect(faults, state).toEqual([])
  expect(seen.size, state).toBeGreaterThan(0)
}

/** A window of 1280 by 800 at 200 %, in high contrast, for somebody who wants less motion. */
export async function enlarge(retoma: Retoma): Promise<void> {
  await retoma.page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await resize(retoma, 1280, 800)
  await retoma.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  await expect.poll(() => retoma.page.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 400])
}

/** Expects a state of such a window to be free of violations, with nothing out of reach and nothing that moves. */
export async function expectForEveryone(retoma: Retoma, state: string): Promise<void> {
  await expectAccessible(retoma, state)
  expect(await retoma.page.evaluate(outOfReach), state).toEqual([])
  expect(await retoma.page.evaluate(unreadable), state).toEqual([])
  expect(await retoma.page.evaluate(cutOff), state).toEqual([])
  // No transition, no animation, no smooth scrolling.
  const moving = await retoma.page.evaluate(() =>
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

/** How one state after the other is looked at: by axe, in the longer language; how it is cut, and where Tab goes in `place`. */
export function lookerAt(retoma: Retoma): (state: string, place: Locator) => Promise<void> {
  const { page } = retoma
  return async (state, place) => {
    await expectTabbed(retoma, state, place)
    await retoma.call('settings.set', { language: 'pt-BR' })
    await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR')
    await expectForEveryone(retoma, state)
    await retoma.picture(`every-${state.replaceAll(' ', '-')}`)
    await retoma.call('settings.set', { language: 'en' })
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  }
}

/** Runs a command from the palette, by the keyboard alone. */
export async function runCommand({ page }: Retoma, title: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.locator('.palette-input')).toBeFocused()
  await page.keyboard.type(title.replace('…', ''))
  const option = page.getByRole('option', { name: title }).first()
  await expect
    .poll(async () => {
      if ((await option.getAttribute('aria-selected')) === 'true') return true
      await page.keyboard.press('ArrowDown')
      return false
    })
    .toBe(true)
  await page.keyboard.press('Enter')
}
