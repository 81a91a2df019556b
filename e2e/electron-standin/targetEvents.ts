import { cdp } from './core.ts'
import { StandinEvent } from './event.ts'
import { gone } from './navigation.ts'
import type { Page } from './page.ts'
import { allContents, pageOf } from './pages.ts'
import type { WebContents } from './webContents.ts'

function find(targetId: string): { contents: WebContents; page: Page } | undefined {
  for (const contents of allContents.values()) {
    const page = pageOf(contents)
    if (page.target.id === targetId) return { contents, page }
  }
  return undefined
}

/** Starts to hear of crashes, titles and tabs closed from outside. */
export function watchTargets(): void {
  const { browser } = cdp()
  browser.on('Target.targetCrashed', ({ targetId, status, errorCode }) => {
    const found = find(targetId)
    if (found) gone(found.contents, found.page.state, status, errorCode)
  })
  browser.on('Target.targetCreated', ({ targetInfo: { targetId, type, openerId } }) => {
    // A window that a page has got past all that refuses it.
    if (type === 'page' && openerId) browser.post('Target.closeTarget', { targetId })
  })
  browser.on('Target.targetDestroyed', ({ targetId }) => {
    const found = find(targetId)
    if (found && !found.page.state.destroyed) found.page.options.lost()
  })
  browser.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title, url } }) => {
    const found = find(targetId)
    // Chromium calls a page without a title by its address.
    if (!found || !title || title === found.page.state.title || url.includes(title)) return
    found.page.state.title = title
    found.contents.emit('page-title-updated', new StandinEvent(), title, true)
    found.page.options.titled(title)
  })
}
