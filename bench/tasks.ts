import type { App } from './app.ts'

/** An event of a trace: microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** A task of the page: how long it held it up, and how long a processor worked on it (ms). What else the machine does is in the first alone. */
export interface Task {
  readonly took: number
  readonly worked: number
}

/** What `use` gives, and the tasks that the page ran meanwhile, those of a hundredth of a second and more. */
export async function tasksDuring<T>(
  app: App,
  use: () => Promise<T>,
): Promise<{ readonly value: T; readonly tasks: readonly Task[] }> {
  const cdp = await app.page.context().newCDPSession(app.page)
  const events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await cdp.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel', '__metadata'] } })
  const value = await use()
  const complete = new Promise<void>((resolve) => {
    cdp.once('Tracing.tracingComplete', () => {
      resolve()
    })
  })
  await cdp.send('Tracing.end')
  await complete
  await cdp.detach()
  return { value, tasks: tasksIn(events) }
}

/** Those of the page that was busiest: Chromium keeps others in store. */
function tasksIn(events: readonly TraceEvent[]): readonly Task[] {
  const pages = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const own = pages.map(({ pid, tid }) =>
    events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X' && /RunTask$/.test(event.name)),
  )
  const busiest = own.toSorted((a, b) => total(b) - total(a))[0] ?? []
  return busiest
    .map(({ dur = 0, tdur }) => ({ took: dur / 1_000, worked: (tdur ?? dur) / 1_000 }))
    .filter(({ took }) => took >= 10)
}

function total(events: readonly TraceEvent[]): number {
  return events.reduce((sum, { dur = 0 }) => sum + dur, 0)
}

/** The longest of them by either clock; 0 of none. */
export function longestOf(tasks: readonly Task[]): Task {
  return {
    took: Math.max(0, ...tasks.map(({ took }) => took)),
    worked: Math.max(0, ...tasks.map(({ worked }) => worked)),
  }
}
