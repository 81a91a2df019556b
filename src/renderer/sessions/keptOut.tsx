import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import type { CleanupPreview } from '../../shared/model.ts'
import { useApp, useT } from '../store/store.ts'

/** The sessions that are old enough and stay all the same, with the reason. */
export function KeptOut({ keptOut }: { readonly keptOut: CleanupPreview['keptOut'] }): ReactNode {
  const t = useT()
  const rows = useApp((state) => state.rows)
  return (
    <details className="kept-out">
      <summary>{t('cleanup.keptOut', { count: keptOut.length })}</summary>
      <ul>
        {keptOut.map(({ id, reason }) => {
          const row = rows.get(id)
          return (
            <li key={id}>
              <span>{row === undefined ? id : titleOf(t, row)}</span>
              <span className="kept-out-reason">{t(`cleanup.kept.${reason}`)}</span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
