import type { Settings } from '../../shared/model.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'

/** The keys of the message box, which follow the setting for sending. */
export function composerKeys(sendKey: Settings['sendKey']): readonly (readonly [StringKey, readonly string[]])[] {
  return sendKey === 'enter'
    ? [
        ['keys.send', ['Enter']],
        ['keys.newLine', ['Shift+Enter']],
      ]
    : [
        ['keys.send', ['Mod+Enter']],
        ['keys.newLine', ['Enter']],
      ]
}
