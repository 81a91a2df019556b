import type { Provider } from '../../shared/model/provider.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { type ContextUse, fullness } from '../../shared/usage.ts'

/** From this share on the context counts as nearly full, where nothing sums it up before. */
const NEAR = 0.8

/** What the gauge shows: shares of the limit, 0 to 1. */
export interface Gauge {
  readonly share: number
  /** Of the system's words alone. */
  readonly system: number
  readonly tools: number
  readonly conversation: number
  readonly near: boolean
}

/** The bar of a context; null where nobody knows what the model takes. `compactAt`: from where on it is summed up, null for never. */
export function gaugeOf(context: ContextUse, compactAt: number | null): Gauge | null {
  const share = fullness(context)
  if (share === null || context.limit === null) return null
  const system = Math.min(share, (context.system ?? 0) / context.limit)
  const tools = Math.min(share - system, (context.tools ?? 0) / context.limit)
  // A little before older messages are summed up: that is when one wants to know.
  const near = share >= Math.min(NEAR, (compactAt ?? 1) - 0.1)
  return { share, system, tools, conversation: share - system - tools, near }
}

/**
 * What was measured, against what the model is known to take now: the person may have set that since. What Copilot's models
 * take the runtime knows best.
 */
export function withKnownLimit(
  context: ContextUse,
  row: SessionRow | undefined,
  providers: readonly Provider[],
): ContextUse {
  const provider = ownProvider(row, providers)
  const known = provider?.models.find((model) => model.id === row?.model)?.contextLimit ?? null
  return known === null || known === context.limit ? context : { ...context, limit: known }
}

/** Whether the limit is only what the runtime believes: neither the provider nor the person has told one for the model. */
export function isAssumed(row: SessionRow | undefined, providers: readonly Provider[]): boolean {
  const provider = ownProvider(row, providers)
  return provider !== null && (provider.models.find((model) => model.id === row?.model)?.contextLimit ?? null) === null
}

function ownProvider(row: SessionRow | undefined, providers: readonly Provider[]): Provider | null {
  const provider = providers.find((one) => one.id === row?.providerId)
  return provider === undefined || provider.kind === 'copilot' ? null : provider
}
