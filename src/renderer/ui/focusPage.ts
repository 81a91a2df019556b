import { focusComposer } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { focusListLater } from './focus.ts'
import { isNowhere } from './keptFocus.ts'
import { isFloating } from './overlay.ts'

/** Puts the focus on the page when what had it is gone: on what one writes in, or else on what the page is called. */
export function focusPageLater(): void {
  requestAnimationFrame(() => {
    const { dialog, place } = app.getState()
    if (dialog !== null || isFloating() || !isNowhere(document.activeElement)) return
    if (place.kind === 'session') focusComposer()
    // Other pages than the start are called something, and may still be on their way.
    else document.querySelector<HTMLElement>('.head-title[tabindex]')?.focus()
    // A session that can only be read has no box.
    if (place.kind === 'session' || place.kind === 'start') focusListLater()
  })
}
