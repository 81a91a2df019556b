import type { BroughtText, Route } from '../../shared/events.ts'
import { AppError } from '../../shared/errors.ts'
import { openSession } from '../store/actions.ts'
import { keepSession } from '../store/lifecycle.ts'
import { goTo } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { attempt, report } from '../store/toasts.ts'
import { beginWithId, defaultModel } from './begin.ts'
import { bringText, takeWaiting } from './bringing.ts'
import { ask, listedAs } from './idCheck.ts'

type SessionRoute = Extract<Route, { kind: 'session' }>

/** Goes where the tray, a link, a notification or a command line leads. Nothing is sent by any of them. */
export async function visit(to: Route): Promise<void> {
  if (to.kind === 'session') {
    await getOrCreate(to)
    return
  }
  if (to.kind === 'newSession') {
    const text = to.draft === undefined ? takeWaiting(to.id) : textOf(to.draft)
    if (to.id !== undefined) beginWithId(to.id, text)
    if (to.failure !== undefined) report(new AppError(to.failure.code, to.failure.detail))
  }
  goTo({ kind: to.kind })
}

/** What was brought; where that is nothing, it is said why. */
function textOf(draft: BroughtText | undefined): string | undefined {
  if (draft === undefined || 'text' in draft) return draft?.text
  report(new AppError(draft.failure.code, draft.failure.detail))
  return undefined
}

/** Opens a session by its id. Without one, and if that was asked for, it is made, or the page that makes it is shown. */
async function getOrCreate({ id, create, draft }: SessionRoute): Promise<void> {
  const there = create === undefined ? 'there' : await whetherThere(id)
  const text = textOf(draft)
  if (create !== undefined && there !== 'there') {
    if (there === 'refused' || create === 'ask' || !(await makeOnce(id, create.folder))) {
      beginWithId(id, text)
      goTo({ kind: 'newSession' })
      return
    }
  }
  // Folders of names that differ in case alone are one on some disks: it is the same session.
  const known = listedAs(id)
  await openSession(known)
  if (text !== undefined) await bringText(known, text)
}

/** Whether it is listed or on the disk, or no session may be called so; when nobody can say, opening it says why. */
async function whetherThere(id: string): Promise<'there' | 'free' | 'refused'> {
  if (app.getState().rows.has(id)) return 'there'
  switch ((await attempt(ask(id)))?.kind) {
    case 'free':
      return 'free'
    case 'invalid':
    case 'reserved':
      return 'refused'
    default:
      return 'there'
  }
}

/** What is being made, by id: two commands at once make one session. */
const making = new Map<string, Promise<boolean>>()

function makeOnce(id: string, folder: string): Promise<boolean> {
  const made = making.get(id) ?? make(id, folder).finally(() => making.delete(id))
  making.set(id, made)
  return made
}

/** Keeps a session with what new ones begin with. False when that leaves something to be asked. */
async function make(id: string, folder: string): Promise<boolean> {
  const { settings, providers } = app.getState()
  const model = defaultModel(settings, providers)
  if (model === null) return false
  const kind = settings.defaultKind
  return keepSession({ id, title: '', kind, folder: kind === 'agent' ? folder : null, model })
}
