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
}: {
  readonly name: string
  readonly value: string
  readonly mono?: boolean
}): ReactNode {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className={`selectable ${mono ? 'mono' : ''}`} title={value}>
        {value}
      </dd>
    </div>
  )
}
