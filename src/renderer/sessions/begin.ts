import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { NewSessionDraft } from '../../shared/model/draft.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { SessionKind } from '../../shared/model/session.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { PRACTICE_MODEL, PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { call } from '../bridge.ts'
import { goTo } from '../store/navigation.ts'
import { createSaver } from '../store/saver.ts'
import { app } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { templateIssue } from './idTemplate.ts'

/** A provider and one of its models. */
export interface ModelChoice {
  readonly providerId: string
  readonly model: string
}

/** What is entered outlives the page, the window and the app: leaving loses nothing. */
const form = createStore<NewSessionDraft>()(() => emptyForm(app.getState().settings))

/** The form of a new session before anything was entered. */
function emptyForm(settings: Settings): NewSessionDraft {
  return {
    topic: '',
    template: settings.idTemplate,
    freeId: '',
    kind: settings.defaultKind,
    folder: null,
    model: null,
    modelChosen: false,
    caret: null,
  }
}

/** The same with a folder from before. */
function emptyIn(folder: string | null): NewSessionDraft {
  const { settings } = app.getState()
  const empty = { ...emptyForm(settings), folder }
  return { ...empty, template: patternOf(settings, empty) }
}

/** The pattern that ids have there: the folder's own one for agents, else the one from the settings. */
function patternOf(
  { folderTemplates, idTemplate }: Settings,
  { kind, folder }: Pick<NewSessionDraft, 'kind' | 'folder'>,
): string {
  const own = kind === 'agent' ? folderTemplates.find((one) => one.folder === folder) : undefined
  return own?.template ?? idTemplate
}

const kept = createSaver<NewSessionDraft>({
  delay: 200,
  write: (_key, state) => {
    const draft = isEntered(state) ? state : null
    void attempt(call('newSession.save', { draft }))
  },
})

/** Puts what was entered before the last end back into the form, and keeps what is entered from now on. */
export function keepNewSession(entered: NewSessionDraft | null): void {
  form.setState(entered ?? emptyForm(app.getState().settings))
  form.subscribe((state) => kept.set('form', state))
  app.subscribe(({ settings }, before) => {
    if (settings !== before.settings) followSettings(settings, before.settings)
  })
  window.addEventListener('pagehide', kept.flush)
  window.addEventListener('blur', kept.flush)
}

/** Whether anything is different from a form that nobody has touched. */
function isEntered(state: NewSessionDraft): boolean {
  const untouched = { ...emptyForm(app.getState().settings), caret: state.caret }
  return JSON.stringify({ ...untouched, ...state }) !== JSON.stringify(untouched)
}

/** Where the caret was last. */
export function newSessionCaret(): NewSessionDraft['caret'] {
  return form.getState().caret
}

/** Reads the form of a new session. */
export function useNewSession(): NewSessionDraft {
  return useStore(form)
}

/** The form of a new session as it is now. */
export function newSessionForm(): NewSessionDraft {
  return form.getState()
}

/** Changes the form of a new session. */
export function changeNewSession(patch: Partial<NewSessionDraft>): void {
  form.setState(patch)
}

/** Changes what the session is and where it works. Its pattern follows, unless another one was chosen or the id is written freely. */
export function choosePlace(place: Partial<Pick<NewSessionDraft, 'kind' | 'folder'>>): void {
  const before = form.getState()
  const { settings } = app.getState()
  const follows = before.template === patternOf(settings, before)
  form.setState({ ...place, ...(follows ? { template: patternOf(settings, { ...before, ...place }) } : {}) })
}

/** Takes over what was set differently since the form was made, where nobody chose otherwise in it. */
function followSettings(settings: Settings, before: Settings): void {
  const state = form.getState()
  const kind = !isTyped(state) && state.kind === before.defaultKind ? settings.defaultKind : state.kind
  const follows = state.template === patternOf(before, state)
  form.setState({ kind, ...(follows ? { template: patternOf(settings, { ...state, kind }) } : {}) })
}

function isTyped({ topic, template, freeId }: NewSessionDraft): boolean {
  return topic !== '' || (template === null && freeId !== '')
}

/** Forgets what was entered; the folder is kept, since the next session is often about the same. */
export function clearNewSession(): void {
  form.setState({ ...emptyIn(form.getState().folder), beside: undefined, text: undefined })
}

/** Enters an id or a pattern into the form, and what is to stand in the box of the session; what else was entered stays. */
export function beginWithId(id: string, text?: string): void {
  const isPattern = id.includes('{') && templateIssue(id) === null
  form.setState({
    ...(isPattern ? { template: id } : { template: null, freeId: id }),
    ...(text === undefined ? {} : { text }),
  })
}

/** Goes to the page of a new session with a choice made beforehand. */
export function beginSession(choice: {
  readonly kind: SessionKind
  readonly practice?: boolean
  readonly folder?: string
}): void {
  const state = form.getState()
  // What was typed stays.
  if (!isTyped(state)) form.setState(emptyIn(state.folder))
  choosePlace(choice.folder === undefined ? { kind: choice.kind } : { kind: choice.kind, folder: choice.folder })
  form.setState({
    ...(choice.practice === true
      ? { model: { providerId: PRACTICE_PROVIDER, model: PRACTICE_MODEL }, modelChosen: true }
      : {}),
  })
  goTo({ kind: 'newSession' })
}

/**
 * The model of a new session when the person chose none: the one from the settings, or the first that can be used. The
 * practice model only when there is nothing else.
 */
export function defaultModel(settings: Settings, providers: readonly Provider[]): ModelChoice | null {
  const wanted = providers.find((provider) => provider.id === settings.defaultProviderId)
  const others = providers.filter((provider) => provider.id !== PRACTICE_PROVIDER && provider.state === 'ready')
  for (const provider of wanted === undefined ? others : [wanted, ...others]) {
    const model = provider === wanted && settings.defaultModel !== null ? settings.defaultModel : provider.models[0]?.id
    if (model !== undefined) return { providerId: provider.id, model }
  }
  const practice = providers.find((provider) => provider.id === PRACTICE_PROVIDER)
  const alone = providers.every((provider) => provider === practice || provider.state === 'signedOut')
  if (practice === undefined || !alone) return null
  return { providerId: practice.id, model: practice.models[0]?.id ?? PRACTICE_MODEL }
}
