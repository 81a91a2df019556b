import X from 'lucide-react/icons/x'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { goBack } from '../store/lifecycle.ts'
import { useT } from '../store/store.ts'
import { IconButton } from './button.tsx'
import { isNowhere, keptFocus } from './keptFocus.ts'
import { ListButton } from './listButton.tsx'
import './page.css'

/** The bar over a page, where a session has its header. */
export function PageBar({ title, onClose }: { readonly title: string; readonly onClose?: () => void }): ReactNode {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  // What had the focus went with what this page covers: who can't see the page is told which it is.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (isNowhere(document.activeElement)) heading.current?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <header className="head">
      <ListButton />
      {title !== '' && (
        <h1 ref={heading} className="head-title" tabIndex={-1}>
          {title}
        </h1>
      )}
      <span className="head-space" />
      {onClose !== undefined && (
        <IconButton label={t('common.close')} keys="Esc" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </header>
  )
}

/** A page that covers the session; its cross and Esc give the session back. */
export function Page({
  title,
  wide = false,
  children,
}: {
  readonly title: string
  readonly wide?: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <>
      <PageBar title={title} onClose={goBack} />
      <div ref={keptFocus} className="page">
        <div className={`page-column ${wide ? 'page-wide' : ''}`}>{children}</div>
      </div>
    </>
  )
}
