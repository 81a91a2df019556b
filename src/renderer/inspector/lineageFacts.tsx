import { useId, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { SessionRow } from '../../shared/model/session.ts'
import { Link, useLater } from '../sessions/lineageBar.tsx'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'

/** Where a session comes from, and what comes from it: both ways, sub-agents included. */
export function LineageFacts({ row }: { readonly row: SessionRow }): ReactNode {
  const t = useT()
  const { id, lineage, parentId } = row
  const rows = useApp((state) => state.rows)
  const later = useLater(id)
  const spawned = useMemo(() => [...rows.values()].filter((one) => one.parentId === id), [rows, id])
  const of = (kind: 'continued' | 'forked'): readonly SessionRow[] => later.filter((one) => one.lineage?.kind === kind)
  return (
    <>
      {lineage !== null && (
        <p className="inspector-forks">
          {t(lineage.kind === 'forked' ? 'lineage.forkedFrom' : 'carried.continues')}{' '}
          <Link id={lineage.from} row={rows.get(lineage.from)} turnId={lineage.turnId ?? null} />
        </p>
      )}
      {parentId !== null && (
        <p className="inspector-forks">
          {t('lineage.spawnedBy')} <Link id={parentId} row={rows.get(parentId)} turnId={null} />
        </p>
      )}
      <Several label={t('carried.continuedIn')} rows={of('continued')} />
      <Several label={t('lineage.forks')} rows={of('forked')} />
      <Several label={t('lineage.spawned')} rows={spawned} />
    </>
  )
}

/** So many are shown until the others are asked for: an agent may have begun dozens. */
const FIRST = 5

function Several({ label, rows }: { readonly label: string; readonly rows: readonly SessionRow[] }): ReactNode {
  const t = useT()
  const id = useId()
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, FIRST)
  if (rows.length === 0) return null
  return (
    <div className="inspector-several">
      <p id={id}>{label}</p>
      <ul aria-labelledby={id}>
        {shown.map((row) => (
          <li key={row.id}>
            <Link id={row.id} row={row} turnId={null} />
          </li>
        ))}
      </ul>
      {rows.length > FIRST && (
        <Button variant="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('lineage.fewer') : t('lineage.all', { count: rows.length })}
        </Button>
      )}
    </div>
  )
}
