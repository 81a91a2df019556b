import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { titleOf } from '../list/labels.ts'
import type { RepairResult } from '../../shared/health.ts'
import { exportSession } from '../store/actions.ts'
import { cancelExamination, examine, mend, undoRepair } from '../store/health.ts'
import type { Examination } from '../store/health.ts'
import { closeDialog } from '../store/navigation.ts'
import { app, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { RepairReport } from './repairReport.tsx'

/** Less than this is not worth a word (bytes). */
const WORTH_SLIMMING = 1_000_000

/** Examines a session's log, says where it is damaged and what a repair loses, and repairs a copy when it is asked to. */
export function RepairDialog({ id, refused }: { readonly id: string; readonly refused: number | null }): ReactNode {
  const t = useT()
  const share = useApp((state) => shareOf(state.examined.get(id)))
  const [title] = useState(() => {
    const row = app.getState().rows.get(id)
    return row === undefined ? id : titleOf(t, row)
  })
  const [found, setFound] = useState<Examination | null>(null)
  const [working, setWorking] = useState(false)
  const begun = useRef(false)

  useEffect(() => {
    if (begun.current) return
    begun.current = true
    void examine(id, refused).then((examination) => {
      if (examination === undefined) closeDialog()
      else setFound(examination)
    })
  }, [id, refused])

  function cancel(): void {
    if (found === null || working) cancelExamination(id)
    closeDialog()
  }
  async function perform(kind: RepairResult['kind']): Promise<void> {
    setWorking(true)
    const result = await mend(id, kind, found?.refused ?? null)
    setWorking(false)
    if (result !== undefined) closeDialog()
  }

  async function undo(undoId: string): Promise<void> {
    setWorking(true)
    await undoRepair({ id, undoId })
    closeDialog()
  }

  const busy = found === null || working
  const healthy = found?.report.healthy === true
  const slim = healthy && found.report.slimmable.bytes >= WORTH_SLIMMING
  return (
    <>
      <Dialog.Title className="dialog-title">
        {t(healthy ? 'repair.healthyTitle' : 'repair.title', { title })}
      </Dialog.Title>
      {(!healthy || slim) && <Dialog.Description className="dialog-text">{t('repair.text')}</Dialog.Description>}
      {found !== null && <RepairReport report={found.report} />}
      {busy && (
        <label className="field" role="status">
          <span className="field-label">{t(working ? 'repair.working' : 'repair.scanning')}</span>
          <progress className="repair-progress" max={1} value={share} />
        </label>
      )}
      <div className="dialog-actions">
        {!healthy && (
          <>
            <Button variant="quiet" disabled={working} onClick={() => void exportSession(id, 'json')}>
              {t('repair.exportFirst')}
            </Button>
            <span className="dialog-actions-space" />
          </>
        )}
        <Button data-first-focus="" onClick={cancel}>
          {t(healthy && !slim ? 'common.close' : 'common.cancel')}
        </Button>
        {healthy && found.report.undoable !== null && (
          <Button disabled={busy} onClick={() => void undo(found.report.undoable ?? '')}>
            {t('repair.undo')}
          </Button>
        )}
        {slim && (
          <Button variant="primary" disabled={busy} onClick={() => void perform('slim')}>
            {t('repair.slim')}
          </Button>
        )}
        {!healthy && (
          <Button variant="primary" disabled={busy} onClick={() => void perform('repair')}>
            {t('repair.confirm')}
          </Button>
        )}
      </div>
    </>
  )
}

function shareOf(progress: { readonly done: number; readonly total: number } | undefined): number {
  return progress === undefined || progress.total === 0 ? 0 : progress.done / progress.total
}
