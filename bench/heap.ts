import { readFileSync } from 'node:fs'
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
  const pid = await app.electron
    .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? null)
    .catch(() => null)
  return { heap: usedSize / MB, nodes, process: pid === null ? null : proportional(pid) }
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
