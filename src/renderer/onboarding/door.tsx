import ChevronRight from 'lucide-react/icons/chevron-right'
import { useId } from 'react'
import type { ReactNode } from 'react'

/** One way to begin: its state is told before it is opened. */
export function Door({
  title,
  text,
  good,
  open,
  onToggle,
  action,
  children,
}: {
  readonly title: string
  readonly text: string
  /** Whether it is ready to be used. */
  readonly good: boolean
  readonly open: boolean
  readonly onToggle: () => void
  readonly action: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <section className="welcome-door" data-open={open}>
      <div className="welcome-door-head">
        <button
          type="button"
          className="welcome-door-button"
          aria-expanded={open}
          aria-controls={id}
          onClick={onToggle}
        >
          <ChevronRight aria-hidden="true" />
          <span>
            <span className="door-title">{title}</span>
            <span className="welcome-door-text" data-good={good}>
              {text}
            </span>
          </span>
        </button>
        {action}
      </div>
      <div id={id} className="welcome-door-body" hidden={!open}>
        {open && children}
      </div>
    </section>
  )
}
