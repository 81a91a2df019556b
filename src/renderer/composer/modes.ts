import Check from 'lucide-react/icons/check'
import type { SessionMode } from '../../shared/model/session.ts'
import { inFocusedPane } from '../panes/focused.ts'
import { setMode } from '../store/actions.ts'
import { changeSettings } from '../store/settings.ts'
import { app } from '../store/store.ts'
import { addToast } from '../store/toasts.ts'
import { openMenu } from '../ui/overlay.ts'

const modes: readonly SessionMode[] = ['interactive', 'plan', 'autopilot']

/** Lets the person choose how the agent of a session works; without an anchor, beside its button. */
export function openModeMenu(sessionId: string, anchor?: Element): void {
  const { t, rows } = app.getState()
  const beside = anchor ?? inFocusedPane('[data-mode-button]')
  if (beside === null) return
  openMenu({
    anchor: beside,
    label: t('command.mode'),
    items: modes.map((mode) => ({
      kind: 'action',
      id: mode,
      label: t(`mode.${mode}`),
      hint: t(`mode.${mode}.help`),
      ...(rows.get(sessionId)?.mode === mode ? { icon: Check } : {}),
      perform: () => void choose(sessionId, mode),
    })),
  })
}

async function choose(sessionId: string, mode: SessionMode): Promise<void> {
  const done = await setMode(sessionId, mode)
  const { t, settings } = app.getState()
  // Told once: the button says from then on which mode it is.
  if (!done || mode !== 'autopilot' || settings.autopilotTold) return
  addToast({ tone: 'info', title: t('mode.autopilot.warning'), text: t('mode.autopilot.warningText') })
  await changeSettings({ autopilotTold: true })
}
