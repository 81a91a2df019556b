import { call } from '../bridge.ts'
import { nextFreeId } from '../../shared/freeId.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import type { Provider } from '../../shared/model/provider.ts'
import type { SessionKind } from '../../shared/model/session.ts'
import { MOST_PANES } from '../../shared/panes.ts'
import { modelLabel } from '../list/labels.ts'
import { asking, openTogetherWhereAsked } from '../panes/late.ts'
import { keepSession } from '../store/lifecycle.ts'
import { goTo } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { changeNewSession, defaultModel, newSessionForm } from './begin.ts'
import type { ModelChoice } from './begin.ts'
import { isListed } from './idCheck.ts'

/** The first model that can be used and is none of these; when there is no other one, the first of these. The practice model is only there when somebody chooses it. */
export function otherModel(providers: readonly Provider[], chosen: readonly ModelChoice[]): ModelChoice | null {
  const all = providers
    .filter(({ id, state }) => state === 'ready' && id !== PRACTICE_PROVIDER)
    .flatMap((provider) => provider.models.map((model) => ({ providerId: provider.id, model: model.id })))
  const isChosen = (one: ModelChoice): boolean =>
    chosen.some(({ providerId, model }) => providerId === one.providerId && model === one.model)
  return all.find((one) => !isChosen(one)) ?? chosen[0] ?? null
}

/** Adds one more model to those that the new sessions are to be compared with. */
export function addModel(): void {
  const { providers, settings } = app.getState()
  const { model, beside = [] } = newSessionForm()
  const first = model ?? defaultModel(settings, providers)
  const next = otherModel(providers, [...(first === null ? [] : [first]), ...beside])
  if (next !== null && beside.length < MOST_PANES - 1) changeNewSession({ beside: [...beside, next] })
}

/** Goes to the page of a new session with a second model beside the first. */
export function beginComparison(): void {
  if ((newSessionForm().beside ?? []).length === 0) addModel()
  goTo({ kind: 'newSession' })
}

/** Keeps one session for each model and shows them side by side; true when the first was kept. What fails is said, the others begin. */
export async function createTogether(
  models: readonly ModelChoice[],
  {
    text,
    ...input
  }: {
    readonly id: string
    readonly title: string
    readonly kind: SessionKind
    readonly folder: string | null
    /** What waits in the box of each. */
    readonly text: string
  },
): Promise<boolean> {
  const asked = asking()
  const made: string[] = []
  let { id } = input
  for (const [index, model] of models.entries()) {
    const { t, providers } = app.getState()
    if (index > 0) id = nextFreeId(id, (other) => isListed(other) || made.includes(other))
    const name = modelLabel(t, providers, model.providerId, model.model) ?? model.model
    const title = input.title === '' || models.length === 1 ? input.title : `${input.title} · ${name}`
    if (await keepSession({ ...input, id, title, model })) made.push(id)
    else if (index === 0) return false
    else continue
    if (text !== '') await attempt(call('draft.add', { id, text }))
  }
  await openTogetherWhereAsked(asked, made)
  return true
}
