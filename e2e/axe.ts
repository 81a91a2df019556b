import axe from 'axe-core'
import { expect } from './app.ts'
import type { Retoma } from './app.ts'
import { dress, still } from './windowSize.ts'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** What axe finds wrong with the window as it is, one line for each element. */
async function violations(retoma: Retoma): Promise<readonly string[]> {
  // The source itself: a page of Electron's has no context in which AxeBuilder could open another one.
  await retoma.page.evaluate(axe.source)
  const results = await retoma.page.evaluate(async (values) => {
    const { axe: found } = globalThis as unknown as { axe: typeof axe }
    const { violations: all } = await found.run(document, { runOnly: { type: 'tag', values } })
    return all.flatMap((one) => one.nodes.map((node) => [one.id, node.target.join(' '), node.failureSummary ?? '']))
  }, tags)
  return results.map((parts) => parts.join(' | '))
}

/** Expects a state of the window to be free of violations, light and dark. */
export async function expectAccessible(retoma: Retoma, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await dress(retoma, theme)
    await still(retoma)
    expect(await violations(retoma), `${state}, ${theme}`).toEqual([])
  }
}
