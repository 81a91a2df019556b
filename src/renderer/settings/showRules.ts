import { goTo } from '../store/navigation.ts'

/** The id of the part of the settings that lists permissions. */
export const PERMISSIONS_ID = 'settings-permissions'

/** Goes to what is allowed without being asked. */
export function showRules(): void {
  goTo({ kind: 'settings' })
  // The page is there with the next frame.
  requestAnimationFrame(() => {
    const part = document.getElementById(PERMISSIONS_ID)
    part?.scrollIntoView({ block: 'start' })
    part?.focus({ preventScroll: true })
  })
}
