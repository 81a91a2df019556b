import { ignore } from './core.ts'
import { StandinEvent } from './event.ts'
import { receive } from './ipc.ts'
import { windowOpened } from './navigation.ts'
import type { Page } from './page.ts'
import { clone } from './target.ts'
import type { WebContents } from './webContents.ts'
import type { Head } from './worlds.ts'

const EVERYTHING = {
  canUndo: true,
  canRedo: true,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
}

/** Takes what the isolated world of a frame says. */
export function hear(contents: WebContents, page: Page, frameId: string, head: Head, body: string): void {
  const { frames, state } = page
  const frame = frames.get(frameId)
  if (!frame || state.destroyed) return
  switch (head.k) {
    case 'invoke':
    case 'send':
      receive(contents, page, frame, head, body)
      break
    case 'error':
      contents.emit('preload-error', new StandinEvent(), head.c, clone.decode(body))
      break
    case 'key':
      contents.emit('before-input-event', new StandinEvent(), { modifiers: [], ...(clone.decode(body) as object) })
      break
    case 'menu':
      contents.emit('context-menu', new StandinEvent(), {
        ...(clone.decode(body) as object),
        frame,
        frameURL: frame.url,
        pageURL: contents.getURL(),
        misspelledWord: '',
        dictionarySuggestions: [],
        editFlags: EVERYTHING,
        menuSourceType: 'mouse',
      })
      break
    case 'open':
      windowOpened(clone.decode(body) as Partial<Electron.HandlerDetails>, contents, state)
      break
    case 'files':
      ignore(tellPaths(page, frameId, head.i ?? 0, clone.decode(body) as number))
      break
    default:
      break
  }
}

async function tellPaths({ target }: Page, frameId: string, request: number, count: number): Promise<void> {
  const paths = await target.filePaths(frameId, request, count)
  target.tell(frameId, { k: 'paths', i: request }, clone.encode(paths))
}
