import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { codeOf } from './errorCode.ts'

/** What could not be done with some of many sessions: each with its reason. */
export function FailuresDialog({
  title,
  results,
}: {
  readonly title: string
  readonly results: readonly ItemResult[]
}): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  return (
    <>
      <Dialog.Title className="dialog-title">{title}</Dialog.Title>
      <ul className="dialog-list" tabIndex={0} aria-label={title}>
        {results.map(({ id, error }) => {
          const row = rows.get(id)
          return (
            <li key={id}>
              <b>{row === undefined ? id : titleOf(t, row)}</b>
              <br />
              {error !== null && t(`error.${codeOf(error.code)}`, { detail: error.message })}
            </li>
          )
        })}
      </ul>
      <div className="dialog-actions">
        <Button data-first-focus="" onClick={closeDialog}>
          {t('common.close')}
        </Button>
      </div>
    </>
  )
}
