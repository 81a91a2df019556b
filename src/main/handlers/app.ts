import type { appOperations } from '../../shared/contract/app.ts'
import type { Boot } from '../../shared/model/boot.ts'
import { panesOf } from '../../shared/panes.ts'
import { gitFacts } from '../files/gitFacts.ts'
import type { HandlerDeps, HandlersFor } from './deps.ts'

/** What the window asks of the app itself. */
export function appHandlers(deps: HandlerDeps): HandlersFor<typeof appOperations> {
  const { agent, sessions, providers, settings, shell, about } = deps

  const boot = async (): Promise<Boot> => {
    const where = settings.where()
    const panes = panesOf(where).filter(({ id }) => !deps.skipped.includes(id))
    const [opened, newSession] = await Promise.all([
      Promise.all(panes.map(({ id }) => sessions.open(id).catch(() => null))),
      sessions.newSession(),
    ])
    deps.onBooted()
    const list = { look: settings.look(), ...sessions.views.kept() }
    return {
      ...about,
      settings: settings.get(),
      where: { ...where, panes },
      list,
      ...sessions.telling.begin(list, [...panes.map(({ id }) => id), ...deps.skipped]),
      opened: opened.filter((one) => one !== null),
      newSession,
      // Whoever asks for a fresh look starts the runtime, which would take its time from the first paint.
      providers: providers.known(),
      runtime: agent.status(),
      notices: deps.notices.list(),
    }
  }

  return {
    'app.boot': boot,
    'app.restartRuntime': () => agent.restart(),
    'app.stopTrying': () => agent.stopTrying(),
    'app.dismissNotice': ({ kind }) => (kind === 'cleanupDue' ? deps.reminder.seen() : deps.notices.remove(kind)),
    'clipboard.write': ({ text }) => shell.writeClipboard(text),
    'link.open': ({ url }) => shell.confirmAndOpenLink(url),
    'folder.pick': () => shell.pickFolder(),
    'folder.facts': ({ folder }) => gitFacts(folder),
    'work.cancel': ({ work }) => sessions.works.cancel(work),
    'newSession.save': ({ draft }) => sessions.saveNewSession(draft),
    'where.save': (where) => settings.setWhere(where),
    'where.inView': ({ ids }) => shell.setInView(ids),
    'settings.set': (patch) => settings.set(patch),
  }
}
