/** The systems whose keyboards differ. */
export type Platform = 'darwin' | 'win32' | 'linux'

/** Whether a key press is a shortcut such as `Mod+K`; `Mod` is Cmd on a Mac and Ctrl elsewhere. */
export function matchesShortcut(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  shortcut: string,
  platform: Platform,
): boolean {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const mac = platform === 'darwin'
  const mod = parts.includes('Mod')
  const ctrl = parts.includes('Ctrl') || (mod && !mac)
  // `?` is typed with Shift on some keyboards and without on others: the character says enough.
  const shift = key === '?' ? event.shiftKey : parts.includes('Shift')
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.ctrlKey === ctrl &&
    event.metaKey === (mod && mac) &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === shift
  )
}

const macNames: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Delete: '⌦',
}
const names: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** A shortcut as a person reads it: `⌘K`, `Ctrl K`. */
export function shortcutLabel(shortcut: string, platform: Platform): string {
  const mac = platform === 'darwin'
  const parts = shortcut.split('+').map((part) => (mac ? macNames[part] : undefined) ?? names[part] ?? part)
  return parts.join(mac ? '' : ' ')
}
