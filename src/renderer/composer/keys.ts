import type { Settings } from '../../shared/model.ts'
import type { Platform } from '../keys.ts'

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

/** Whether a key press sends what is written. With Ctrl or Cmd it does, whatever the setting says. */
export function isSendPress(event: Press, sendKey: Settings['sendKey'], platform: Platform): boolean {
  if (event.key !== 'Enter' || event.altKey || event.shiftKey) return false
  const mod = platform === 'darwin' ? event.metaKey : event.ctrlKey
  const other = platform === 'darwin' ? event.ctrlKey : event.metaKey
  if (other) return false
  return mod || sendKey === 'enter'
}

/** The keys that send and that begin a new line, as shortcuts. */
export function sendKeys(sendKey: Settings['sendKey']): { readonly send: string; readonly newLine: string } {
  return sendKey === 'enter' ? { send: 'Enter', newLine: 'Shift+Enter' } : { send: 'Mod+Enter', newLine: 'Enter' }
}
