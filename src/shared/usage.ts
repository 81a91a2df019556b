/** What models took and gave, and how full a context is: plain data, and the sums over it. */

/** What one model took and gave, summed over its requests. Milliseconds. */
export interface ModelUsage {
  readonly model: string
  readonly requests: number
  /** Cached ones included. */
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  /** Of the output, what was thought. */
  readonly reasoningTokens: number
  readonly durationMs: number
  /** Premium requests as GitHub counts them, the model's multiplier included; 0 where the runtime tells none. */
  readonly premiumRequests: number
  /** Billionths of a Copilot credit; 0 where the runtime tells none. */
  readonly nanoCredits: number
}

/** Tokens of one turn; milliseconds to the first token of the first call. */
export interface Usage {
  /** What the last request weighed: each one is given the whole conversation. */
  readonly inputTokens: number
  /** Of all requests. */
  readonly outputTokens: number
  readonly firstTokenMs: number | null
  /** All that the turn took, sub-agents included, by model; left out in what was kept before this was told. */
  readonly models?: readonly ModelUsage[]
  /** The model that was asked for, where another one answered. */
  readonly asked?: string
}

/** How full the context was at a time, in tokens; null where the runtime did not tell. */
export interface ContextUse {
  readonly at: number
  readonly tokens: number
  /** What a request may weigh. */
  readonly limit: number | null
  readonly system: number | null
  readonly tools: number | null
  readonly conversation: number | null
}

/** The usage of a turn as it is kept. */
export interface TurnUsage {
  readonly turnId: string
  /** When the turn began. */
  readonly at: number
  /** When the last of its requests was answered. */
  readonly until: number
  readonly usage: Usage
}

/** A time in which one runtime had a session and something was asked. */
export interface LoggedLife {
  readonly from: number
  /** Its end; without bound while it goes on. */
  readonly until: number
  /** What the log sums up at its end; null when it ended without a word, or has not ended. */
  readonly models: readonly ModelUsage[] | null
}

/** What summing up older messages took, with the id of the event that told it. */
export interface CompactionUsage {
  readonly id: string
  readonly used: ModelUsage
}

/** What the log of a session tells of its usage. */
export interface LoggedUsage {
  /** Oldest first. */
  readonly lives: readonly LoggedLife[]
  /** The runtime counts these apart. */
  readonly compactions: readonly CompactionUsage[]
  /** How full the context was when that was last told. */
  readonly context: ContextUse | null
}

/** What we kept of a session, summed up outside of the times that its log sums up itself. */
export interface KeptUsage {
  readonly models: readonly ModelUsage[]
  /** The newest turns, oldest first. */
  readonly turns: readonly TurnUsage[]
  /** How many times there are of which neither the log nor we recorded anything. */
  readonly unrecorded: number
}

/** Everything about the usage of a session. */
export interface SessionUsage {
  readonly context: ContextUse | null
  readonly models: readonly ModelUsage[]
  readonly compactions: readonly ModelUsage[]
  /** The newest turns of which something was recorded, oldest first. */
  readonly turns: readonly TurnUsage[]
  /** False when there are times in the log of which nobody recorded anything. */
  readonly complete: boolean
}

/** How many turns a session's usage names. */
export const SHOWN_TURNS = 40

const sums = [
  'requests',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'reasoningTokens',
  'durationMs',
  'premiumRequests',
  'nanoCredits',
] as const satisfies readonly Exclude<keyof ModelUsage, 'model'>[]

/** A model of which nothing was used yet. */
export function noUsage(model: string): ModelUsage {
  return {
    model,
    requests: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    durationMs: 0,
    premiumRequests: 0,
    nanoCredits: 0,
  }
}

/** One entry for each model, in the order in which they first come; grouped in any way, the sums are the same. */
export function sumModels(parts: Iterable<ModelUsage>): readonly ModelUsage[] {
  const byModel = new Map<string, ModelUsage>()
  for (const part of parts) byModel.set(part.model, combine(byModel.get(part.model) ?? noUsage(part.model), part, 1))
  return [...byModel.values()]
}

/** All models as one, named `name`. */
export function totalOf(parts: readonly ModelUsage[], name = ''): ModelUsage {
  return parts.reduce((sum, part) => combine(sum, part, 1), noUsage(name))
}

/** What came to a sum that is never set back: `now` without `before`. One that is smaller was begun anew. */
export function since(now: readonly ModelUsage[], before: readonly ModelUsage[]): readonly ModelUsage[] {
  const known = new Map(before.map((one) => [one.model, one]))
  if (before.some((one) => (now.find(({ model }) => model === one.model)?.requests ?? 0) < one.requests)) return now
  return now
    .map((one) => combine(one, known.get(one.model) ?? noUsage(one.model), -1))
    .filter((one) => sums.some((key) => one[key] > 0))
}

/** Adds what one more request, or a part of a turn, took. */
export function addUsage(sum: Usage | null, more: Usage): Usage {
  if (sum === null) return more
  const models = [...(sum.models ?? []), ...(more.models ?? [])]
  const asked = more.asked ?? sum.asked
  return {
    // What a sub-agent is given is no part of the conversation: it comes without a weight.
    inputTokens: more.inputTokens === 0 ? sum.inputTokens : more.inputTokens,
    outputTokens: sum.outputTokens + more.outputTokens,
    firstTokenMs: sum.firstTokenMs ?? more.firstTokenMs,
    ...(models.length === 0 ? {} : { models: sumModels(models) }),
    ...(asked === undefined ? {} : { asked }),
  }
}

/** The context as it is now: of parts that were not told this time, what was known before stands. */
export function measured(before: ContextUse | null, now: ContextUse): ContextUse {
  const system = now.system ?? before?.system ?? null
  const tools = now.tools ?? before?.tools ?? null
  const rest = system === null ? null : Math.max(0, now.tokens - system - (tools ?? 0))
  return { ...now, limit: now.limit ?? before?.limit ?? null, system, tools, conversation: now.conversation ?? rest }
}

/** The share of the context that is taken, 0 to 1; null where no limit is known. */
export function fullness({ tokens, limit }: ContextUse): number | null {
  return limit === null || limit <= 0 ? null : Math.min(1, tokens / limit)
}

/** Sums up what was kept, but for the times that the log sums up itself; names the `newest` turns. */
export function summarise(kept: readonly TurnUsage[], lives: readonly LoggedLife[], newest: number): KeptUsage {
  const within = ({ until }: TurnUsage, life: LoggedLife): boolean => until >= life.from && until <= life.until
  const told = lives.filter(({ models }) => models !== null)
  const silent = lives.filter(({ models }) => models === null)
  return {
    models: sumModels(
      kept.filter((turn) => !told.some((life) => within(turn, life))).flatMap(({ usage }) => usage.models ?? []),
    ),
    turns: kept.toSorted((a, b) => a.at - b.at).slice(-newest),
    unrecorded: silent.filter((life) => !kept.some((turn) => within(turn, life))).length,
  }
}

/**
 * Everything about a session, from its log and from what we kept. The log counts where it sums a time up: it knows of
 * turns that other programs drove. For times that ended without a word (a crash, or still going on) what we kept counts.
 */
export function sessionUsage(logged: LoggedUsage, kept: KeptUsage, context: ContextUse | null): SessionUsage {
  const told = logged.lives.flatMap(({ models }) => models ?? [])
  const newer = logged.context !== null && logged.context.at > (context?.at ?? 0)
  return {
    context: newer ? measured(context, logged.context) : context,
    models: sumModels([...told, ...kept.models]),
    compactions: logged.compactions.map(({ used }) => used),
    turns: kept.turns,
    complete: kept.unrecorded === 0,
  }
}

function combine(a: ModelUsage, b: ModelUsage, sign: 1 | -1): ModelUsage {
  const sum: Record<(typeof sums)[number], number> = { ...noUsage('') }
  for (const key of sums) sum[key] = a[key] + sign * b[key]
  return { ...sum, model: a.model }
}
