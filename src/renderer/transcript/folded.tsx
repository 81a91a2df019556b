import ChevronRight from 'lucide-react/icons/chevron-right'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useFold } from './useFold.ts'
import './folded.css'

/** A line that opens: quiet, and the same wherever something can be unfolded. */
export function Folded({
  summary,
  aside = null,
  className = '',
  keep = null,
  found = null,
  children,
}: {
  readonly summary: ReactNode
  /** Shown beside the line while it is closed. */
  readonly aside?: ReactNode
  readonly className?: string
  /** The name by which the session remembers whether it is open; null for what is not worth it. */
  readonly keep?: string | null
  /** What was found within: a new one opens it. */
  readonly found?: object | null
  readonly children: ReactNode
}): ReactNode {
  const [wish, setOpen] = useFold(keep)
  const [seen, setSeen] = useState<object | null>(null)
  if (found !== seen) {
    setSeen(found)
    if (found !== null) setOpen(true)
  }
  const open = wish ?? false
  const id = useId()
  return (
    <div className={`folded ${className}`}>
      <button
        type="button"
        className="folded-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden="true" />
        <span>{summary}</span>
        {!open && aside}
      </button>
      <div id={id} hidden={!open} className="folded-body">
        {open && children}
      </div>
    </div>
  )
}
