import { memo, useCallback, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { codeOf } from '../dialogs/errorCode.ts'
import { titleOf } from '../list/labels.ts'
import type { ItemResult, SessionRow } from '../../shared/model.ts'
import { useApp, useT } from '../store/store.ts'
import { sizeLabel } from '../ui/sizes.ts'

/** What would go, one line for each session; a session that is unticked stays. */
export function CleanupTable(props: {
  readonly rows: readonly SessionRow[]
  readonly left: ReadonlySet<string>
  readonly results: ReadonlyMap<string, ItemResult>
  /** What came of exporting them before. */
  readonly exported: ReadonlyMap<string, ItemResult>
  readonly disabled: boolean
  readonly onLeave: (left: ReadonlySet<string>) => void
}): ReactNode {
  const { rows, left, results, exported, disabled, onLeave } = props
  const t = useT()
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  // The same from one render to the next: a step of a work draws one line anew, not all of them.
  const toggle = useCallback((id: string): void => {
    const next = new Set(latest.current.left)
    if (!next.delete(id)) next.add(id)
    latest.current.onLeave(next)
  }, [])
  const failed = (row: SessionRow): boolean => ((results.get(row.id) ?? exported.get(row.id))?.error ?? null) !== null
  // What could not be deleted stands first, where it is seen.
  const shown = rows.toSorted((a, b) => Number(failed(b)) - Number(failed(a)))
  return (
    <table className="cleanup-table">
      <thead>
        <tr>
          <th scope="col">
            <label className="check">
              <input
                type="checkbox"
                checked={left.size === 0}
                disabled={disabled}
                aria-label={t('cleanup.selectAll')}
                onChange={() => onLeave(left.size === 0 ? new Set(rows.map((row) => row.id)) : new Set())}
              />
            </label>
          </th>
          <th scope="col">{t('cleanup.column.title')}</th>
          <th scope="col">{t('cleanup.column.active')}</th>
          <th scope="col">{t('cleanup.column.origin')}</th>
          <th scope="col" className="cleanup-size">
            {t('cleanup.column.size')}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <Line
            key={row.id}
            row={row}
            checked={!left.has(row.id)}
            result={results.get(row.id)}
            exported={exported.get(row.id)}
            disabled={disabled}
            onToggle={toggle}
          />
        ))}
      </tbody>
    </table>
  )
}

const Line = memo(function Line({
  row,
  checked,
  result,
  exported,
  disabled,
  onToggle,
}: {
  readonly row: SessionRow
  readonly checked: boolean
  readonly result: ItemResult | undefined
  readonly exported: ItemResult | undefined
  readonly disabled: boolean
  readonly onToggle: (id: string) => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(row.activeAt)
  const last = result ?? exported
  const well = result === undefined ? t('cleanup.rowExported') : t('cleanup.deleted')
  const state = result === undefined ? '' : 'gone'
  return (
    <tr data-result={last?.error == null ? state : 'failed'}>
      <td>
        <label className="check">
          <input
            type="checkbox"
            checked={checked}
            disabled={disabled}
            aria-label={t('cleanup.selectOne', { title: titleOf(t, row) })}
            onChange={() => onToggle(row.id)}
          />
        </label>
      </td>
      <th scope="row">
        <span className="cleanup-title">{titleOf(t, row)}</span>
        <span className="cleanup-line">
          <span className="cleanup-id">{row.id}</span>
          {last !== undefined && (
            <span className="cleanup-result">
              {last.error === null ? well : t(`error.${codeOf(last.error.code)}`, { detail: '' })}
            </span>
          )}
        </span>
      </th>
      <td>{date}</td>
      <td>{t(`cleanup.origin.${row.origin}`)}</td>
      <td className="cleanup-size">{sizeLabel(row.size, language)}</td>
    </tr>
  )
})
