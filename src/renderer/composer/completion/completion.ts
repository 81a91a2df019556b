import { createStore, type StoreApi } from 'zustand/vanilla'
import { call } from '../../bridge.ts'
import { app } from '../../store/store.ts'
import { takeAttached } from '../attaching.ts'
import { isReplacing, replaceRange } from '../editing.ts'
import { matchCommands, type Completable } from './match.ts'
import { ofRuntime, ownCommands } from './ownCommands.ts'
import { tokenAt, type Token } from './token.ts'

/** One line of the list. */
export type Option =
  | { readonly kind: 'command'; readonly command: Completable }
  | { readonly kind: 'file' | 'folder'; readonly path: string }

/** What the list shows; nothing is shown without options. */
export interface Shown {
  readonly options: readonly Option[]
  readonly chosen: number
  readonly token: Token | null
  /** False when a folder holds more than could be looked through. */
  readonly complete: boolean
}

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>
type Run = (command: Completable) => void

/** Completes commands and files at the caret of one message box. */
export interface Completion {
  readonly shown: StoreApi<Shown>
  /** Something was typed. */
  typed(area: HTMLTextAreaElement): void
  /** The caret moved: the list closes when it left what is completed. */
  moved(area: HTMLTextAreaElement): void
  /** True when the press was for the list; `run` as for `accept`. */
  pressed(event: Press, area: HTMLTextAreaElement, run: Run): boolean
  /** Puts an option into the text; `run` performs a command that needs no words, and takes it out of the box. */
  accept(option: Option, area: HTMLTextAreaElement, how: 'enter' | 'tab', run: Run): void
  close(): void
}

const nothing: Shown = { options: [], chosen: 0, token: null, complete: true }

/** See {@link Completion}. */
export function createCompletion(sessionId: string): Completion {
  const shown = createStore<Shown>()(() => nothing)
  /** Where the person closed the list: it stays closed as long as they go on there. */
  let dismissed: string | null = null
  let asked = 0

  const close = (): void => {
    asked += 1
    if (shown.getState() !== nothing) shown.setState(nothing, true)
  }
  const show = (token: Token, options: readonly Option[], complete: boolean): void => {
    if (options.length === 0) close()
    else shown.setState({ options, chosen: 0, token, complete }, true)
  }
  const placeOf = ({ kind, start }: Token): string => `${kind} ${start}`

  const look = async (token: Token): Promise<void> => {
    asked += 1
    const mine = asked
    if (token.kind === 'file') {
      const row = app.getState().rows.get(sessionId)
      if (row === undefined || row.kind === 'chat' || row.folder === null) return
      // Without what it is about, an old list would be of no use; a list of before stays until the new one is there.
      const found = await call('file.find', { id: sessionId, query: token.query }).catch(() => null)
      if (mine !== asked) return
      const options = (found?.paths ?? []).map((path): Option => ({
        kind: path.endsWith('/') ? 'folder' : 'file',
        path,
      }))
      show(token, options, found?.complete ?? true)
      return
    }
    const all = await commandsOf(sessionId)
    if (mine !== asked) return
    show(
      token,
      matchCommands(all, token.query).map((command) => ({ kind: 'command', command })),
      true,
    )
  }

  const accept: Completion['accept'] = (option, area, how, run) => {
    const { token } = shown.getState()
    if (token === null) return
    close()
    if (option.kind === 'command') {
      const { command } = option
      if (how === 'enter' && command.how !== 'ask') run(command)
      else replaceRange(area, token.start, token.end, `/${command.name} `)
      return
    }
    if (option.kind === 'folder' && how === 'tab') {
      // On into the folder.
      replaceRange(area, token.start, token.end, `@${option.path}`)
      void look({ ...token, end: token.start + 1 + option.path.length, query: option.path })
      return
    }
    replaceRange(area, token.start, token.end, `@${option.path} `)
    void call('file.attach', { id: sessionId, path: option.path }).then(
      (attached) => takeAttached(sessionId, attached),
      () => undefined,
    )
  }

  return {
    shown,
    close,
    accept,
    typed: (area) => {
      const { value, selectionStart, selectionEnd } = area
      const token = selectionStart === selectionEnd && !isReplacing() ? tokenAt(value, selectionStart) : null
      if (token === null) {
        dismissed = null
        close()
      } else if (dismissed !== placeOf(token)) void look(token)
    },
    moved: (area) => {
      const { token } = shown.getState()
      if (token === null) return
      const now = tokenAt(area.value, area.selectionStart)
      if (area.selectionStart !== area.selectionEnd || now === null || placeOf(now) !== placeOf(token)) close()
    },
    pressed: (event, area, run) => {
      const { options, chosen, token } = shown.getState()
      if (token === null || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false
      const step = (by: number): void => shown.setState({ chosen: (chosen + by + options.length) % options.length })
      switch (event.key) {
        case 'ArrowDown':
          step(1)
          return true
        case 'ArrowUp':
          step(-1)
          return true
        case 'Enter':
        case 'Tab': {
          const option = options[chosen]
          if (option !== undefined) accept(option, area, event.key === 'Enter' ? 'enter' : 'tab', run)
          return true
        }
        case 'Escape':
          dismissed = placeOf(token)
          close()
          return true
        default:
          return false
      }
    },
  }
}

/** How long what the runtime offers is taken to be the same, in milliseconds. */
const STALE = 10_000
const offered = new Map<string, { readonly at: number; readonly commands: Promise<readonly Completable[]> }>()

/** The commands that a session has now, the runtime's first; never rejects. */
export async function commandsOf(sessionId: string): Promise<readonly Completable[]> {
  let known = offered.get(sessionId)
  if (known === undefined || performance.now() - known.at > STALE) {
    const commands = call('command.list', { id: sessionId }).then(
      (list) => list.map(ofRuntime),
      (): readonly Completable[] => [],
    )
    known = { at: performance.now(), commands }
    offered.set(sessionId, known)
  }
  return [...(await known.commands), ...ownCommands()]
}
