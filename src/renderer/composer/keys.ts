import type { Settings } from '../../shared/model.ts'
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

/** What a key press does with what is written: it sends it (behind what runs), or gives it to what runs; null for any other. */
export function sendPress(event: Press, sendKey: Settings['sendKey'], platform: Platform): 'send' | 'steer' | null {
  const keys = sendKeys(sendKey)
  if (matchesShortcut(event, keys.send, platform)) return 'send'
  return matchesShortcut(event, keys.steer, platform) ? 'steer' : null
}

/** The keys of the message box, as shortcuts. */
export function sendKeys(sendKey: Settings['sendKey']): {
  readonly send: string
  readonly steer: string
  readonly newLine: string
} {
  return sendKey === 'enter'
    ? { send: 'Enter', steer: 'Mod+Enter', newLine: 'Shift+Enter' }
    : { send: 'Mod+Enter', steer: 'Mod+Shift+Enter', newLine: 'Enter' }
}
