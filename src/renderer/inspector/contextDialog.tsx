import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { estimateTokens } from '../composer/tokens.ts'
import { copy, exportSession } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { seedSession } from '../store/resuming.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { shortCount } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'
import './contextDialog.css'

type Loaded =
  | { readonly kind: 'reading' | 'failed' }
  | { readonly kind: 'read'; readonly markdown: string; readonly messages: number }

/** Everything said since a bookmark, or up to another: to read, to copy, to export, to begin a session with. */
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
          <Content bookmark={bookmark} onLeave={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Content({ bookmark, onLeave }: { readonly bookmark: Bookmark; readonly onLeave: () => void }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const others = (useApp(selectField(bookmark.sessionId, 'bookmarks')) ?? []).filter(({ id }) => id !== bookmark.id)
  const [until, setUntil] = useState<string | null>(null)
  const loaded = useContextBetween(bookmark.id, until)
  const marks = { sinceBookmarkId: bookmark.id, untilBookmarkId: until }
  const markdown = loaded.kind === 'read' ? loaded.markdown : ''
  return (
    <>
      <div className="context-head">
        <Dialog.Title className="dialog-title">{t('context.title', { name: bookmark.name })}</Dialog.Title>
        {loaded.kind === 'read' && (
          <span>
            {t('context.count', { count: loaded.messages })} ·{' '}
            {t('context.tokens', { number: shortCount(estimateTokens(markdown).likely, language) })}
          </span>
        )}
      </div>
      {others.length > 0 && (
        <label className="context-until">
          <span>{t('context.until')}</span>
          <select className="input" value={until ?? ''} onChange={(event) => setUntil(event.target.value || null)}>
            <option value="">{t('context.toEnd')}</option>
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {other.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="context-body" tabIndex={0} role="document">
        {loaded.kind === 'reading' && <p className="inspector-quiet">{t('context.reading')}</p>}
        {loaded.kind === 'failed' && <p role="alert">{t(until === null ? 'context.failed' : 'context.notBetween')}</p>}
        {loaded.kind === 'read' && markdown.trim() === '' && <p className="inspector-quiet">{t('context.empty')}</p>}
        {markdown.trim() !== '' && <Markdown text={markdown} />}
      </div>
      <div className="dialog-actions">
        <Button disabled={markdown === ''} onClick={() => void exportSession(bookmark.sessionId, 'json', marks)}>
          {t('context.exportJson')}
        </Button>
        <Button disabled={markdown === ''} onClick={() => void exportSession(bookmark.sessionId, 'markdown', marks)}>
          {t('context.exportMarkdown')}
        </Button>
        <span className="dialog-actions-space" />
        <Dialog.Close className="btn">{t('common.close')}</Dialog.Close>
        <Button
          disabled={markdown.trim() === ''}
          onClick={() => {
            onLeave()
            openDialog({ kind: 'compare', bookmark, until })
          }}
        >
          {t('context.compare')}
        </Button>
        <Button disabled={markdown.trim() === ''} onClick={() => void seedSession(bookmark.id, until)}>
          {t('context.seed')}
        </Button>
        <Button variant="primary" disabled={markdown === ''} onClick={() => void copy(markdown)}>
          {t('common.copy')}
        </Button>
      </div>
    </>
  )
}

function useContextBetween(id: string, until: string | null): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'reading' })
  useEffect(() => {
    let wanted = true
    call('bookmark.context', { id, until }).then(
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
  }, [id, until])
  return loaded
}
