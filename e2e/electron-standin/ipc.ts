import { eventWith } from './event.ts'
import type { WebFrameMain } from './frames.ts'
import type { Page } from './page.ts'
import { StrictEmitter } from './strict.ts'
import { clone } from './target.ts'
import type { WebContents } from './webContents.ts'
import type { Head } from './worlds.ts'

type Handler = (event: unknown, ...args: unknown[]) => unknown

const handlers = new WeakMap<IpcMain, Map<string, Handler>>()

/** `ipcMain`, and `webContents.ipc`. */
export class IpcMain extends StrictEmitter {
  static override standinName = 'ipcMain'

  constructor() {
    super()
    handlers.set(this, new Map())
  }

  handle(channel: string, listener: Handler): void {
    const mine = handlers.get(this)
    if (mine?.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof listener !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof listener}'`)
    }
    mine?.set(channel, listener)
  }

  handleOnce(channel: string, listener: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return listener(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    handlers.get(this)?.delete(channel)
  }
}

/** The one that listens to all pages. */
export const ipcMain = new IpcMain()
// Electron's has one, so that a channel named `error` does not end the app.
ipcMain.on('error', () => undefined)

/** Hands a page's call to its handler, or a page's message to its listeners. */
export function receive(contents: WebContents, page: Page, frame: WebFrameMain, head: Head, body: string): void {
  const channel = head.c as string
  const args = clone.decode(body) as unknown[]
  const event = eventWith({
    type: 'frame' as const,
    sender: contents,
    senderFrame: frame.detached ? null : frame,
    processId: frame.processId,
    frameId: frame.routingId,
  })
  const places = [contents.ipc, ipcMain]
  if (head.k === 'invoke') {
    const handler = places.map((place) => handlers.get(place)?.get(channel)).find((one) => one)
    void answer(handler, channel, event, args).then(([ok, value]) =>
      page.reply(frame, { k: 'reply', i: head.i ?? 0, ok }, value),
    )
    return
  }
  const respond = (to: string, ...values: unknown[]): void => frame.send(to, ...values)
  const message = Object.assign(event, { ports: [], reply: respond, returnValue: undefined })
  contents.emit('ipc-message', message, channel, ...args)
  for (const place of places) place.emit(channel, message, ...args)
}

/** What the page is told: the cloned result, or the error as text. */
async function answer(
  handler: Handler | undefined,
  channel: string,
  event: object,
  args: unknown[],
): Promise<[boolean, string]> {
  try {
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return [true, clone.encode(await handler(event, ...args))]
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    return [false, clone.encode(String(error))]
  }
}
