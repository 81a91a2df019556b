import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { plainWords } from '../markdown/plain.ts'
import { addBookmark, updateBookmark } from '../store/bookmarks.ts'
import { closeDialog } from '../store/navigation.ts'
import type { DialogRequest } from '../store/state.ts'
import { app, useT } from '../store/store.ts'
import { loadedState, turnIn } from '../store/stretch.ts'
import { inform } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { ColourChoice } from '../ui/colourChoice.tsx'

type Request = Extract<DialogRequest, { kind: 'bookmark' }>

/** Name, description and colour of a bookmark. */
export function BookmarkDialog({ request }: { readonly request: Request }): ReactNode {
  const t = useT()
  const { bookmark, sessionId, turnId, itemId } = request
  const [snippet] = useState(() => bookmark?.snippet ?? snippetOf(request))
  const [name, setName] = useState(bookmark?.name ?? '')
  const [description, setDescription] = useState(bookmark?.description ?? '')
  const [colour, setColour] = useState(bookmark?.colour ?? null)
  const [busy, setBusy] = useState(false)
  const kept = name.trim()

  async function save(): Promise<void> {
    setBusy(true)
    const saved =
      bookmark === null
        ? await addBookmark({ sessionId, turnId, itemId, name: kept, description: description.trim(), colour })
        : await updateBookmark({ id: bookmark.id, name: kept, description: description.trim(), colour })
    setBusy(false)
    if (saved === undefined) return
    closeDialog()
    inform(t('bookmark.saved', { name: kept }))
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (kept !== '' && !busy) void save()
      }}
    >
      <Dialog.Title className="dialog-title">
        {t(bookmark === null ? 'bookmark.title' : 'bookmark.editTitle')}
      </Dialog.Title>
      {snippet !== '' && <p className="bookmark-snippet">{plainWords(snippet)}</p>}
      <label className="field">
        <span className="field-label">{t('bookmark.name')}</span>
        <input
          className="input"
          data-first-focus=""
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="field-label">{t('bookmark.description')}</span>
        <textarea
          className="input"
          rows={3}
          value={description}
          maxLength={2000}
          placeholder={t('bookmark.descriptionPlaceholder')}
          onChange={(event) => setDescription(event.target.value)}
          onKeyDown={(event) => {
            // Enter alone begins a new line here.
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
          }}
        />
      </label>
      <ColourChoice label={t('bookmark.colour')} value={colour} onChange={setColour} />
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button variant="primary" submit disabled={kept === ''} aria-busy={busy}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}

/** The beginning of what is marked. */
function snippetOf({ sessionId, turnId, itemId }: Request): string {
  const view = app.getState().opened.get(sessionId)
  const turn = view && turnIn(loadedState(view), turnId)
  const item = turn?.items.find((one) => one.id === itemId)
  const text = item?.kind === 'message' ? item.text : item?.kind === 'tool' ? item.subject : (turn?.prompt?.text ?? '')
  return text.trim().slice(0, 200)
}
