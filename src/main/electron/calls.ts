import { ipcMain } from 'electron'
import type { WebContents } from 'electron'
import type { Reply } from '../../shared/errors.ts'
import type { Dispatch } from '../dispatch.ts'
import type { CallSender } from '../shell/page.ts'

export interface CallDeps {
  /** Pending until the rest of main is up: calls wait for it. */
  readonly dispatch: Promise<Dispatch<CallSender>>
  readonly isOurs: (contents: WebContents) => boolean
  readonly onCalled: (name: unknown) => void
  readonly onAnswered: (name: unknown) => void
}

/** Answers the window's calls on the one channel that there is. */
export function serveCalls({ dispatch, isOurs, onCalled, onAnswered }: CallDeps): void {
  ipcMain.handle('call', async (event, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    // Read before anything is awaited: a frame that has gone meanwhile tells nothing any more.
    const frame = event.senderFrame
    const isOurWindow = isOurs(event.sender)
    const sender: CallSender = {
      frameUrl: frame?.url ?? null,
      isMainFrame: frame?.parent === null,
      isOurWindow,
    }
    if (isOurWindow) onCalled(name)
    try {
      const answer = await dispatch
      return await answer(sender, name, input)
    } catch {
      return { ok: false, error: { code: 'internal', detail: '' } }
    } finally {
      if (isOurWindow) onAnswered(name)
    }
  })
}
