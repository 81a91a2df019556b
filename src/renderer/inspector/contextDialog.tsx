import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { estimateTokens } from '../composer/tokens.ts'
import { copy, exportSession } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { seedSession } from '../store/resuming.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { shortCount } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'
import { ContextText } from './contextText.tsx'
import './contextDialog.css'

type Loaded =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly gone: boolean }
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
  const { loaded, readAgain } = useContextBetween(bookmark.id, until)
  const marks = { sinceBookmarkId: bookmark.id, untilBookmarkId: until }
  const markdown = loaded.kind === 'read' ? loaded.markdown : ''
  const tokens = useMemo(() => estimateTokens(markdown).likely, [markdown])
  return (
    <>
      <div className="context-head">
        <Dialog.Title className="dialog-title">{t('context.title', { name: bookmark.name })}</Dialog.Title>
        {loaded.kind === 'read' && (
          <span>
            {t('context.count', { count: loaded.messages })} ·{' '}
            {t('context.tokens', { number: shortCount(tokens, language) })}
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
        {loaded.kind === 'failed' && (
          <Failed bookmark={bookmark} gone={loaded.gone} until={until} onAgain={readAgain} />
        )}
        {loaded.kind === 'read' && markdown.trim() === '' && <p className="inspector-quiet">{t('context.empty')}</p>}
        {/* Another end is another text: it begins at the beginning. */}
        {markdown.trim() !== '' && <ContextText key={until} markdown={markdown} />}
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

/** Why there is nothing to read: a message that is gone leaves what was kept of it, anything else can be tried again. */
function Failed({
  bookmark,
  gone,
  until,
  onAgain,
}: {
  readonly bookmark: Bookmark
  readonly gone: boolean
  readonly until: string | null
  readonly onAgain: () => void
}): ReactNode {
  const t = useT()
  if (gone && until !== null) return <p role="alert">{t('context.notBetween')}</p>
  if (gone)
    return (
      <>
        <p role="alert">{`${t('error.bookmarkMissing')}. ${t('error.bookmarkMissing.help')}`}</p>
        <blockquote className="context-kept">{bookmark.snippet}</blockquote>
      </>
    )
  return (
    <div className="context-failed">
      <p role="alert">{t('context.failed')}</p>
      <Button onClick={onAgain}>{t('common.retry')}</Button>
    </div>
  )
}

function useContextBetween(
  id: string,
  until: string | null,
): { readonly loaded: Loaded; readonly readAgain: () => void } {
  const [attempt, setAttempt] = useState(0)
  const wish = `${id} ${until ?? ''} ${attempt}`
  const [last, setLast] = useState<{ readonly wish: string; readonly loaded: Loaded } | null>(null)
  useEffect(() => {
    let wanted = true
    call('bookmark.context', { id, until }).then(
      (context) => {
        if (wanted) setLast({ wish, loaded: { kind: 'read', ...context } })
      },
      (error: unknown) => {
        const gone = error instanceof AppError && error.code === 'bookmarkMissing'
        if (wanted) setLast({ wish, loaded: { kind: 'failed', gone } })
      },
    )
    return () => {
      wanted = false
    }
  }, [id, until, wish])
  return {
    // What was read for another end must not be taken for this one.
    loaded: last?.wish === wish ? last.loaded : { kind: 'reading' },
    readAgain: () => setAttempt((before) => before + 1),
  }
}
