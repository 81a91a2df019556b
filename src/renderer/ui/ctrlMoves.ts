import { useApp } from '../store/store.ts'

/**
 * Whether Ctrl with n, p, j or k goes through a list (cmdk's `vimBindings`): only where Ctrl is not the key of the window's own
 * commands, which a list that is on its way out would take for its own.
 */
export function useCtrlMoves(): boolean {
  return useApp((state) => state.platform) === 'darwin'
}
