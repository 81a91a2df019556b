/** Keys that are held down for what comes next, and say nothing by themselves. */
const holding: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn'])

/** Whether a key that is pressed in a session is a sign that it is being read: no command is, and no key that is held. */
export function readsByKey(press: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}): boolean {
  return !(press.ctrlKey || press.metaKey || press.altKey || holding.has(press.key))
}
