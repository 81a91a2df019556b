import { expect } from './app.ts'
import type { Retoma } from './app.ts'

/** Gives the window a size in CSS pixels, and waits until the page has it. */
export async function resize(retoma: Retoma, width: number, height: number): Promise<void> {
  await retoma.app.evaluate(
    ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x!, y!),
    [width, height],
  )
  await expect.poll(() => retoma.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height])
}

/** Chooses a theme, and waits until it is drawn. */
export async function dress(retoma: Retoma, theme: 'light' | 'dark'): Promise<void> {
  await retoma.call('settings.set', { theme })
  await expect(retoma.page.locator(`html[data-theme=${theme}]:not([data-switching])`)).toBeAttached()
}

/** Waits until nothing moves any longer but what turns for ever. */
export async function still(retoma: Retoma): Promise<void> {
  await expect
    .poll(() =>
      retoma.page.evaluate(
        () =>
          document
            .getAnimations()
            .filter((one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity)
            .length,
      ),
    )
    .toBe(0)
}

/** Takes pictures of a state for people to look at: narrow and wide, light and dark. */
export async function picturesOf(retoma: Retoma, name: string): Promise<void> {
  for (const [width, height] of [
    [900, 760],
    [1600, 900],
  ] as const) {
    await resize(retoma, width, height)
    for (const theme of ['light', 'dark'] as const) {
      await dress(retoma, theme)
      await still(retoma)
      await retoma.picture(`${name}-${width}-${theme}`)
    }
  }
}
