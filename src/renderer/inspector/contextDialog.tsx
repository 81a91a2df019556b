import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { Bookmark } from '../../shared/model.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { copy, exportSession } from '../store/actions.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import './contextDialog.css'

type Loaded =
  | { readonly kind: 'reading' | 'failed' }
  | { readonly kind: 'read'; readonly markdown: string; readonly messages: number }

/** Everything said since a bookmark: to read, to copy, to export. */
export function ContextDialog({
  bookmark,
  open,
  onOpenChange,
}: {
  readonly bookmark: Bookmark
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}): ReactNode {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="dialog dialog-context">
          <Content bookmark={bookmark} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Content({ bookmark }: { readonly bookmark: Bookmark }): ReactNode {
  const t = useT()
  const loaded = useContextSince(bookmark.id)
  const markdown = loaded.kind === 'read' ? loaded.markdown : ''
  return (
    <>
      <div className="context-head">
        <Dialog.Title className="dialog-title">{t('context.title', { name: bookmark.name })}</Dialog.Title>
        {loaded.kind === 'read' && <span>{t('context.count', { count: loaded.messages })}</span>}
      </div>
      <div className="context-body" tabIndex={0} role="document">
        {loaded.kind === 'reading' && <p className="inspector-quiet">{t('context.reading')}</p>}
        {loaded.kind === 'failed' && <p role="alert">{t('context.failed')}</p>}
        {loaded.kind === 'read' && markdown.trim() === '' && <p className="inspector-quiet">{t('context.empty')}</p>}
        {markdown.trim() !== '' && <Markdown text={markdown} />}
      </div>
      <div className="dialog-actions">
        <Button disabled={markdown === ''} onClick={() => void exportSession(bookmark.sessionId, 'json', bookmark.id)}>
          {t('context.exportJson')}
        </Button>
        <Button
          disabled={markdown === ''}
          onClick={() => void exportSession(bookmark.sessionId, 'markdown', bookmark.id)}
        >
          {t('context.exportMarkdown')}
        </Button>
        <span className="dialog-actions-space" />
        <Dialog.Close className="btn">{t('common.close')}</Dialog.Close>
        <Button variant="primary" disabled={markdown === ''} onClick={() => void copy(markdown)}>
          {t('common.copy')}
        </Button>
      </div>
    </>
  )
}

function useContextSince(id: string): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'reading' })
  useEffect(() => {
    let wanted = true
    call('bookmark.context', { id }).then(
      (context) => {
        if (wanted) setLoaded({ kind: 'read', ...context })
      },
      () => {
        if (wanted) setLoaded({ kind: 'failed' })
      },
    )
    return () => {
      wanted = false
    }
  }, [id])
  return loaded
}
