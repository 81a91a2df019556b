import type { Command } from './command.ts'
import { commands } from './commandTable.ts'
import { matchesShortcut, shortcutLabel } from './keys.ts'
import type { Platform } from './keys.ts'
import { app } from './store/store.ts'

const byId = new Map(commands.map((command) => [command.id, command]))

/** An action by its id; throws for one that does not exist. */
export function commandOf(id: string): Command {
  const command = byId.get(id)
  if (command === undefined) throw new Error(`No command ${id}`)
  return command
}

/** Performs an action if it can be performed now; unknown ids (of a newer main) are ignored. */
export function runCommand(id: string): void {
  const command = byId.get(id)
  if (command?.enabled(app.getState()) === true) command.perform()
}

/** The action of a key press, or undefined. */
export function commandFor(event: KeyboardEvent, platform: Platform): Command | undefined {
  return commands.find((command) => command.keys.some((keys) => matchesShortcut(event, keys, platform)))
}

/** The shortcut of an action as a person reads it; empty when it has none. */
export function keysOf(id: string, platform: Platform): string {
  const keys = commandOf(id).keys[0]
  return keys === undefined ? '' : shortcutLabel(keys, platform)
}
