import type { Locator } from '@playwright/test'
import { expect } from './app.ts'
import type { Retoma, World } from './app.ts'
import { echo } from './model/reply.ts'
import { resize } from './windowSize.ts'
import { placeIn, topWordIn } from './words.ts'
import type { Word } from './words.ts'

/** The sessions of `withFour`, by id and title. */
export const paneNames = ['alpha', 'beta', 'gamma', 'delta'] as const

/** The app with four sessions that were never written in, in a window as wide as told. */
export async function withFour(world: World, width = 1600): Promise<Retoma> {
  const { retoma } = await world.begin(echo)
  for (const id of paneNames) await retoma.create(id, { title: id })
  await resize(retoma, width, 900)
  return retoma
}

/** The pane of a session, while there are several. */
export const paneOf = (retoma: Retoma, id: string): Locator =>
  retoma.page.getByRole('region', { name: new RegExp(`^Session \\d of \\d: ${id}$`) })
/** What is written in, in a pane. */
export const boxOf = (retoma: Retoma, id: string): Locator => boxIn(paneOf(retoma, id))
/** The conversation in a pane. */
export const flowOf = (retoma: Retoma, id: string): Locator => flowIn(paneOf(retoma, id))

const boxIn = (pane: Locator): Locator => pane.getByRole('textbox', { name: 'Message', exact: true })
const flowIn = (pane: Locator): Locator => pane.getByRole('feed', { name: 'Conversation' })

/** The titles of the sessions that are shown, from the left; the one that has the focus is marked with brackets. */
const shown = (retoma: Retoma): Promise<readonly string[]> =>
  retoma.page.locator('.pane').evaluateAll((panes) =>
    panes.map((pane) => {
      const title = pane.querySelector('h1')?.textContent ?? ''
      return pane.hasAttribute('data-active') ? `[${title}]` : title
    }),
  )
/** Waits until these sessions are shown. */
export const expectShown = (retoma: Retoma, ...panes: readonly string[]): Promise<void> =>
  expect.poll(() => shown(retoma)).toEqual(panes)
/** How wide the panes are, from the left, in CSS pixels. */
export const widths = (retoma: Retoma): Promise<readonly number[]> =>
  retoma.page
    .locator('.pane')
    .evaluateAll((panes) => panes.map((pane) => Math.round(pane.getBoundingClientRect().width)))

/** Opens a session beside what is shown, by the keys of the list. */
export async function beside(retoma: Retoma, id: string): Promise<void> {
  await retoma.row(id).focus()
  await retoma.page.keyboard.press('ControlOrMeta+Enter')
  await expect(retoma.page.locator('.pane[data-active] h1')).toHaveText(id)
  await expect(boxOf(retoma, id)).toBeFocused()
}

/** One or several sessions as they are shown, each with words to find again in view. */
export interface Shown {
  /** Titles from the left, the one that has the focus in brackets. */
  readonly order: readonly string[]
  readonly widths: readonly number[]
  /** Text, beginning and end of the selection of each box. */
  readonly drafts: readonly unknown[]
  readonly places: readonly Word[]
}

/** What is shown, as soon as it holds still. */
export async function whatIsShown(retoma: Retoma): Promise<Shown> {
  let last = await look(retoma)
  await expect
    .poll(async () => {
      const before = last
      last = await look(retoma)
      return JSON.stringify(last) === JSON.stringify(before)
    })
    .toBe(true)
  return last
}

async function look(retoma: Retoma): Promise<Shown> {
  const drafts: unknown[] = []
  const places: Word[] = []
  for (const pane of await retoma.page.locator('.pane').all()) {
    drafts.push(
      await boxIn(pane).evaluate((box: HTMLTextAreaElement) => [box.value, box.selectionStart, box.selectionEnd]),
    )
    places.push(await topWordIn(flowIn(pane)))
  }
  return { order: await shown(retoma), widths: await widths(retoma), drafts, places }
}

/** Waits until all is shown as it was: places to within a line, the rest exactly, and the box that had the focus has it. */
export async function expectAsItWas(retoma: Retoma, was: Shown, when = 'after the start'): Promise<void> {
  await expect.poll(() => shown(retoma), { message: `the sessions ${when}` }).toEqual(was.order)
  await expect(boxIn(retoma.page.locator('.pane[data-active]')), `the focus ${when}`).toBeFocused()
  await expect
    .poll(
      async () => {
        const panes = await retoma.page.locator('.pane').all()
        const off = was.places.map(async ({ word, top }, at) => {
          const now = panes[at] === undefined ? null : await placeIn(flowIn(panes[at]), word)
          return Math.abs((now ?? Infinity) - top)
        })
        return Math.max(...(await Promise.all(off)))
      },
      { message: `the places ${when}: ${JSON.stringify(was.places)}` },
    )
    .toBeLessThan(24)
  const { order, widths: wide, drafts } = await look(retoma)
  expect({ order, widths: wide, drafts }, when).toEqual({ order: was.order, widths: was.widths, drafts: was.drafts })
}
