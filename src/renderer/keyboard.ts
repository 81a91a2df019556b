import { commandFor } from './commands.ts'
import { matchesShortcut } from './keys.ts'
import type { Platform } from './keys.ts'
import { goBack } from './store/lifecycle.ts'
import { chooseNumber } from './store/listing.ts'
import { closeDrawers } from './store/navigation.ts'
import { isForPalette, typeAhead } from './dialogs/typeAhead.ts'
import { isTyping } from './ui/focus.ts'
import { isFloating } from './ui/overlay.ts'
import { app } from './store/store.ts'

/** Performs the action of a key press wherever the focus is; returns its undo. */
export function installKeyboard(): () => void {
  let covered = false

  // A dialog closes on the way of the event: whether one was open is to be known before.
  const before = (event: KeyboardEvent): void => {
    const { dialog } = app.getState()
    covered = dialog !== null || isFloating()
    if (dialog === null || isInDialog(event.target) || event.isComposing) return
    if (dialog.kind === 'palette' && isForPalette(event)) {
      // Who types on right after opening it means the palette, also in the moment before it has the focus.
      event.preventDefault()
      event.stopPropagation()
      typeAhead(event.key)
    } else if (event.key === 'Enter' && isComposer(event.target)) {
      // As long as the focus is on its way into a dialog, nothing is sent behind it.
      event.preventDefault()
      event.stopPropagation()
    }
  }

  const after = (event: KeyboardEvent): void => {
    const { phase, platform, place } = app.getState()
    if (event.defaultPrevented || event.isComposing || covered || phase !== 'ready') return
    if (event.key === 'Escape' && closeDrawers()) {
      event.preventDefault()
      return
    }
    if (place.kind === 'welcome') return
    if (event.key === 'Escape' && place.kind !== 'session' && place.kind !== 'start') {
      goBack()
      event.preventDefault()
      return
    }
    const number = viewNumber(event, platform)
    if (number !== null) {
      chooseNumber(number)
      event.preventDefault()
      return
    }
    const command = commandFor(event, platform)
    if (command === undefined || !command.enabled(app.getState())) return
    if (event.key === '?' && isTyping(event.target)) return
    event.preventDefault()
    command.perform()
  }

  window.addEventListener('keydown', before, true)
  window.addEventListener('keydown', after)
  return () => {
    window.removeEventListener('keydown', before, true)
    window.removeEventListener('keydown', after)
  }
}

/** Which view of the list a key press means: the first nine have a number. */
function viewNumber(event: KeyboardEvent, platform: Platform): number | null {
  const number = Number(event.key)
  const isOne = number >= 1 && number <= 9 && matchesShortcut(event, `Mod+${event.key}`, platform)
  return isOne ? number : null
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.dialog') !== null
}

function isComposer(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('[data-composer]')
}
