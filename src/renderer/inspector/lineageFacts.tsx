import { useMemo } from 'react'
import type { ReactNode } from 'react'
import type { SessionRow } from '../../shared/model.ts'
import { Link, useLater } from '../sessions/lineageBar.tsx'
import { useApp, useT } from '../store/store.ts'

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

function Several({ label, rows }: { readonly label: string; readonly rows: readonly SessionRow[] }): ReactNode {
  if (rows.length === 0) return null
  return (
    <p className="inspector-forks">
      {label}{' '}
      {rows.map((row) => (
        <Link key={row.id} id={row.id} row={row} turnId={null} />
      ))}
    </p>
  )
}
