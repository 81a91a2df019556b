import CircleCheck from 'lucide-react/icons/circle-check'
import Hourglass from 'lucide-react/icons/hourglass'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import X from 'lucide-react/icons/x'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { Toast } from '../store/state.ts'
import { useApp, useT } from '../store/store.ts'
import { dismissToast } from '../store/toasts.ts'
import { Button, IconButton } from './button.tsx'
import { useToastPlace } from './toastPlace.ts'
import './toasts.css'

/**
 * How long a message stays, in milliseconds: longer where something can be done about it, which takes reading and getting there.
 * It stays as long as the pointer or the focus is on it.
 */
const stay = { info: 5000, act: 10_000, bad: 15_000 } as const

const signs = { info: CircleCheck, bad: TriangleAlert, busy: Hourglass } as const

/** Passing messages, read out as they come. */
export function Toasts(): ReactNode {
  const t = useT()
  const toasts = useApp((state) => state.toasts)
  /** What had the focus before it came to these messages. */
  const before = useRef<EventTarget | null>(null)
  const giveBack = (): void => {
    if (before.current instanceof HTMLElement) before.current.focus()
  }
  const region = useRef<HTMLDivElement>(null)
  const place = useToastPlace(region, toasts.length)
  return (
    <div
      ref={region}
      className={`toasts toasts-${place}`}
      role="region"
      aria-label={t('toasts.region')}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) before.current = relatedTarget
      }}
    >
      <div aria-live="polite" aria-relevant="additions">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onLeft={giveBack} />
        ))}
      </div>
    </div>
  )
}

function ToastCard({
  toast,
  onLeft,
}: {
  readonly toast: Toast
  /** It went away while it had the focus. */
  readonly onLeft: () => void
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const left = useEffectEvent(onLeft)
  const t = useT()
  const [held, setHeld] = useState(false)
  const acts = toast.action !== null
  useEffect(() => {
    if (held || toast.tone === 'busy') return
    const ms = stay[toast.lasting === true ? 'bad' : toast.tone === 'info' && acts ? 'act' : toast.tone]
    const timer = setTimeout(() => dismissToast(toast.id), ms)
    return () => clearTimeout(timer)
  }, [held, acts, toast.id, toast.tone, toast.lasting])
  useLayoutEffect(() => {
    const card = box.current
    return () => {
      if (card?.contains(document.activeElement) === true) left()
    }
  }, [])
  const Sign = signs[toast.tone]
  return (
    <div
      ref={box}
      className={`toast toast-${toast.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Sign aria-hidden="true" />
      <div className="toast-text">
        <p className="toast-title">{toast.title}</p>
        {toast.text !== '' && <p>{toast.text}</p>}
        {toast.action !== null && (
          <Button
            variant="link"
            onClick={() => {
              dismissToast(toast.id)
              toast.action?.perform()
            }}
          >
            {toast.action.label}
          </Button>
        )}
      </div>
      <IconButton label={t('common.dismiss')} onClick={() => dismissToast(toast.id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}
