import { memo } from 'react'
import type { ReactNode } from 'react'
import { codeOf } from '../dialogs/errorCode.ts'
import type { ItemResult, TrashEntry } from '../../shared/model/keeping.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { sizeLabel } from '../ui/sizes.ts'
import { TickCell, TickTable, toggled, useSame } from '../ui/tickTable.tsx'
import { daysLeft } from './daysLeft.ts'

interface Shared {
  readonly disabled: boolean
  readonly onRestore: (entryId: string) => void
  readonly onPurge: (entryId: string) => void
  readonly onReveal: (entryId: string) => void
}

interface TableProps extends Shared {
  readonly entries: readonly TrashEntry[]
  readonly chosen: ReadonlySet<string>
  readonly results: ReadonlyMap<string, ItemResult>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
}

/** One line for each deleted session, with what came of the last thing that was tried with it. */
export function TrashTable(props: TableProps): ReactNode {
  const { entries, chosen, results, disabled, onChoose } = props
  const t = useT()
  const onToggle = useSame((entryId: string): void => onChoose(toggled(chosen, entryId)))
  const onRestore = useSame(props.onRestore)
  const onPurge = useSame(props.onPurge)
  const onReveal = useSame(props.onReveal)
  const whole = entries.every((entry) => chosen.has(entry.entryId))
  return (
    <TickTable
      lines={entries}
      // What goes or comes back leaves the others as far as they were shown.
      identity={null}
      whole={whole}
      disabled={disabled}
      onAll={() => onChoose(whole ? new Set() : new Set(entries.map((entry) => entry.entryId)))}
      heads={
        <>
          <th scope="col">{t('cleanup.column.title')}</th>
          <th scope="col">{t('trash.column.deleted')}</th>
          <th scope="col">{t('trash.column.left')}</th>
          <th scope="col" className="tick-size">
            {t('cleanup.column.size')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('trash.column.actions')}</span>
          </th>
        </>
      }
      line={(entry) => (
        <Line
          key={entry.entryId}
          entry={entry}
          checked={chosen.has(entry.entryId)}
          result={results.get(entry.entryId)}
          disabled={disabled}
          onToggle={onToggle}
          onRestore={onRestore}
          onPurge={onPurge}
          onReveal={onReveal}
        />
      )}
    />
  )
}

const Line = memo(function Line({
  entry,
  checked,
  result,
  disabled,
  onToggle,
  onRestore,
  onPurge,
  onReveal,
}: Shared & {
  readonly entry: TrashEntry
  readonly checked: boolean
  readonly result: ItemResult | undefined
  readonly onToggle: (entryId: string) => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const now = useApp((state) => state.now)
  const unnamed = entry.unreadable ? t('trash.unreadableTitle') : t('list.untitled')
  const title = entry.title.trim() === '' ? unnamed : entry.title
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(entry.deletedAt)
  // The clock of the page may be a minute behind: nothing stays longer than it was given.
  const left = daysLeft(entry.goesAt, Math.max(now, entry.deletedAt))
  return (
    <tr data-entry-of={entry.id}>
      <TickCell title={title} checked={checked} disabled={disabled} onToggle={() => onToggle(entry.entryId)} />
      <th scope="row">
        <span className="tick-title">{title}</span>
        <span className="tick-line trash-line">
          <span className="tick-id">{entry.id === '' ? entry.entryId : entry.id}</span>
          {entry.bookmarks > 0 && <span>{t('list.bookmarks', { count: entry.bookmarks })}</span>}
          {entry.unsent && <span>{t('list.unsent')}</span>}
        </span>
        {entry.unreadable && <span className="trash-failed">{t('trash.unreadable')}</span>}
        {result?.error != null && (
          <span className="trash-failed">
            {result.error.code === 'idTaken'
              ? t('trash.takenRow', { id: entry.id })
              : t(`error.${codeOf(result.error.code)}`, { detail: '' })}
          </span>
        )}
      </th>
      <td>{date}</td>
      <td>{left === null ? t('trash.stays') : t('cleanup.days', { count: left })}</td>
      <td className="tick-size">{sizeLabel(entry.size, language)}</td>
      <td className="trash-actions">
        {entry.unreadable ? (
          <Button
            disabled={disabled}
            aria-label={t('trash.revealOne', { title })}
            onClick={() => onReveal(entry.entryId)}
          >
            {t('trash.reveal')}
          </Button>
        ) : (
          <Button
            disabled={disabled}
            aria-label={t('trash.restoreOne', { title })}
            onClick={() => onRestore(entry.entryId)}
          >
            {t('trash.restore')}
          </Button>
        )}
        <Button
          variant="quiet"
          disabled={disabled}
          aria-label={t('trash.purgeOne', { title })}
          onClick={() => onPurge(entry.entryId)}
        >
          {t('trash.purge')}
        </Button>
      </td>
    </tr>
  )
})
