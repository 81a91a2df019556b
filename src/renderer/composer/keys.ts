import type { Settings } from '../../shared/model/settings.ts'
import { matchesShortcut, type Platform } from '../keys.ts'

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What tells a key press of an input method from any other. */
interface Composition {
  readonly isComposing: boolean
  readonly keyCode: number
}

/** Whether a key press belongs to an input method: 229 is what those report that don't say so otherwise. */
export function isComposing(event: Composition): boolean {
  return event.isComposing || event.keyCode === 229
}

/** What is done with what is written: it is sent (behind what runs), given to what runs, or sent to all sessions side by side. */
export type SendHow = 'send' | 'steer' | 'all'

/** The key that sends to all sessions that are shown side by side. */
export const SEND_ALL_KEYS = 'Mod+Alt+Enter'

/** What a key press does with what is written; null for any other. */
export function sendPress(event: Press, sendKey: Settings['sendKey'], platform: Platform): SendHow | null {
  const keys = sendKeys(sendKey)
  if (matchesShortcut(event, keys.send, platform)) return 'send'
  if (matchesShortcut(event, keys.steer, platform)) return 'steer'
  return matchesShortcut(event, SEND_ALL_KEYS, platform) ? 'all' : null
}

/** The keys of a box in which one writes, as shortcuts. */
export function sendKeys(sendKey: Settings['sendKey']): BoxKeys {
  return keysBySetting[sendKey]
}

interface BoxKeys {
  readonly send: string
  readonly steer: string
  readonly newLine: string
}

const keysBySetting: Readonly<Record<Settings['sendKey'], BoxKeys>> = {
  enter: { send: 'Enter', steer: 'Mod+Enter', newLine: 'Shift+Enter' },
  shiftEnter: { send: 'Shift+Enter', steer: 'Mod+Enter', newLine: 'Enter' },
  modEnter: { send: 'Mod+Enter', steer: 'Mod+Shift+Enter', newLine: 'Enter' },
}
