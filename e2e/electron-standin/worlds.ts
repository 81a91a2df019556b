import { createBridge } from './bridge.ts'
import { createClone } from './clone.ts'
import { watchFiles } from './filePaths.ts'
import { isolatedWorld } from './isolatedWorld.ts'
import { mainWorld, refuseWindows } from './mainWorld.ts'
import { reportInput } from './reportInput.ts'
import { reportWindows } from './windowReports.ts'
import { WorldEmitter } from './worldEmitter.ts'

/** What the isolated world is told when a document starts. */
export interface WorldOptions {
  /** The binding through which the isolated world speaks to the main process. */
  binding: string
  /** The function through which the main process speaks to the isolated world. */
  receive: string
  /** The events by which the two worlds of a page speak to each other; unguessable, since the page shares the window. */
  toMain: string
  toIsolated: string
  /** Whether preloads run in frames within the page, too. */
  subframes: boolean
  process: { platform: string; arch: string; versions: Record<string, string | undefined>; argv: string[] }
}

/** How the isolated world calls the main process and the other way around: a head, a line break, a cloned body. */
export interface Head {
  k: 'invoke' | 'send' | 'reply' | 'visible' | 'menu' | 'key' | 'error' | 'files' | 'paths' | 'open'
  /** The channel. */
  c?: string
  /** The number of a call. */
  i?: number
  ok?: boolean
}

/** Speaks to the main process. */
export type Tell = (head: Head, body: unknown) => void

/** Code of other files that runs in the isolated world, where nothing can be imported. */
const parts = { createBridge, WorldEmitter, watchFiles, reportInput }
export type WorldParts = typeof parts

/** The scripts for a page: one for its own world, one for the isolated world. */
export function worldScripts(options: WorldOptions): { main: string; isolated: string } {
  const given = JSON.stringify(options)
  const code = Object.entries(parts).map(([name, part]) => `${name}: ${part.toString()}`)
  return {
    main: `(${refuseWindows.toString()})(${given});(${mainWorld.toString()})(${given}, ${createBridge.toString()})`,
    isolated: `(${reportWindows.toString()})(${given});(${isolatedWorld.toString()})(${given}, (${createClone.toString()})(), {${code.join()}})`,
  }
}
