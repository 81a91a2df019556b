import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { setRepaired, undoRepair } from '../store/health.ts'
import { useApp, useT } from '../store/store.ts'
import { sizeLabel } from '../ui/sizes.ts'
import { Button } from '../ui/button.tsx'
import '../ui/bars.css'

/** Says that a session was repaired, and offers the way back. */
export function RepairedBanner({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.language)
  const result = useApp((state) => state.repaired.get(id))
  const [busy, setBusy] = useState(false)
  if (result === undefined) return null

  const undo = async (): Promise<void> => {
    setBusy(true)
    await undoRepair(result)
    setBusy(false)
  }
  return (
    <div className="bar" role="status">
      <Check aria-hidden="true" />
      <p className="bar-text">
        <strong>
          {result.kind === 'repair'
            ? t('repair.repaired')
            : t('repair.slimmed', { size: sizeLabel(result.bytesBefore - result.bytesAfter, language) })}
        </strong>{' '}
        {t('repair.original')}
      </p>
      <div className="bar-actions">
        <Button disabled={busy} onClick={() => void undo()}>
          {t('repair.undo')}
        </Button>
        <Button variant="quiet" onClick={() => setRepaired(id, null)}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  )
}
