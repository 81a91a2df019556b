import type { KeyboardEvent, ReactNode } from 'react'
import { openLink } from '../store/actions.ts'
import { outsideUrl } from './links.ts'

/** A link has no address of its own in the page: nothing can follow it but main, after it has asked. */
export function OutsideLink({
  href,
  children,
}: {
  readonly href: string | undefined
  readonly children: ReactNode
}): ReactNode {
  const url = outsideUrl(href)
  if (url === null) return <span className="md-dead-link">{children}</span>
  return (
    <span
      className="md-link"
      role="link"
      tabIndex={0}
      title={url}
      onClick={() => void openLink(url)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter') void openLink(url)
      }}
    >
      {children}
    </span>
  )
}
