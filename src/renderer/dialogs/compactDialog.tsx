import { Dialog } from '@base-ui/react/dialog'
import { useState } from 'react'
import type { ReactNode, SubmitEvent } from 'react'
import { compactNow } from '../store/compacting.ts'
import { closeDialog, focusComposer } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { shortCount } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'

/** Says what summing up older messages does and takes, before it is asked for. */
export function CompactDialog({ id, keep }: { readonly id: string; readonly keep: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const tokens = useApp((state) => state.opened.get(id)?.context?.tokens ?? null)
  const [wish, setWish] = useState(keep)
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    closeDialog()
    focusComposer()
    void compactNow(id, wish.trim())
  }
  return (
    <form onSubmit={onSubmit}>
      <Dialog.Title className="dialog-title">{t('compact.title')}</Dialog.Title>
      <Dialog.Description className="dialog-text">
        {t('compact.does')}{' '}
        {tokens === null ? t('compact.costs') : t('compact.costsTokens', { tokens: shortCount(tokens, language) })}{' '}
        {t('compact.meanwhile')}
      </Dialog.Description>
      <label className="field">
        <span className="field-label">{t('compact.keep')}</span>
        <input className="input" value={wish} maxLength={2000} onChange={(event) => setWish(event.target.value)} />
      </label>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button variant="primary" submit data-first-focus="">
          {t('compact.confirm')}
        </Button>
      </div>
    </form>
  )
}
