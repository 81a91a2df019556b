import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchApp, newPlace, settle } from '../app.ts'
import type { App } from '../app.ts'
import { median } from '../measure.ts'
import type { Measure } from '../measure.ts'
import { longestOf, tasksDuring } from '../tasks.ts'

const ID = 'bench-viewer'
const MB = 10
const RUNS = 5
/** How far it is scrolled in each frame, in CSS pixels: the whole text in about 250 frames. */
const FRAMES = 250

/** The viewer of a coloured output of 10 MB: from the press to its first lines, and the longest frame while it is scrolled from end to end. */
export const viewer: Measure = {
  name: 'viewer',
  run: async (context) => {
    const place = newPlace(context)
    writeLog(place.home)
    await settle(context, place, ID)
    const shown: number[] = []
    const longest: number[] = []
    const worked: number[] = []
    const app = await launchApp(context, place)
    await app.page.locator('.tool > button').first().click()
    for (let run = 0; run < RUNS; run += 1) {
      shown.push(await openViewer(app))
      const { value, tasks } = await tasksDuring(app, () => scroll(app))
      longest.push(value)
      worked.push(longestOf(tasks).worked)
      await app.page.keyboard.press('Escape')
      await app.page.locator('.dialog').waitFor({ state: 'detached' })
    }
    await app.close()
    return [
      {
        name: `viewer: ${MB} MB, first lines painted`,
        value: median(shown),
        unit: 'ms',
        budget: 1_000,
        better: 'lower',
      },
      {
        name: 'viewer: longest frame while scrolling',
        value: median(longest),
        unit: 'ms',
        budget: 50,
        better: 'lower',
      },
      {
        name: 'viewer: longest task of it, in processor time',
        value: median(worked),
        unit: 'ms',
        budget: 50,
        better: 'lower',
      },
    ]
  },
}

async function openViewer(app: App): Promise<number> {
  const button = app.page.getByRole('button', { name: /^Show all/ }).first()
  await button.scrollIntoViewIfNeeded()
  const painted = app.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (since: number): void => {
          if ((document.querySelector('.viewer-text')?.textContent ?? '') === '') {
            requestAnimationFrame(() => look(since))
            return
          }
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(performance.now() - since)
          requestAnimationFrame(() => port2.postMessage(null))
        }
        addEventListener('pointerdown', (event) => look(event.timeStamp), { capture: true, once: true })
      }),
  )
  await button.click()
  return painted
}

/** The longest time between two frames, in milliseconds. */
async function scroll(app: App): Promise<number> {
  return app.page.evaluate(
    (frames) =>
      new Promise<number>((resolve) => {
        const box = document.querySelector('.viewer-body')
        if (box === null) throw new Error('no viewer')
        const step = (box.scrollHeight - box.clientHeight) / frames
        let longest = 0
        let last = performance.now()
        let frame = 0
        const go = (now: number): void => {
          longest = Math.max(longest, now - last)
          last = now
          frame += 1
          box.scrollTop = step * frame
          if (frame >= frames) resolve(longest)
          else requestAnimationFrame(go)
        }
        requestAnimationFrame((now) => {
          last = now
          requestAnimationFrame(go)
        })
      }),
    FRAMES,
  )
}

function writeLog(home: string): void {
  const folder = join(home, 'session-state', ID)
  mkdirSync(folder, { recursive: true })
  const row = (at: number): string => `\u001b[3${at % 8}mrow ${at}\u001b[0m of an output\n`
  const rows: string[] = []
  for (let length = 0; length < MB * 1_000_000; length += rows.at(-1)?.length ?? 0) rows.push(row(rows.length))
  const event = (n: number, type: string, data: object): string => {
    const timestamp = new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString()
    return `${JSON.stringify({ type, data, id: `e${n}`, timestamp })}\n`
  }
  const start = { sessionId: ID, version: 1, producer: 'copilot-agent', context: { cwd: home } }
  writeFileSync(
    join(folder, 'events.jsonl'),
    [
      event(0, 'session.start', start),
      event(1, 'user.message', { content: 'Print it', messageId: 'm1' }),
      event(2, 'tool.execution_start', { toolCallId: 'big', toolName: 'print', arguments: { what: 'it' } }),
      event(3, 'tool.execution_complete', { toolCallId: 'big', success: true, result: { content: rows.join('') } }),
    ].join(''),
  )
}
