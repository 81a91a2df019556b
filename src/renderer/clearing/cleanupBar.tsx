import type { ReactNode } from 'react'
import { goTo } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { sizeLabel } from '../ui/sizes.ts'
import type { Clearing } from './useClearing.ts'
import type { Duplicates } from './useDuplicates.ts'

/** How much was found, and what to do with it: how far that is, and what came of it. */
export function CleanupBar({
  clearing,
  duplicates,
  isFound,
  draftsOnly,
  onDelete,
}: {
  readonly clearing: Clearing
  /** Null where a rule finds. */
  readonly duplicates: Duplicates | null
  readonly isFound: boolean
  readonly draftsOnly: boolean
  readonly onDelete: () => void
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const { step, chosen, results } = clearing
  const count = chosen.length
  const bytes = chosen.reduce((sum, row) => sum + row.size, 0)
  const failed = [...results.values()].filter((result) => result.error !== null).length
  const looking = duplicates?.state
  return (
    <div className="tick-bar">
      <p className="tick-total" role="status">
        {!isFound && looking === undefined && t('list.loading')}
        {looking?.kind === 'idle' && t('cleanup.sameNotYet')}
        {looking?.kind === 'looking' && t('cleanup.sameLooking', looking)}
        {isFound &&
          step.kind === 'choose' &&
          (draftsOnly
            ? t('cleanup.drafts', { count })
            : t('cleanup.total', { count, size: sizeLabel(bytes, language) }))}
        {step.kind === 'looking' && t('cleanup.looking', step)}
        {step.kind === 'exporting' && t('cleanup.exporting', step)}
        {step.kind === 'deleting' && t(draftsOnly ? 'cleanup.discarding' : 'cleanup.deleting', step)}
        {step.kind === 'finished' &&
          t(draftsOnly ? 'cleanup.discardedAll' : 'cleanup.finished', { count: results.size - failed })}
        {step.kind === 'finished' && failed > 0 && ` · ${t('cleanup.failed', { count: failed })}`}
      </p>
      {looking?.kind === 'looking' && <Button onClick={duplicates?.stop}>{t('cleanup.stop')}</Button>}
      {looking !== undefined && looking.kind !== 'looking' && step.kind === 'choose' && (
        <Button onClick={() => void duplicates?.look()}>
          {t(looking.kind === 'idle' ? 'cleanup.sameLook' : 'cleanup.sameAgain')}
        </Button>
      )}
      {step.kind === 'choose' && (
        <>
          {!draftsOnly && (
            <Button disabled={count === 0} onClick={() => void clearing.look()}>
              {t('cleanup.export')}
            </Button>
          )}
          <Button disabled={count === 0} variant="danger" onClick={onDelete}>
            {t(draftsOnly ? 'cleanup.discard' : 'cleanup.delete', { count })}
          </Button>
        </>
      )}
      {step.kind !== 'choose' && step.kind !== 'finished' && (
        <Button onClick={clearing.cancel}>{t('cleanup.stop')}</Button>
      )}
      {step.kind === 'finished' &&
        (draftsOnly ? (
          <Button onClick={() => void clearing.takeBack()}>{t('cleanup.takeBack')}</Button>
        ) : (
          <Button onClick={() => goTo({ kind: 'trash' })}>{t('trash.open')}</Button>
        ))}
      {step.kind === 'finished' && (
        <Button variant="primary" onClick={clearing.again}>
          {t('common.done')}
        </Button>
      )}
    </div>
  )
}
