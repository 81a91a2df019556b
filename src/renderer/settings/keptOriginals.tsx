import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { KeptOriginal } from '../../shared/health.ts'
import { titleOf } from '../list/labels.ts'
import { setRepaired, undoRepair } from '../store/health.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt, inform, report } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Held } from '../ui/held.tsx'
import { sizeLabel } from '../ui/sizes.ts'

/** The files that repairs replaced: what they take up, and the two ways out. */
export function KeptOriginals(): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const [kept, setKept] = useState<readonly KeptOriginal[] | null>(null)
  const [asking, setAsking] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const read = (): void => {
    call('health.kept', {}).then(setKept, report)
  }
  useEffect(read, [])

  async function act(one: KeptOriginal, kind: 'undo' | 'discard'): Promise<void> {
    setBusy(true)
    setAsking(null)
    if (kind === 'undo') await undoRepair({ id: one.sessionId, undoId: one.undoId })
    else if ((await attempt(call('health.discard', { undoId: one.undoId }).then(() => true))) === true) {
      // What can no longer be undone is no longer offered.
      setRepaired(one.sessionId, null)
      inform(t('kept.discarded'))
    }
    setBusy(false)
    read()
  }

  if (kept === null) return <p className="field-help">{t('list.loading')}</p>
  const size = sizeLabel(
    kept.reduce((sum, one) => sum + one.size, 0),
    language,
  )
  return (
    <>
      <p className="field-help">{t('kept.help')}</p>
      {kept.length === 0 ? (
        <p className="field-help">{t('kept.none')}</p>
      ) : (
        <>
          <p className="kept-total">{t('kept.total', { count: kept.length, size })}</p>
          <ul className="kept-list" aria-label={t('kept.title')}>
            {kept.map((one) => (
              <Line
                key={one.undoId}
                one={one}
                asking={asking === one.undoId}
                disabled={busy}
                onAsk={(on) => setAsking(on ? one.undoId : null)}
                onAct={(kind) => void act(one, kind)}
              />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Line({
  one,
  asking,
  disabled,
  onAsk,
  onAct,
}: {
  readonly one: KeptOriginal
  readonly asking: boolean
  readonly disabled: boolean
  readonly onAsk: (on: boolean) => void
  readonly onAct: (kind: 'undo' | 'discard') => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const row = useApp((state) => state.rows.get(one.sessionId))
  const title = row === undefined ? (one.sessionId === '' ? one.undoId : one.sessionId) : titleOf(t, row)
  const date =
    one.at === null
      ? null
      : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(one.at)
  const what = one.kind === null ? t('kept.unreadable') : t(`kept.${one.kind}`)
  const facts = [what, date, sizeLabel(one.size, language), one.kind !== null && !one.undoable ? t('kept.back') : null]
  return (
    <li className="kept-line">
      <span className="kept-text">
        <span className="kept-name">{title}</span>
        <span className="kept-facts">{facts.filter((fact) => fact !== null).join(' · ')}</span>
      </span>
      {asking ? (
        <Held className="kept-actions" role="alertdialog" aria-label={t('kept.confirm')} onCancel={() => onAsk(false)}>
          <span className="kept-question">{t(one.undoable ? 'kept.confirmUndoable' : 'kept.confirm')}</span>
          <Button data-first-focus="" onClick={() => onAsk(false)}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" onClick={() => onAct('discard')}>
            {t('trash.confirm')}
          </Button>
        </Held>
      ) : (
        <span className="kept-actions">
          {one.undoable && (
            <Button disabled={disabled} aria-label={t('kept.undoOne', { title })} onClick={() => onAct('undo')}>
              {t('kept.undo')}
            </Button>
          )}
          <Button
            variant="quiet"
            disabled={disabled}
            aria-label={t('trash.purgeOne', { title })}
            onClick={() => onAsk(true)}
          >
            {t('trash.purge')}
          </Button>
        </span>
      )}
    </li>
  )
}
