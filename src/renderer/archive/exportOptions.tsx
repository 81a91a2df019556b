import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { exportFormats, type ExportFormat } from '../../shared/exporting.ts'
import type { OutlineLine } from '../../shared/find.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Choices, Field } from '../ui/field.tsx'
import { inOrder, marksBehind } from './ranges.ts'

/** What a person chose. */
export interface Options {
  readonly format: ExportFormat
  readonly range: 'all' | 'since' | 'between' | 'bookmarked'
  readonly bookmarkId: string | null
  /** The bookmark up to which it goes; null: to the end. */
  readonly untilId: string | null
  /** Turns; null: from the beginning, to the end. */
  readonly from: string | null
  readonly to: string | null
  readonly tools: boolean
  readonly reasoning: boolean
  /** Several sessions in one file. */
  readonly zip: boolean
}

/** The form, what, and where to: everything that an export can be asked for. */
export function ExportOptions({
  ids,
  marked,
  options,
  onChange,
}: {
  readonly ids: readonly string[]
  /** How many of them have a bookmark. */
  readonly marked: number
  readonly options: Options
  readonly onChange: (options: Options) => void
}): ReactNode {
  const t = useT()
  const only = ids.length === 1 ? (ids[0] ?? null) : null
  const { bookmarks, lines } = useParts(only)
  const { format, range, tools, reasoning, zip } = options
  const whole = format === 'json' && range === 'all' && tools && reasoning
  const ranges = (['all', 'since', 'bookmarked', 'between'] as const).filter((one) => {
    if (one === 'bookmarked') return marked > 0
    return one === 'between' ? lines.length > 1 : one === 'all' || bookmarks.length > 0
  })
  const chooseRange = (next: Options['range']): void =>
    onChange({ ...options, range: next, bookmarkId: options.bookmarkId ?? bookmarks[0]?.id ?? null })
  const after = (bookmarkId: string | null): readonly Bookmark[] => marksBehind(bookmarks, lines, bookmarkId)
  return (
    <>
      <Choices
        label={t('exporting.format')}
        value={format}
        options={exportFormats.map((value) => ({ value, label: t(`exporting.format.${value}`) }))}
        onChange={(next) => onChange({ ...options, format: next })}
      />
      {/* Its place is kept whatever it says. */}
      <p className="dialog-text export-about" role="status">
        {t(whole ? 'exporting.about.whole' : format === 'json' ? 'exporting.about.json' : `exporting.about.${format}`)}
      </p>
      {ranges.length > (only === null ? 1 : 0) && (
        <>
          <Field label={t('exporting.range')}>
            <select
              className="input"
              value={range}
              onChange={(event) => chooseRange(ranges.find((one) => one === event.target.value) ?? 'all')}
            >
              {ranges.map((one) => (
                <option key={one} value={one}>
                  {t(only === null && one === 'all' ? 'exporting.range.allOfMany' : `exporting.range.${one}`)}
                </option>
              ))}
            </select>
          </Field>
          {only === null && range === 'bookmarked' && marked < ids.length && (
            <p className="dialog-text" role="status">
              {t('exporting.unmarked', { count: ids.length - marked })}
            </p>
          )}
          {range === 'since' && (
            <div className={bookmarks.length > 1 ? 'export-between' : undefined}>
              <Field label={t('exporting.bookmark')}>
                <select
                  className="input"
                  value={options.bookmarkId ?? ''}
                  onChange={({ target: { value } }) =>
                    onChange({
                      ...options,
                      bookmarkId: value,
                      untilId: after(value).some(({ id }) => id === options.untilId) ? options.untilId : null,
                    })
                  }
                >
                  {bookmarks.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </Field>
              {bookmarks.length > 1 && (
                <Field label={t('exporting.to')}>
                  <select
                    className="input"
                    value={options.untilId ?? ''}
                    onChange={(event) => onChange({ ...options, untilId: event.target.value || null })}
                  >
                    <option value="">{t('exporting.end')}</option>
                    {after(options.bookmarkId).map(({ id, name }) => (
                      <option key={id} value={id}>
                        {name}
                      </option>
                    ))}
                  </select>
                </Field>
              )}
            </div>
          )}
          {range === 'between' && (
            <div className="export-between">
              <Prompts
                label={t('exporting.from')}
                none={t('exporting.beginning')}
                lines={lines}
                value={options.from}
                onChange={(from) =>
                  onChange({ ...options, from, to: inOrder(lines, from, options.to) ? options.to : null })
                }
              />
              <Prompts
                label={t('exporting.to')}
                none={t('exporting.end')}
                lines={lines.filter(({ turnId }) => inOrder(lines, options.from, turnId))}
                value={options.to}
                onChange={(to) => onChange({ ...options, to })}
              />
            </div>
          )}
        </>
      )}
      {format !== 'plain' && (
        <div className="export-checks">
          <label className="export-check">
            <input type="checkbox" checked={tools} onChange={() => onChange({ ...options, tools: !tools })} />
            {t('exporting.tools')}
          </label>
          <label className="export-check">
            <input
              type="checkbox"
              checked={reasoning}
              onChange={() => onChange({ ...options, reasoning: !reasoning })}
            />
            {t('exporting.reasoning')}
          </label>
        </div>
      )}
      {only === null && (
        <Choices
          label={t('exporting.where')}
          value={zip ? 'zip' : 'folder'}
          options={[
            { value: 'zip', label: t('exporting.zip') },
            { value: 'folder', label: t('exporting.folder') },
          ]}
          onChange={(where) => onChange({ ...options, zip: where === 'zip' })}
        />
      )}
    </>
  )
}

function Prompts({
  label,
  none,
  lines,
  value,
  onChange,
}: {
  readonly label: string
  readonly none: string
  readonly lines: readonly OutlineLine[]
  readonly value: string | null
  readonly onChange: (turnId: string | null) => void
}): ReactNode {
  return (
    <Field label={label}>
      <select className="input" value={value ?? ''} onChange={(event) => onChange(event.target.value || null)}>
        <option value="">{none}</option>
        {lines.map(({ turnId, text }) => (
          <option key={turnId} value={turnId}>
            {text.slice(0, 80)}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** What a range can begin and end with. */
function useParts(id: string | null): {
  readonly bookmarks: readonly Bookmark[]
  readonly lines: readonly OutlineLine[]
} {
  const [parts, setParts] = useState<{ bookmarks: readonly Bookmark[]; lines: readonly OutlineLine[] }>({
    bookmarks: [],
    lines: [],
  })
  useEffect(() => {
    if (id === null) return undefined
    let left = false
    const load = async (): Promise<void> => {
      const found = await attempt(Promise.all([call('bookmark.list', {}), call('session.outline', { id })]))
      if (left || found === undefined) return
      setParts({ bookmarks: found[0].filter(({ sessionId }) => sessionId === id), lines: found[1] })
    }
    void load()
    return () => {
      left = true
    }
  }, [id])
  return parts
}
