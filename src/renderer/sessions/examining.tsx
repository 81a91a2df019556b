import type { ReactNode } from 'react'
import type { Resuming } from '../../shared/resuming.ts'
import { cancelExamination } from '../store/health.ts'
import { useApp, useT } from '../store/store.ts'
import { sizeLabel } from '../ui/sizes.ts'
import { Button } from '../ui/button.tsx'

/** How far the doctor is with a log while a session is being resumed, and a way to end that; nothing before it has begun. */
export function Examining({ id, resuming }: { readonly id: string; readonly resuming: Resuming }): ReactNode {
  const t = useT()
  const progress = useApp((state) => state.examined.get(id)) ?? null
  const language = useApp((state) => state.language)
  const isAtIt = resuming.steps.some((step) => step.step === 'repair' && step.state === 'doing')
  if (progress === null || !isAtIt) return null
  const { done, total } = progress
  return (
    <div className="resuming-examining">
      <progress aria-label={t('resuming.examining')} max={Math.max(total, 1)} value={done} />
      <span className="resuming-bytes">
        {t('resuming.bytes', { done: sizeLabel(done, language), total: sizeLabel(total, language) })}
      </span>
      <Button onClick={() => cancelExamination(id)}>{t('common.cancel')}</Button>
    </div>
  )
}
