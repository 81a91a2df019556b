import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import { rename } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import { app, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** Gives a session a title. */
export function RenameDialog({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const [title, setTitle] = useState(() => {
    const row = app.getState().rows.get(id)
    return row === undefined ? '' : titleOf(t, row)
  })
  const [busy, setBusy] = useState(false)
  const kept = title.trim()

  async function save(): Promise<void> {
    setBusy(true)
    const done = await rename(id, kept)
    setBusy(false)
    if (done) closeDialog()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (kept !== '' && !busy) void save()
      }}
    >
      <Dialog.Title className="dialog-title">{t('rename.title')}</Dialog.Title>
      <label className="field">
        <span className="field-label">{t('rename.label')}</span>
        <input
          className="input"
          data-first-focus=""
          value={title}
          maxLength={300}
          onChange={(event) => setTitle(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        <span className="field-help">{t('rename.help', { id })}</span>
      </label>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button variant="primary" submit disabled={kept === ''} aria-busy={busy}>
          {t('common.rename')}
        </Button>
      </div>
    </form>
  )
}
