import { clipboard } from './clipboard.ts'
import { ignore } from './core.ts'
import { eventWith, StandinEvent } from './event.ts'
import type { Target } from './target.ts'
import type { PageCommands } from './pageCommands.ts'

type Input = Electron.MouseInputEvent | Electron.MouseWheelInputEvent | Electron.KeyboardInputEvent

const MODIFIERS: Record<string, number> = { alt: 1, control: 2, ctrl: 2, meta: 4, cmd: 4, command: 4, shift: 8 }

/** An editing command, as the roles of Electron's menus give it; the clipboard is the stand-in's own. */
export function command(
  contents: PageCommands,
  name: 'copy' | 'cut' | 'paste' | 'delete' | 'selectAll' | 'undo' | 'redo',
): void {
  ignore(run(contents, name))
}

async function run(contents: PageCommands, name: string): Promise<void> {
  if (name === 'paste') {
    await contents.insertText(await clipboard.readText())
    return
  }
  if (name === 'copy' || name === 'cut') {
    const field = 'document.activeElement'
    const selected = `${field}.value?.slice(${field}.selectionStart, ${field}.selectionEnd) ?? String(getSelection())`
    const text = await contents.executeJavaScript(selected, true)
    if (typeof text === 'string' && text) await clipboard.writeText(text)
    if (name === 'copy') return
  }
  await contents.executeJavaScript(`document.execCommand('${name === 'cut' ? 'delete' : name}')`, true)
}

/** Sends a key or a mouse event to the page; the app may prevent a key in `before-input-event`. */
export function sendInput(contents: PageCommands, target: Target, input: Input): void {
  const names = input.modifiers ?? []
  const modifiers = names.reduce((sum, name) => sum | (MODIFIERS[name] ?? 0), 0)
  if ('keyCode' in input) {
    const key = input.keyCode.length === 1 ? input.keyCode : (KEYS[input.keyCode.toLowerCase()] ?? input.keyCode)
    if (input.type !== 'char') {
      const event = new StandinEvent()
      const held = {
        shift: (modifiers & 8) > 0,
        control: (modifiers & 2) > 0,
        alt: (modifiers & 1) > 0,
        meta: (modifiers & 4) > 0,
      }
      const what = { type: input.type, key, code: key, isAutoRepeat: false, isComposing: false, location: 0 }
      contents.emit('before-input-event', event, { ...what, ...held, modifiers: names })
      if (event.defaultPrevented) return
    }
    const text = input.type === 'char' ? { text: key === 'Enter' ? '\r' : key } : {}
    const type = input.type === 'keyUp' ? 'keyUp' : input.type === 'char' ? 'char' : 'rawKeyDown'
    target.whenOpen((to) => to.send('Input.dispatchKeyEvent', { type, key, modifiers, ...text }))
    return
  }
  const { x, y } = input
  if (input.type === 'mouseWheel') {
    const { deltaX = 0, deltaY = 0 } = input as Electron.MouseWheelInputEvent
    target.whenOpen((to) =>
      to.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, modifiers, deltaX: -deltaX, deltaY: -deltaY }),
    )
    return
  }
  const type = input.type === 'mouseDown' ? 'mousePressed' : input.type === 'mouseUp' ? 'mouseReleased' : 'mouseMoved'
  const { button = 'left', clickCount = 1 } = input
  const pressed = type === 'mouseMoved' ? {} : { button, clickCount }
  target.whenOpen((to) => to.send('Input.dispatchMouseEvent', { type, x, y, modifiers, ...pressed }))
}

const KEYS: Record<string, string> = {
  enter: 'Enter',
  return: 'Enter',
  esc: 'Escape',
  escape: 'Escape',
  tab: 'Tab',
  space: ' ',
  backspace: 'Backspace',
  delete: 'Delete',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
}

/** Counts the text in the page, goes to the next place, and reports with `found-in-page`. */
export async function findInPage(
  contents: PageCommands,
  requestId: number,
  text: string,
  { forward = true, matchCase = false }: Electron.FindInPageOptions,
): Promise<void> {
  if (!text) throw new Error('Must provide a non-empty search content')
  const find = `window.find(${JSON.stringify(text)}, ${String(matchCase)}, ${String(!forward)}, true)`
  const count = `(document.body?.innerText ?? '').split(new RegExp(RegExp.escape(${JSON.stringify(text)}), '${matchCase ? '' : 'i'}')).length - 1`
  const matches = Number(await contents.executeJavaScript(`${find}; ${count}`, true))
  const result = { requestId, matches, activeMatchOrdinal: matches ? 1 : 0, finalUpdate: true }
  contents.emit('found-in-page', eventWith({}), { ...result, selectionArea: { x: 0, y: 0, width: 0, height: 0 } })
}
