import type { ReactNode } from 'react'
import type { Damage, HealthReport } from '../../shared/health.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { useApp, useT } from '../store/store.ts'
import { sizeLabel } from '../ui/sizes.ts'

/** How many places are named. */
const NAMED = 8

/** What is wrong with a log and what its repair loses, in plain words. */
export function RepairReport({ report }: { readonly report: HealthReport }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.language)
  if (report.healthy) {
    return (
      <p className="dialog-text">
        {t('repair.healthy')}{' '}
        {report.slimmable.bytes > 0 && t('repair.slimmable', { size: sizeLabel(report.slimmable.bytes, language) })}
      </p>
    )
  }
  const damages = report.damages.filter((damage) => damage.kind !== 'hugeEvent')
  const more = report.damaged - Math.min(damages.length, NAMED)
  return (
    <>
      <ul className="dialog-list" aria-label={t('repair.places')}>
        {damages.slice(0, NAMED).map((damage) => (
          <li key={`${damage.offset} ${damage.kind}`}>{textOf(t, damage)}</li>
        ))}
        {more > 0 && <li>{t('repair.more', { count: more })}</li>}
      </ul>
      <p className="dialog-text">
        {t('repair.kept', { count: report.events })}{' '}
        {report.lost === 0 ? t('repair.lostNothing') : t('repair.lost', { count: report.lost })}
      </p>
    </>
  )
}

function textOf(t: Translate, { kind, line, saved, lost }: Damage): string {
  return t(`damage.${kind}`, { line, count: kind === 'joined' ? saved : lost })
}
