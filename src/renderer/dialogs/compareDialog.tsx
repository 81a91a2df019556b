import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { MOST_COMPARED } from '../../shared/comparing.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { offeredModels, providerName } from '../models/offered.ts'
import { asking, openTogetherWhereAsked } from '../panes/late.ts'
import { closeDialog, goTo } from '../store/navigation.ts'
import { compareModels } from '../store/resuming.ts'
import { app, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import './compareDialog.css'

interface Choice {
  readonly providerId: string
  readonly model: string
}

/** So many can be looked over without a box to narrow them down. */
const FEW = 10

/** Which models get what was said since a bookmark, and the message that waits in the box of each. */
export function CompareDialog({
  bookmark,
  until,
}: {
  readonly bookmark: Bookmark
  readonly until: string | null
}): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const [chosen, setChosen] = useState<readonly Choice[]>(() => modelOf(bookmark.sessionId))
  const [draft, setDraft] = useState('')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const all = providers.flatMap((provider) => provider.models).length
  const ready = chosen.length >= 2
  const shown = offeredModels(t, providers, text).filter(({ models }) => models.length > 0)

  async function begin(): Promise<void> {
    setBusy(true)
    const wish = { id: bookmark.id, until, models: [...chosen], draft: draft.trim() }
    const asked = asking()
    const ids = await compareModels(wish)
    if (ids.length === 0) {
      setBusy(false)
      return
    }
    // What is opened closes the dialog that asked for it.
    await openTogetherWhereAsked(asked, ids)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !busy) void begin()
      }}
    >
      <Dialog.Title className="dialog-title">{t('compare.title', { name: bookmark.name })}</Dialog.Title>
      <Dialog.Description className="dialog-text">{t('compare.what')}</Dialog.Description>
      {all > FEW && (
        <input
          className="input"
          value={text}
          aria-label={t('model.find')}
          placeholder={t('model.find')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            // Enter here is not yet a wish to begin.
            if (event.key === 'Enter') event.preventDefault()
          }}
        />
      )}
      <div className="compare-models">
        {shown.map(({ provider, models }) => (
          <fieldset key={provider.id} className="choices">
            <legend className="field-label">{providerName(t, provider)}</legend>
            {models.map(({ id, name }) => {
              const one = { providerId: provider.id, model: id }
              const checked = chosen.some((other) => same(other, one))
              return (
                <Check
                  key={id}
                  label={name}
                  checked={checked}
                  disabled={!checked && chosen.length >= MOST_COMPARED}
                  onChange={(on) => setChosen(on ? [...chosen, one] : chosen.filter((other) => !same(other, one)))}
                />
              )
            })}
          </fieldset>
        ))}
        {shown.length === 0 && <p className="dialog-text">{t('model.notFound')}</p>}
      </div>
      {all < 2 ? (
        <p className="compare-count">
          {t('compare.few')}{' '}
          <Button variant="link" onClick={() => goTo({ kind: 'settings' })}>
            {t('command.settings')}
          </Button>
        </p>
      ) : (
        <p className="compare-count" role="status">
          {t('compare.chosen', { count: chosen.length, most: MOST_COMPARED })}
        </p>
      )}
      <Field label={t('compare.message')} help={t('compare.messageHelp')}>
        <textarea
          className="input"
          rows={3}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
          }}
        />
      </Field>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button variant="primary" submit disabled={!ready} aria-busy={busy}>
          {t('compare.begin', { count: chosen.length })}
        </Button>
      </div>
    </form>
  )
}

function same(a: Choice, b: Choice): boolean {
  return a.providerId === b.providerId && a.model === b.model
}

/** The model of the session itself, where it can still be had. */
function modelOf(sessionId: string): readonly Choice[] {
  const { rows, providers } = app.getState()
  const { providerId = null, model = null } = rows.get(sessionId) ?? {}
  if (providerId === null || model === null) return []
  const offered = providers.some(({ id, models }) => id === providerId && models.some((one) => one.id === model))
  return offered ? [{ providerId, model }] : []
}
