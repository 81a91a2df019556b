import type { Bridge } from '../../src/preload/index.ts'

/** Functions that run in the page: each must stand alone, without anything of this file or of Node. */

declare global {
  /** What the probes gather; only in a page that is measured. */
  interface Window {
    benchSamples: number[]
    /** The time that each word tells, and when it was painted. */
    benchPainted: (readonly [number, number])[]
    benchLongest: number
    benchOpened: Promise<number>
    benchEnded: Promise<void>
    retoma: Bridge
  }
}

/**
 * Watches for `marker` in the conversation: `benchOpened` resolves with the milliseconds from the page's navigation, or
 * from the next press of the mouse, until it stands there and is painted.
 */
export function watchOpening({ marker, from }: { marker: string; from: 'navigation' | 'press' }): void {
  window.benchOpened = new Promise((resolve) => {
    const look = (since: number): void => {
      if (document.querySelector('main')?.textContent.includes(marker) !== true) {
        requestAnimationFrame(() => look(since))
        return
      }
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now() - since)
      // Posted from a frame, it arrives after that frame is painted.
      requestAnimationFrame(() => port2.postMessage(null))
    }
    if (from === 'navigation') look(0)
    else addEventListener('pointerdown', (event) => look(event.timeStamp), { capture: true, once: true })
  })
}

/** Watches for `marker` in the conversation of a window that is hidden: `benchOpened` resolves with the time (epoch, ms) at which it is painted. */
export function watchShown(marker: string): void {
  window.benchOpened = new Promise((resolve) => {
    const look = (): void => {
      const isThere = document.querySelector('main')?.textContent.includes(marker) === true
      if (document.visibilityState === 'hidden' || !isThere) {
        requestAnimationFrame(look)
        return
      }
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
      requestAnimationFrame(() => port2.postMessage(null))
    }
    requestAnimationFrame(look)
  })
}

/**
 * Watches for the message that a jump marks in a turn: `benchOpened` resolves with the milliseconds from the next press of the
 * mouse until it stands in the view and is painted.
 */
export function watchMarked(turnId: string): void {
  window.benchOpened = new Promise((resolve) => {
    const look = (since: number): void => {
      const marked = document.querySelector(`[data-turn-id="${turnId}"] .message-marked`)
      const { top, bottom } = marked?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
      if (marked === null || bottom <= 0 || top >= innerHeight) {
        requestAnimationFrame(() => look(since))
        return
      }
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve(performance.now() - since)
      requestAnimationFrame(() => port2.postMessage(null))
    }
    addEventListener('pointerdown', (event) => look(event.timeStamp), { capture: true, once: true })
  })
}

/** Watches for tasks that hold the page up; the longest is kept in `benchLongest`, in milliseconds. Returns its undo. */
export function watchLongTasks(): () => void {
  window.benchLongest = 0
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.benchLongest = Math.max(window.benchLongest, entry.duration)
  })
  observer.observe({ type: 'longtask', buffered: false })
  return () => observer.disconnect()
}

/** For every `@time` word that appears: its time, and when it was painted. Fills `benchPainted`; returns its undo. */
export function watchClock(): () => void {
  window.benchPainted = []
  let newest = Date.now()
  const { port1, port2 } = new MessageChannel()
  let seen: number[] = []
  port1.onmessage = () => {
    const now = performance.timeOrigin + performance.now()
    for (const time of seen) window.benchPainted.push([time, now])
    seen = []
  }
  const look = (): void => {
    const text = document.querySelector('main')?.textContent.slice(-20_000) ?? ''
    for (const [, word] of text.matchAll(/@(\d{13}\.\d)(?=\s|$)/g)) {
      const time = Number(word)
      if (time > newest) seen.push(time)
    }
    if (seen.length > 0) {
      newest = Math.max(...seen)
      port2.postMessage(null)
    }
    frame = requestAnimationFrame(look)
  }
  let frame = requestAnimationFrame(look)
  return () => cancelAnimationFrame(frame)
}

/** For every key press: how long until the frame after it is painted. Fills `benchSamples`. */
export function watchKeys(): void {
  window.benchSamples = []
  const { port1, port2 } = new MessageChannel()
  const pressed: number[] = []
  port1.onmessage = () => {
    for (const time of pressed.splice(0)) window.benchSamples.push(performance.now() - time)
  }
  addEventListener(
    'keydown',
    (event) => {
      pressed.push(event.timeStamp)
      requestAnimationFrame(() => {
        port2.postMessage(null)
      })
    },
    { capture: true },
  )
}

/** `benchEnded` resolves when the running or next turn of this session has ended. */
export function watchEnd(id: string): void {
  window.benchEnded = new Promise((resolve) => {
    const stop = window.retoma.onEvents((batch) => {
      const ended = batch.some(
        (event) =>
          event.type === 'session.events' && event.id === id && event.events.some(({ type }) => type === 'turnEnded'),
      )
      if (!ended) return
      stop()
      resolve()
    })
  })
}

/** For every key press that changes the text: when it was, in epoch milliseconds. Fills `benchSamples`. */
export function watchDraft(): void {
  window.benchSamples = []
  addEventListener('keydown', (event) => window.benchSamples.push(performance.timeOrigin + event.timeStamp), {
    capture: true,
  })
}

/**
 * Scrolls the conversation up, `step` pixels a frame, until its first message is in view: how long it took (ms), in how
 * many frames, and how many turns stand in the page at the end.
 */
export async function climb(
  step: number,
): Promise<{ readonly took: number; readonly frames: number; readonly turns: number }> {
  const box = document.querySelector('.transcript')
  if (box === null) throw new Error('There is no conversation to scroll')
  box.dispatchEvent(new WheelEvent('wheel', { deltaY: -step }))
  const from = performance.now()
  let still = 0
  let frames = 0
  while (still < 120) {
    if (performance.now() - from > 240_000) throw new Error('The start was not reached in four minutes')
    box.scrollTop -= step
    await new Promise(requestAnimationFrame)
    frames += 1
    // Older turns may be on their way: two seconds at the start without any are the start.
    still = box.scrollTop <= 0 ? still + 1 : 0
  }
  return { took: performance.now() - from, frames, turns: document.querySelectorAll('[data-turn-id]').length }
}
