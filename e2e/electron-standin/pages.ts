import type { Page } from './page.ts'
import type { WebContents } from './webContents.ts'

const pages = new WeakMap<WebContents, Page>()

/** The contents that are not destroyed, by their ids. */
export const allContents = new Map<number, WebContents>()

/** Called once for each contents. */
export function addPage(contents: WebContents, page: Page): void {
  pages.set(contents, page)
  allContents.set(contents.id, contents)
}

/** What stands behind contents, destroyed ones too; the app has no way to it. */
export function pageOf(contents: WebContents): Page {
  const page = pages.get(contents)
  if (!page) throw new TypeError('These contents were not made by a window')
  return page
}
