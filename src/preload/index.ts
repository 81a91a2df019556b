import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { AppEvent } from '../shared/events.ts'

/** Asked for before the page's own scripts are even read: main works on it meanwhile. */
let booting: Promise<unknown> | null = ipcRenderer.invoke('call', 'app.boot', {})
// Whoever calls hears of a failure.
booting.catch(() => undefined)

/** What main tells before anybody listens. */
const early: (readonly AppEvent[])[] = []
const gather = (_event: IpcRendererEvent, batch: readonly AppEvent[]): void => {
  early.push(batch)
}
ipcRenderer.on('events', gather)

/** What stands behind a file of the page: its path, which only the browser knows, or else its bytes. */
const itemOf = async (file: File): Promise<object> => {
  const path = webUtils.getPathForFile(file)
  return path === '' ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : { path }
}

/** What the window gets of the other side: two channels, and nothing of Electron's own objects. */
const bridge = {
  call: (name: string, input: unknown): Promise<unknown> => {
    // Paths come from files that a person gave: the page can't make them up.
    if (name === 'attachment.add' || name === 'import.look') return Promise.reject(new Error('Only files can be given'))
    const begun = name === 'app.boot' ? booting : null
    if (begun === null) return ipcRenderer.invoke('call', name, input)
    booting = null
    return begun
  },
  attach: async (files: readonly File[]): Promise<unknown> =>
    ipcRenderer.invoke('call', 'attachment.add', { items: await Promise.all(files.map(itemOf)) }),
  /** What has no path is on no disk yet (a picture of a page): main is not asked about it. */
  lookAtImport: async (files: readonly File[], work: string): Promise<unknown> => {
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
    return paths.length === 0 ? null : ipcRenderer.invoke('call', 'import.look', { paths, work })
  },
  onEvents: (listener: (batch: readonly AppEvent[]) => void): (() => void) => {
    const handler = (_event: IpcRendererEvent, batch: readonly AppEvent[]): void => {
      listener(batch)
    }
    ipcRenderer.on('events', handler)
    ipcRenderer.removeListener('events', gather)
    for (const batch of early.splice(0)) listener(batch)
    return () => {
      ipcRenderer.removeListener('events', handler)
    }
  },
}

export type Bridge = typeof bridge

contextBridge.exposeInMainWorld('retoma', bridge)
