import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { AppEvent } from '../shared/events.ts'

/** What the window gets of the other side: two channels, and nothing of Electron's own objects. */
const bridge = {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  onEvents: (listener: (batch: readonly AppEvent[]) => void): (() => void) => {
    const handler = (_event: IpcRendererEvent, batch: readonly AppEvent[]): void => {
      listener(batch)
    }
    ipcRenderer.on('events', handler)
    return () => {
      ipcRenderer.removeListener('events', handler)
    }
  },
}

export type Bridge = typeof bridge

contextBridge.exposeInMainWorld('retoma', bridge)
