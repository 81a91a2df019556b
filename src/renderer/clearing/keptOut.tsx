import { useState } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import type { CleanupPreview } from '../../shared/model/keeping.ts'
import { openSession } from '../store/actions.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { usePortions } from '../ui/portions.tsx'

/** The sessions that are old enough and stay all the same, with the reason. */
export function KeptOut({ keptOut }: { readonly keptOut: CleanupPreview['keptOut'] }): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  const [open, setOpen] = useState(false)
  const { shown, more } = usePortions(keptOut.length, keptOut)
  return (
    <details className="kept-out" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('cleanup.keptOut', { count: keptOut.length })}</summary>
      <ul>
        {(open ? keptOut.slice(0, shown) : []).map(({ id, reason }) => {
          const row = rows.get(id)
          return (
            <li key={id}>
              {row === undefined ? (
                <span>{id}</span>
              ) : (
                <Button variant="link" onClick={() => void openSession(id)}>
                  {titleOf(t, row)}
                </Button>
              )}
              <span className="kept-out-reason">{t(`cleanup.kept.${reason}`)}</span>
            </li>
          )
        })}
      </ul>
      {open && more}
    </details>
  )
}
