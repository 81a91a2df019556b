import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { app, useT } from '../store/store.ts'
import { splitAbstention } from './abstention.ts'
import { announceBatches } from './announce.ts'
import { newlySaid } from './newlySaid.ts'

/** The pause between two batches, in milliseconds: a screen reader takes them one after the other. */
const between = 900

/** Tells a screen reader what was answered: when it is finished, in sentences, never token by token. */
export function LiveRegion({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const [said, setSaid] = useState<readonly string[]>([])
  const waiting = useRef<string[]>([])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const queue = waiting.current
    const sayNext = (): void => {
      timer = null
      const next = queue.shift()
      if (next === undefined) return
      setSaid((before) => [...before, next].slice(-4))
      timer = setTimeout(sayNext, between)
    }
    const undo = app.subscribe((state, before) => {
      const now = state.opened.get(sessionId)?.state
      const then = before.opened.get(sessionId)?.state
      if (now === then || now === undefined || then === undefined) return
      for (const item of newlySaid(then, now)) {
        const { abstained, text } = splitAbstention(item.text, true)
        const { batches, more } = announceBatches(text)
        queue.push(...(abstained ? [t('abstained.title')] : batches), ...(more ? [t('transcript.answerGoesOn')] : []))
      }
      if (timer === null && queue.length > 0) sayNext()
    })
    return () => {
      undo()
      if (timer !== null) clearTimeout(timer)
      queue.length = 0
    }
  }, [sessionId, t])
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {said.map((text, index) => (
        <p key={`${index} ${text}`}>{text}</p>
      ))}
    </div>
  )
}
