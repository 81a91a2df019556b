import type { Settings } from '../../shared/model/settings.ts'
import { SEND_ALL_KEYS, sendKeys } from '../composer/keys.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'

/** The keys of the message box, which follow the setting for sending. */
export function composerKeys(sendKey: Settings['sendKey']): readonly (readonly [StringKey, readonly string[]])[] {
  const { send, steer, newLine } = sendKeys(sendKey)
  return [
    ['keys.send', [send]],
    ['keys.steer', [steer]],
    ['keys.sendAll', [SEND_ALL_KEYS]],
    ['keys.newLine', [newLine]],
    ['keys.past', ['ArrowUp', 'ArrowDown']],
  ]
}
