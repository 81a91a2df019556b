import { memo } from 'react'
import type { ReactNode } from 'react'
import { codeOf } from '../dialogs/errorCode.ts'
import { titleOf } from '../list/labels.ts'
import type { DuplicateOf, DuplicatePreview } from '../../shared/duplicates.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { openSession } from '../store/actions.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { sizeLabel } from '../ui/sizes.ts'
import { TickCell, TickTable, toggled, useSame } from '../ui/tickTable.tsx'

/** What would go, one line for each session; a session that is unticked stays. */
export function CleanupTable({
  rows,
  of,
  left,
  results,
  exported,
  well,
  disabled,
  onLeave,
}: {
  readonly rows: readonly SessionRow[]
  /** Which of the sessions that stay each is a duplicate of; null where that is not what was looked for. */
  readonly of: DuplicatePreview['of'] | null
  readonly left: ReadonlySet<string>
  readonly results: ReadonlyMap<string, ItemResult>
  /** What came of exporting them before. */
  readonly exported: ReadonlyMap<string, ItemResult>
  /** What is said of each with which it went well. */
  readonly well: string
  readonly disabled: boolean
  readonly onLeave: (left: ReadonlySet<string>) => void
}): ReactNode {
  const t = useT()
  const toggle = useSame((id: string): void => onLeave(toggled(left, id)))
  const failed = (row: SessionRow): boolean => ((results.get(row.id) ?? exported.get(row.id))?.error ?? null) !== null
  // What could not be deleted stands first, where it is seen.
  const shown = rows.toSorted((a, b) => Number(failed(b)) - Number(failed(a)))
  return (
    <TickTable
      lines={shown}
      identity={rows}
      whole={left.size === 0}
      disabled={disabled}
      onAll={() => onLeave(left.size === 0 ? new Set(rows.map((row) => row.id)) : new Set())}
      heads={
        <>
          <th scope="col">{t('cleanup.column.title')}</th>
          <th scope="col">{t('cleanup.column.active')}</th>
          <th scope="col">{t('cleanup.column.origin')}</th>
          <th scope="col" className="tick-size">
            {t('cleanup.column.size')}
          </th>
        </>
      }
      line={(row) => (
        <Line
          key={row.id}
          row={row}
          of={of?.get(row.id)}
          checked={!left.has(row.id)}
          result={results.get(row.id)}
          exported={exported.get(row.id)}
          well={well}
          disabled={disabled}
          onToggle={toggle}
        />
      )}
    />
  )
}

const Line = memo(function Line({
  row,
  of,
  checked,
  result,
  exported,
  well,
  disabled,
  onToggle,
}: {
  readonly row: SessionRow
  readonly of: DuplicateOf | undefined
  readonly checked: boolean
  readonly result: ItemResult | undefined
  readonly exported: ItemResult | undefined
  readonly well: string
  readonly disabled: boolean
  readonly onToggle: (id: string) => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(row.activeAt)
  const last = result ?? exported
  const told = result === undefined ? t('cleanup.rowExported') : well
  const state = result === undefined ? '' : 'gone'
  return (
    <tr data-result={last?.error == null ? state : 'failed'}>
      <TickCell title={titleOf(t, row)} checked={checked} disabled={disabled} onToggle={() => onToggle(row.id)} />
      <th scope="row">
        <span className="tick-title">{titleOf(t, row)}</span>
        <span className="tick-line">
          <span className="tick-id">{row.id}</span>
          {last !== undefined && (
            <span className="cleanup-result">
              {last.error === null ? told : t(`error.${codeOf(last.error.code)}`, { detail: '' })}
            </span>
          )}
        </span>
        {of !== undefined && <StaysFor of={of} />}
      </th>
      <td>{date}</td>
      <td>{t(`cleanup.origin.${row.origin}`)}</td>
      <td className="tick-size">{sizeLabel(row.size, language)}</td>
    </tr>
  )
})

/** The session that stays, and what it has of the one that could go. */
function StaysFor({ of }: { readonly of: DuplicateOf }): ReactNode {
  const t = useT()
  const kept = useApp((state) => state.rows.get(of.keptId))
  const title = kept === undefined ? of.keptId : titleOf(t, kept)
  return (
    <span className="cleanup-stays">
      {t(of.how === 'same' ? 'cleanup.sameAs' : 'cleanup.within')}{' '}
      <Button variant="link" onClick={() => void openSession(of.keptId)}>
        {title}
      </Button>{' '}
      <span className="tick-id">{of.keptId}</span>
    </span>
  )
}
