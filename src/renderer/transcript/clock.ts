import { useEffect, useState } from 'react'
import { useApp } from '../store/store.ts'
import { dateLanguage } from './format.ts'

/** The language in which dates and numbers are written. */
export function useDateLanguage(): string {
  return useApp((state) => dateLanguage(state.language, state.locale))
}

/** Milliseconds since a moment, counted on by the second while `running`. */
export function useElapsed(since: number, running: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [running])
  return Math.max(0, now - since)
}
