import { call, onEvents } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { AppEvent } from '../../shared/events.ts'
import type { Boot } from '../../shared/model/boot.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { Language } from '../../shared/strings/language.ts'
import { resolveLanguage } from '../../shared/strings/language.ts'
import { hearAside } from '../aside/actions.ts'
import { hearFound } from '../find/actions.ts'
import { tellInView } from '../panes/inView.ts'
import { restored } from '../panes/layout.ts'
import { keepNewSession } from '../sessions/begin.ts'
import { visit } from '../sessions/visit.ts'
import { runCommand } from '../commands.ts'
import { flushSaves, reopen } from './actions.ts'
import { foldEvents } from './events.ts'
import { lookOf } from './listing.ts'
import { flushNotes } from './marks.ts'
import { shownWithout } from './navigation.ts'
import { hearWhileOpening } from './opening.ts'
import { keptAtStart } from './keptUnread.ts'
import { listOrder } from './order.ts'
import { viewOf } from './opened.ts'
import { likelyLanguage, loadTranslate } from '../words.ts'
import { app } from './store.ts'
import type { AppState, Place } from './state.ts'
import { addToast, attempt, report } from './toasts.ts'
import { hearWork } from './works.ts'

/** From the first paint until the rest of a long list is asked for, in milliseconds: it would be in the way of the first keys. */
const LIST_AFTER = 200

/** How many parts of it are asked for at a time: one is on its way while another is taken in. */
const LIST_AHEAD = 2

/** What changes the list as soon as the person changes it. */
const looks = ['filter', 'grouping', 'sort', 'collapsed'] as const

/** Gets everything for the first paint in one call, and hears events from then on. */
export async function boot(): Promise<void> {
  const early: (readonly AppEvent[])[] = []
  let hear = (batch: readonly AppEvent[]): void => void early.push(batch)
  onEvents((batch) => hear(batch))
  const likely = loadTranslate(likelyLanguage)
  try {
    const booted = await call('app.boot', {})
    const language = resolveLanguage(booted.settings.language, booted.locale)
    const t = await (language === likelyLanguage ? likely : loadTranslate(language))
    app.setState({ ...bootPatch(booted), language, dateLocale: dateLocale(language, booted.locale), t })
    listOrder.now()
    keepNewSession(booted.newSession)
  } catch (error) {
    const bootFailure = error instanceof AppError ? error : new AppError('internal')
    // Without any words the page still says that it failed, if only by the names of its texts.
    app.setState({ phase: 'failed', bootFailure, t: await likely.catch(() => app.getState().t) })
    return
  }
  for (const batch of early) take(batch)
  hear = take
  applySettings(app.getState().settings)
  app.subscribe((state, before) => {
    if (state.settings !== before.settings) applySettings(state.settings)
    if (looks.some((key) => state[key] !== before[key])) listOrder.now()
    if (state.providers !== before.providers) listOrder.changed()
  })
  tellInView()
  setInterval(tick, 60_000)
  hearNetwork()
  window.addEventListener('pagehide', flushSaves)
  window.addEventListener('blur', flushSaves)
  window.addEventListener('pagehide', flushNotes)
  window.addEventListener('blur', flushNotes)
}

/** Asks for the rows that the start left out, once there is something to see and to write in; what the person does comes first. */
export async function listRest(): Promise<void> {
  if (!app.getState().listing) return
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, LIST_AFTER)))
  await Promise.all(Array.from({ length: LIST_AHEAD }, askForRest))
}

async function askForRest(): Promise<void> {
  for (let left = 1; left > 0;) {
    await scheduler.postTask(() => undefined, { priority: 'background' })
    left = (await attempt(call('list.rest', {})))?.left ?? 0
  }
}

function hearNetwork(): void {
  const look = (): void => app.setState({ online: navigator.onLine })
  window.addEventListener('online', look)
  window.addEventListener('offline', look)
  look()
}

function bootPatch(booted: Boot): Partial<AppState> {
  const { settings, where, opened, list } = booted
  const now = Date.now()
  const layout = restored(where, (id) => opened.some(({ row }) => row.id === id))
  return {
    phase: 'ready',
    version: booted.version,
    platform: booted.platform,
    locale: booted.locale,
    user: booted.user,
    copilotHome: booted.copilotHome,
    settings,
    providers: booted.providers,
    runtime: booted.runtime,
    notices: booted.notices,
    now,
    rows: new Map(booted.rows.map((row) => [row.id, row])),
    listing: booted.unlisted > 0,
    ...lookOf(list),
    opened: new Map(opened.map((one) => [one.row.id, viewOf(one)])),
    ...layout,
    place: firstPlace(settings, layout.activeId),
    // Rows that come later are of sessions that nobody has chosen yet.
    keptUnread: keptAtStart([...booted.rows, ...opened.map(({ row }) => row)]),
    sidebarOpen: where.sidebarOpen,
    sidebarWidth: where.sidebarWidth,
    inspectorOpen: where.inspectorOpen,
  }
}

function firstPlace(settings: Settings, activeId: string | null): Place {
  if (!settings.welcomed) return { kind: 'welcome' }
  return activeId === null ? { kind: 'start' } : { kind: 'session', id: activeId }
}

/** Takes a batch into the state: one change, one render. */
function take(batch: readonly AppEvent[]): void {
  const { rows: before, listing } = app.getState()
  const fresh = batch.filter((event) => event.type !== 'session.events' || !hearWhileOpening(event))
  const { patch, gaps, moved, rest } = foldEvents(app.getState(), fresh)
  app.setState(patch)
  if (patch.listing === false) listOrder.completed()
  else if (moved && !listing) listOrder.changed()
  for (const id of gaps) void reopen(id)
  for (const event of rest) {
    if (event.type === 'session.sendFailed') report(new AppError(event.error.code, event.error.detail))
    else if (event.type === 'session.otherModel') tellOtherModel(event.model)
    else if (event.type === 'work.progressed') hearWork(event)
    else if (event.type === 'aside.told') hearAside(event.told)
    else if (event.type === 'find.found') hearFound(event.found)
    else if (event.type === 'commanded') runCommand(event.command)
    else void visit(event.to)
  }
  leaveRemoved(before)
}

function tellOtherModel(model: string): void {
  const { t } = app.getState()
  addToast({ tone: 'bad', title: t('model.other', { model }), text: t('model.otherHelp') })
}

/** A session that just went is not shown any longer; one that never was there says so on its page. */
function leaveRemoved(before: AppState['rows']): void {
  const { rows, panes, opened, openFailures } = app.getState()
  const isGone = (id: string): boolean => before.has(id) && !rows.has(id) && !opened.has(id) && !openFailures.has(id)
  if (panes.some(({ id }) => isGone(id))) app.setState((state) => shownWithout(state, isGone))
}

function applySettings(settings: Settings): void {
  const { language, locale } = app.getState()
  const wanted = resolveLanguage(settings.language, locale)
  const root = document.documentElement
  root.lang = language
  if (settings.theme !== (root.dataset['theme'] ?? 'system')) {
    // Colours change at once: a hundred small transitions would smear.
    root.dataset['switching'] = ''
    setTimeout(() => delete root.dataset['switching'], 50)
  }
  if (settings.theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = settings.theme
  if (wanted !== language) changeLanguage(wanted, locale).catch(report)
}

async function changeLanguage(language: Language, locale: string): Promise<void> {
  const t = await loadTranslate(language)
  // Chosen again meanwhile: the later choice counts.
  const { settings } = app.getState()
  if (resolveLanguage(settings.language, locale) !== language) return
  document.documentElement.lang = language
  app.setState({ language, dateLocale: dateLocale(language, locale), t })
}

/** British dates for someone whose system is British, although there is one English catalogue. */
function dateLocale(language: Language, locale: string): string {
  return locale.toLowerCase().startsWith(language.slice(0, 2)) ? locale : language
}

function tick(): void {
  app.setState({ now: Date.now() })
  // Rows pass from one day to the next without any event.
  listOrder.changed()
}
