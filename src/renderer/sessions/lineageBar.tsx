import CornerDownRight from 'lucide-react/icons/corner-down-right'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import type { SessionRow } from '../../shared/model.ts'
import { openSession } from '../store/actions.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import './lineageBar.css'

/** Which session this one continues, and which ones continue it: the way back and forth. */
export function LineageBar({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const from = useApp(selectRow(id))?.lineage?.from ?? null
  const rows = useApp((state) => state.rows)
  const later = useMemo(() => continuing(rows, id), [rows, id])
  if (from === null && later.length === 0) return null
  return (
    <nav className="lineage" aria-label={t('carried.lineage')}>
      <CornerDownRight aria-hidden="true" />
      {from !== null && (
        <span>
          {t('carried.continues')} <Link id={from} row={rows.get(from)} />
        </span>
      )}
      {later.length > 0 && (
        <span>
          {t('carried.continuedIn')}{' '}
          {later.map((row) => (
            <Link key={row.id} id={row.id} row={row} />
          ))}
        </span>
      )}
    </nav>
  )
}

/** A session by its title, to be opened; by its id alone when it is not on the list any more. */
function Link({ id, row }: { readonly id: string; readonly row: SessionRow | undefined }): ReactNode {
  const t = useT()
  if (row === undefined) return <code>{id}</code>
  return (
    <Button variant="link" data-tip={id} onClick={() => void openSession(id)}>
      {titleOf(t, row)}
    </Button>
  )
}

function continuing(rows: ReadonlyMap<string, SessionRow>, id: string): readonly SessionRow[] {
  const later: SessionRow[] = []
  for (const row of rows.values()) if (row.lineage?.from === id) later.push(row)
  return later.toSorted((a, b) => a.createdAt - b.createdAt)
}
