import type { Route } from '../../shared/events.ts'
import { AppError } from '../../shared/errors.ts'
import { insertIntoComposer } from '../composer/inserts.ts'
import { openSession } from '../store/actions.ts'
import { saveDraft } from '../store/drafts.ts'
import { createSession } from '../store/lifecycle.ts'
import { goTo } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { attempt, report } from '../store/toasts.ts'
import { beginWithId, defaultModel } from './begin.ts'
import { ask } from './idCheck.ts'

type SessionRoute = Extract<Route, { kind: 'session' }>

/** Goes where the tray, a link, a notification or a command line leads. Nothing is sent by any of them. */
export async function visit(to: Route): Promise<void> {
  if (to.kind === 'session') {
    await getOrCreate(to)
    return
  }
  if (to.kind === 'newSession') {
    if (to.id !== undefined) beginWithId(to.id)
    if (to.failure !== undefined) report(new AppError(to.failure.code, to.failure.detail))
  }
  goTo({ kind: to.kind })
}

/** Opens a session by its id. Without one, and if that was asked for, it is made, or the page that makes it is shown. */
async function getOrCreate({ id, create, draft }: SessionRoute): Promise<void> {
  const there = create === undefined ? 'there' : await whetherThere(id)
  if (create === undefined || there === 'there') await openSession(id)
  else if (there === 'refused' || create === 'ask' || !(await make(id, create.folder))) {
    beginWithId(id)
    goTo({ kind: 'newSession' })
    return
  }
  if (draft === undefined) return
  if ('failure' in draft) report(new AppError(draft.failure.code, draft.failure.detail))
  else addToDraft(id, draft.text)
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

/** Keeps a session with what new ones begin with. False when that leaves something to be asked. */
async function make(id: string, folder: string): Promise<boolean> {
  const { settings, providers } = app.getState()
  const model = defaultModel(settings, providers)
  if (model === null) return false
  const kind = settings.defaultKind
  return createSession({ id, title: '', kind, folder: kind === 'agent' ? folder : null, model })
}

/** Before what is written there already, as everything that comes back to a box. */
function addToDraft(id: string, text: string): void {
  if (text.trim() === '' || insertIntoComposer(id, text)) return
  const written = app.getState().opened.get(id)?.draft ?? null
  const whole = written === null || written.text === '' ? text : `${text}\n\n${written.text}`
  saveDraft(id, {
    text: whole,
    selectionStart: whole.length,
    selectionEnd: whole.length,
    attachments: written?.attachments ?? [],
  })
}
