import type { StringKey } from '../shared/strings/catalogue.ts'
import type { AppState } from './store/state.ts'

/** One action, shared by the palette, menus, buttons and keys; main's menu names it by `id`. */
export interface Command {
  readonly id: string
  readonly title: StringKey
  readonly scope: 'everywhere' | 'session'
  /** The first one is shown. */
  readonly keys: readonly string[]
  readonly enabled: (state: AppState) => boolean
  readonly perform: () => void
}
