import { useId } from 'react'
import type { ReactNode } from 'react'

/** One part of the inspector: its name, a fact beside it, its lines. */
export function Section({
  title,
  aside,
  children,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}): ReactNode {
  const id = useId()
  return (
    <section className="inspector-section" aria-labelledby={id}>
      <div className="inspector-head">
        <h2 id={id}>{title}</h2>
        {aside !== undefined && <span>{aside}</span>}
      </div>
      {children}
    </section>
  )
}

/** A name and its value on one line. */
export function Fact({
  name,
  value,
  mono = false,
  mark,
}: {
  readonly name: string
  readonly value: string
  readonly mono?: boolean
  /** Shows which part of the bar above it is. */
  readonly mark?: 'system' | 'tools' | 'said' | 'left'
}): ReactNode {
  return (
    <div className="fact">
      <dt>
        {mark !== undefined && <i className={`fact-mark fact-mark-${mark}`} aria-hidden="true" />}
        {name}
      </dt>
      <dd className={`selectable ${mono ? 'mono' : ''}`} title={value}>
        {value}
      </dd>
    </div>
  )
}
