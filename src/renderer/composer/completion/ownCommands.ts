import type { SlashCommand } from '../../../shared/model/completion.ts'
import { commands } from '../../commandTable.ts'
import { runCommand } from '../../commands.ts'
import { openDialog } from '../../store/navigation.ts'
import { app } from '../../store/store.ts'
import type { Completable } from './match.ts'
import type { StringKey } from '../../../shared/strings/catalogue.ts'

/** What of the window's own can be had by a slash, and which of its actions that is. */
const own: Readonly<Record<string, string>> = {
  rename: 'session.rename',
  model: 'session.model',
  mode: 'composer.mode',
  attach: 'composer.attach',
  history: 'composer.prompts',
  find: 'find.open',
  aside: 'session.aside',
  bookmark: 'session.bookmark',
  export: 'session.export',
  compact: 'session.compact',
  new: 'session.new',
  clear: 'session.new',
  keys: 'help.keys',
}

/** Those of the window itself that can be performed now. */
export function ownCommands(): readonly Completable[] {
  const state = app.getState()
  return Object.entries(own).flatMap(([name, id]) => {
    const command = commands.find((one) => one.id === id)
    return command?.enabled(state) === true ? [{ name, how: 'own', description: state.t(command.title) }] : []
  })
}

/** Whether words behind it are for the command itself. */
export function takesWords(name: string): boolean {
  return name === 'compact'
}

/** Performs one of the window's own in the session that is shown; false when there is none of that name. */
export function runOwn(name: string, words = ''): boolean {
  const id = Object.hasOwn(own, name) ? own[name] : undefined
  if (id === undefined) return false
  // After the key press that asked for it: what opens now takes the focus.
  requestAnimationFrame(() => {
    const { place } = app.getState()
    if (words !== '' && takesWords(name) && place.kind === 'session')
      openDialog({ kind: 'compact', id: place.id, keep: words.slice(0, 2_000) })
    else runCommand(id)
  })
  return true
}

const described: Readonly<Record<string, StringKey>> = {
  context: 'slash.context',
  usage: 'slash.usage',
  env: 'slash.env',
  'list-dirs': 'slash.listDirs',
  init: 'slash.init',
  review: 'slash.review',
  'security-review': 'slash.securityReview',
}

/** A command of the runtime, in our words where we have some. */
export function ofRuntime({ name, how, description }: SlashCommand): Completable {
  const key = Object.hasOwn(described, name) ? described[name] : undefined
  return { name, how, description: key === undefined ? description : app.getState().t(key) }
}
