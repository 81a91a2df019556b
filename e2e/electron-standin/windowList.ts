import type { BrowserWindow } from './window.ts'

/** The windows that are open, by their ids, and the one that has the focus. */
export const windows: { all: Map<number, BrowserWindow>; focused: BrowserWindow | null } = {
  all: new Map(),
  focused: null,
}
