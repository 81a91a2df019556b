import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { Provider, SessionKind, Settings } from '../../shared/model.ts'
import { PRACTICE_MODEL, PRACTICE_PROVIDER } from '../../shared/model.ts'
import { goTo } from '../store/navigation.ts'
import { app } from '../store/store.ts'

/** What was entered for a new session; it outlives the page, so that leaving it loses nothing. */
export interface NewSessionForm {
  readonly topic: string
  /** Null: the id is written freely. */
  readonly template: string | null
  readonly freeId: string
  readonly kind: SessionKind
  readonly folder: string | null
  readonly model: ModelChoice | null
  /** True when the person chose the model here. */
  readonly modelChosen: boolean
}

/** A provider and one of its models. */
export interface ModelChoice {
  readonly providerId: string
  readonly model: string
}

const form = createStore<NewSessionForm>()(() => emptyForm(app.getState().settings))

/** The form of a new session before anything was entered. */
function emptyForm(settings: Settings): NewSessionForm {
  return {
    topic: '',
    template: settings.idTemplate,
    freeId: '',
    kind: settings.defaultKind,
    folder: null,
    model: null,
    modelChosen: false,
  }
}

/** Reads the form of a new session. */
export function useNewSession(): NewSessionForm {
  return useStore(form)
}

/** Changes the form of a new session. */
export function changeNewSession(patch: Partial<NewSessionForm>): void {
  form.setState(patch)
}

/** Forgets what was entered; the folder is kept, since the next session is often about the same. */
export function clearNewSession(): void {
  form.setState({ ...emptyForm(app.getState().settings), folder: form.getState().folder })
}

/** Goes to the page of a new session with a choice made beforehand. */
export function beginSession(choice: { readonly kind: SessionKind; readonly practice?: boolean }): void {
  const { topic } = form.getState()
  // The settings may have been read since the module was loaded.
  const fresh = topic === '' ? emptyForm(app.getState().settings) : {}
  form.setState({
    ...fresh,
    kind: choice.kind,
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
