import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useEffectEvent, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { RewindPreview } from '../../shared/model/opened.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { lengthWords } from '../composer/lengthLine.tsx'
import { estimateTokens, tooLong } from '../composer/tokens.ts'
import { alwaysIn, limitOf } from '../composer/useLength.ts'
import { withinFolder } from '../list/labels.ts'
import { saveReply } from '../store/replies.ts'
import { closeDialog, focusComposer } from '../store/navigation.ts'
import type { DialogRequest } from '../store/state.ts'
import { app, selectRow, useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { editKey, forkSession, resend, retryNow, rewindOnly, turnOf, type SentAgain, withoutImages } from './actions.ts'
import './steering.css'

/** What is to be known before anything is done: what that drops, and what went along with the message. */
interface Known {
  readonly preview: RewindPreview
  readonly sent: SentAgain
}

/** Says what going back drops and what comes back, before it is done; the fork beside it drops nothing. */
export function RewindDialog({ request }: { readonly request: Extract<DialogRequest, { kind: 'rewind' }> }): ReactNode {
  const t = useT()
  const { id, turnId, how, model } = request
  const bare = request.withoutImages === true
  const edits = how === 'edit'
  const key = editKey(turnId)
  const [text, setText] = useState(() => {
    const begun = app.getState().opened.get(id)?.replies[key]
    return begun ?? turnOf(id, turnId)?.prompt?.text ?? ''
  })
  const [known, setKnown] = useState<Known | null>(null)
  const { preview, sent } = known ?? { preview: null, sent: null }
  const [files, setFiles] = useState(true)
  const [busy, setBusy] = useState(false)
  /** An edit was sent with its key before it was known what that drops. */
  const [sentEarly, setSentEarly] = useState(false)

  const arrived = useEffectEvent((found: Known): void => {
    setKnown(found)
    // Files that would come back, and turns behind the message that would go, are to be seen first.
    const { turns, files: back } = found.preview
    if (sentEarly && turns <= 1 && (back?.length ?? 0) === 0) void perform(true, found)
  })
  useEffect(() => {
    let left = false
    const load = async (): Promise<void> => {
      const found = await attempt(
        Promise.all([call('session.previewRewind', { id, turnId }), call('session.sentWith', { id, turnId })]),
      )
      if (left) return
      if (found === undefined) {
        closeDialog()
        return
      }
      arrived({ preview: found[0], sent: bare ? withoutImages(found[1]) : found[1] })
    }
    void load()
    return () => {
      left = true
    }
  }, [id, turnId, bare])

  // The model of the session: another one that was chosen is asked for its limit when it is there.
  const limit = useApp((state) => (model === null ? limitOf(state, id) : null))
  const always = useApp((state) => alwaysIn(state, id))
  const locale = useApp((state) => state.dateLocale)
  const over = edits ? tooLong([estimateTokens(text)], limit, always) : null
  const fits = over?.certain !== true && !busy && text.trim() !== ''
  const ready = fits && known !== null
  const leave = (): void => {
    // The person says that it is not wanted any more; Escape keeps it.
    if (edits) saveReply(id, key, '')
    closeDialog()
  }
  async function perform(sends: boolean, on: Known | null): Promise<void> {
    if (!fits || on === null) return
    setBusy(true)
    const back = files && (on.preview.files?.length ?? 0) > 0
    const { attachments, lost } = on.sent
    const done = !sends
      ? await rewindOnly(id, turnId, { text, attachments, files: back })
      : edits || lost.length > 0
        ? await resend(id, turnId, { text, attachments, files: back, model })
        : await retryNow(id, turnId, back, model)
    setBusy(false)
    if (!done) return
    saveReply(id, key, '')
    closeDialog()
    focusComposer()
  }
  async function forkInstead(): Promise<void> {
    setBusy(true)
    const done = await forkSession(
      id,
      { turnId, side: 'before' },
      {
        text,
        attachments: (sent?.attachments ?? []).map((one) => one.id),
      },
    )
    setBusy(false)
    if (done) saveReply(id, key, '')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (known === null) setSentEarly(fits && !event.repeat)
    else void perform(true, known)
  }

  return (
    <>
      <Dialog.Title className="dialog-title">{t(edits ? 'rewind.editTitle' : 'rewind.retryTitle')}</Dialog.Title>
      {edits && (
        <textarea
          className="input rewind-text"
          data-first-focus=""
          aria-label={t('rewind.message')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            saveReply(id, key, event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
      )}
      {over !== null && (
        <p className="dialog-text rewind-long" role="status">
          {lengthWords(t, locale, over)}
        </p>
      )}
      {sent !== null && (sent.attachments.length > 0 || sent.lost.length > 0) && (
        <p className="dialog-text">
          {sent.attachments.length > 0 &&
            t('rewind.attachments', { names: sent.attachments.map((one) => one.name).join(', ') })}{' '}
          {sent.lost.length > 0 && t('rewind.lost', { names: sent.lost.join(', ') })}
        </p>
      )}
      <Dialog.Description className="dialog-text">
        {preview === null ? t('rewind.looking') : dropped(t, preview)} {t('rewind.kept')}
      </Dialog.Description>
      {preview !== null && <Files id={id} preview={preview} wanted={files} onWanted={setFiles} />}
      <div className="dialog-actions">
        <Button variant="quiet" disabled={busy} onClick={() => void forkInstead()}>
          {t('rewind.fork')}
        </Button>
        {edits && (
          <Button
            variant="quiet"
            aria-disabled={!ready}
            data-tip={t('rewind.onlyHelp')}
            onClick={() => void perform(false, known)}
          >
            {t('rewind.only')}
          </Button>
        )}
        <span className="dialog-actions-space" />
        <Button onClick={leave}>{t('common.cancel')}</Button>
        <Button
          variant="primary"
          data-first-focus={edits ? undefined : ''}
          aria-disabled={!ready}
          aria-busy={busy || (sentEarly && known === null)}
          onClick={() => void perform(true, known)}
        >
          {t(edits ? 'rewind.send' : 'rewind.retry')}
        </Button>
      </div>
    </>
  )
}

/** Whether files come back, and which; the same height while that is being found out and afterwards, where nothing changed. */
function Files({
  id,
  preview,
  wanted,
  onWanted,
}: {
  readonly id: string
  readonly preview: RewindPreview
  readonly wanted: boolean
  readonly onWanted: (wanted: boolean) => void
}): ReactNode {
  const t = useT()
  const folder = useApp(selectRow(id))?.folder ?? null
  const { files, writes } = preview
  if (files === null) return <p className="dialog-text">{t(writes > 0 ? 'rewind.filesStay' : 'rewind.filesUnknown')}</p>
  if (files.length === 0) {
    return preview.tools === 0 ? null : <p className="dialog-text">{t('rewind.noFiles')}</p>
  }
  return (
    <>
      <label className="rewind-files">
        <input type="checkbox" checked={wanted} onChange={(event) => onWanted(event.target.checked)} />
        {t('rewind.files', { count: files.length })}
      </label>
      <ul className="dialog-list">
        {files.map((path) => (
          <li key={path} className="mono">
            {withinFolder(path, folder)}
          </li>
        ))}
      </ul>
    </>
  )
}

function dropped(t: Translate, { turns, tools }: RewindPreview): string {
  const what = t('rewind.turns', { count: turns })
  return t('rewind.drops', {
    what: tools === 0 ? what : t('rewind.both', { turns: what, tools: t('rewind.tools', { count: tools }) }),
  })
}
