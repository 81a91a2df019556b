import CornerDownRight from 'lucide-react/icons/corner-down-right'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import type { Lineage, SessionRow } from '../../shared/model/session.ts'
import { jumpTo, openSession } from '../store/actions.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import './lineageBar.css'

/** Which session this one comes from, and which ones come from it: the way back and forth. */
export function LineageBar({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const lineage = useApp(selectRow(id))?.lineage ?? null
  const rows = useApp((state) => state.rows)
  const later = useLater(id)
  const continued = later.filter((row) => row.lineage?.kind === 'continued')
  const forks = later.filter((row) => row.lineage?.kind === 'forked')
  if (lineage === null && later.length === 0) return null
  return (
    <nav className="lineage" aria-label={t('carried.lineage')}>
      <CornerDownRight aria-hidden="true" />
      {lineage !== null && (
        <span>
          {t(lineage.kind === 'forked' ? 'lineage.forkedFrom' : 'carried.continues')}{' '}
          <Link id={lineage.from} row={rows.get(lineage.from)} turnId={lineage.turnId ?? null} />
        </span>
      )}
      {continued.length > 0 && <Later label={t('carried.continuedIn')} rows={continued} />}
      {forks.length > 0 && <Later label={t('lineage.forks')} rows={forks} />}
    </nav>
  )
}

/** The sessions that come from one, the oldest first. */
export function useLater(id: string, kind: Lineage['kind'] | null = null): readonly SessionRow[] {
  const rows = useApp((state) => state.rows)
  return useMemo(
    () =>
      [...rows.values()]
        .filter(({ lineage }) => lineage?.from === id && (kind === null || lineage.kind === kind))
        .toSorted((a, b) => a.createdAt - b.createdAt),
    [rows, id, kind],
  )
}

function Later({ label, rows }: { readonly label: string; readonly rows: readonly SessionRow[] }): ReactNode {
  return (
    <span>
      {label}{' '}
      {rows.map((row) => (
        <Link key={row.id} id={row.id} row={row} turnId={null} />
      ))}
    </span>
  )
}

/** A session by its title, to be opened where it was left; by its id alone when it is not on the list any more. */
export function Link({
  id,
  row,
  turnId,
}: {
  readonly id: string
  readonly row: SessionRow | undefined
  readonly turnId: string | null
}): ReactNode {
  const t = useT()
  if (row === undefined) return <code>{id}</code>
  const open = (): Promise<unknown> =>
    turnId === null ? openSession(id) : jumpTo({ sessionId: id, turnId, itemId: null })
  return (
    <Button variant="link" data-tip={id} onClick={() => void open()}>
      {titleOf(t, row)}
    </Button>
  )
}
