import { randomUUID } from 'node:crypto'
import type { CdpSession } from './cdp.ts'
import { cdp, core } from './core.ts'
import { isSeen } from './display.ts'

/** How long Chromium may take before the window becomes an ordinary one, in milliseconds. */
const PATIENCE = 5000

/**
 * Opens a window without tabs and address bar for a person; answers with its target, or undefined if an ordinary
 * window has to do. The protocol has no command for it, but Chromium called once more opens it in the running one.
 */
export async function openAppWindow(): Promise<string | undefined> {
  const { browser, session: connect } = cdp()
  if (!isSeen() || process.platform !== 'linux') return undefined
  const targetId = await appTarget(browser)
  if (targetId === undefined) return undefined
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
  const session = connect(sessionId)
  await untilLoaded(session)
  await browser.send('Target.detachFromTarget', { sessionId })
  session.dispose()
  return targetId
}

function appTarget(browser: CdpSession): Promise<string | undefined> {
  // Chromium takes addresses of few schemes here; this one tells the window from others.
  const url = `data:text/html,${randomUUID()}`
  return new Promise((resolve) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      resolve(undefined)
    }, PATIENCE)
    const undo = browser.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.url !== url) return
      undo()
      clearTimeout(timer)
      if (late) browser.post('Target.closeTarget', { targetId: targetInfo.targetId })
      else resolve(targetInfo.targetId)
    })
    core.chromium?.openApp(url)
  })
}

/** The first document must be through before anybody listens: its events would be taken for those of the app's page. */
async function untilLoaded(session: CdpSession): Promise<void> {
  const loaded = new Promise<void>((resolve) => {
    session.on('Page.loadEventFired', () => resolve())
  })
  await session.send('Page.enable')
  const expression = 'location.protocol + document.readyState'
  const { result } = await session.send('Runtime.evaluate', { expression })
  if (result.value !== 'data:complete') await loaded
}
