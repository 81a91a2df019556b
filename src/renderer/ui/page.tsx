import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { goBack } from '../store/lifecycle.ts'
import { useT } from '../store/store.ts'
import { IconButton } from './button.tsx'
import { ListButton } from './listButton.tsx'
import './page.css'

/** The bar over a page, where a session has its header. */
export function PageBar({ title, onClose }: { readonly title: string; readonly onClose?: () => void }): ReactNode {
  const t = useT()
  return (
    <header className="head">
      <ListButton />
      {title !== '' && <h1 className="head-title">{title}</h1>}
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
      <div className="page">
        <div className={`page-column ${wide ? 'page-wide' : ''}`}>{children}</div>
      </div>
    </>
  )
}
