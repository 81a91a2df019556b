import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'

/** The pause between two of them, in milliseconds: a screen reader takes them one after the other. */
const between = 900

interface Told {
  readonly text: string
  /** Counts all that was told. */
  readonly number: number
}

/** A place from which a screen reader is told things, one after the other; `region` is to be rendered. */
export function useSpoken(): { readonly say: (texts: readonly string[]) => void; readonly region: ReactNode } {
  const [told, setTold] = useState<readonly Told[]>([])
  const queue = useRef<string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    const waiting = queue.current
    return () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
      waiting.length = 0
    }
  }, [])
  const say = useCallback((texts: readonly string[]) => {
    const sayNext = (): void => {
      timer.current = null
      const next = queue.current.shift()
      if (next === undefined) return
      // Each keeps its element for as long as it is there: one that is made anew would be read once more.
      setTold((before) => [...before, { text: next, number: (before.at(-1)?.number ?? 0) + 1 }].slice(-4))
      timer.current = setTimeout(sayNext, between)
    }
    queue.current.push(...texts)
    if (timer.current === null) sayNext()
  }, [])
  return {
    say,
    region: (
      <div className="visually-hidden" role="log" aria-live="polite">
        {told.map(({ text, number }) => (
          <p key={number}>{text}</p>
        ))}
      </div>
    ),
  }
}
