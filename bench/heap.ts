import { readFileSync } from 'node:fs'
import { descendantsOf, processes } from '../e2e/torture/processes.ts'
import type { Process } from '../e2e/torture/processes.ts'
import type { App } from './app.ts'

const MB = 1024 * 1024

/** What a page holds: its JavaScript heap after a collection (MB), its nodes, and all of its process (MB, shared parts split; null where the system does not tell). */
export async function heapOf(
  app: App,
): Promise<{ readonly heap: number; readonly nodes: number; readonly process: number | null }> {
  const cdp = await app.page.context().newCDPSession(app.page)
  await cdp.send('HeapProfiler.enable')
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const { nodes } = await cdp.send('Memory.getDOMCounters')
  await cdp.detach()
  const pages = pageProcesses(app.electron.process().pid ?? 0, await processes())
  const sizes = pages.flatMap(({ pid }) => proportional(pid) ?? [])
  // Chromium keeps an empty one ready for the next page: the page is the biggest.
  return { heap: usedSize / MB, nodes, process: sizes.length === 0 ? null : Math.max(...sizes) }
}

/** The processes of the pages of an app. */
export function pageProcesses(main: number, all: readonly Process[]): readonly Process[] {
  // What draws the frame of a browser's window is Chromium's own: Electron's windows have none.
  return descendantsOf(main, all).filter(
    ({ command }) => command.includes('--type=renderer') && !command.includes('--top-chrome-webui'),
  )
}

/** The memory of a process (MB, shared parts split); null where the system does not tell. */
export function proportional(pid: number): number | null {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
    return found?.[1] === undefined ? null : Number(found[1]) / 1024
  } catch {
    return null
  }
}
