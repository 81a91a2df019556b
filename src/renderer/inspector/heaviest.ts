import type { Item, Turn } from '../../shared/model/turn.ts'
import { estimateTokens } from '../composer/tokens.ts'

/** So many are named at most. */
const MOST = 5
/** The runtime hands no more of one output to the model, in characters. */
const LONGEST_OUTPUT = 20_000
/** What takes less than this share of all is no reason for anything. */
const LEAST_SHARE = 0.05

/** A turn that takes much of the context. */
export interface HeavyTurn {
  readonly turnId: string
  /** The beginning of what was asked; empty where the runtime began it. */
  readonly text: string
  /** Tokens, estimated. */
  readonly tokens: number
  /** Of all that is weighed, 0 to 1. */
  readonly share: number
}

const known = new WeakMap<Turn, number>()

/** The turns that weigh most in what the model is given: since older messages were summed up, the heaviest first. */
export function heaviestTurns(turns: readonly Turn[]): readonly HeavyTurn[] {
  const since = turns.findLastIndex(({ items }) => items.some(isSummary))
  const given = turns.slice(Math.max(0, since)).map((turn) => ({ turn, tokens: weightOf(turn) }))
  const all = given.reduce((sum, { tokens }) => sum + tokens, 0)
  if (given.length < 2 || all === 0) return []
  return given
    .map(({ turn, tokens }) => ({
      turnId: turn.id,
      text: (turn.prompt?.text ?? '').trim().split('\n')[0]?.slice(0, 120) ?? '',
      tokens,
      share: tokens / all,
    }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .toSorted((a, b) => b.tokens - a.tokens)
    .slice(0, MOST)
}

/** What a finished turn adds to the context; of one with a summary what came behind that. */
function weightOf(turn: Turn): number {
  const before = known.get(turn)
  if (before !== undefined) return before
  const summary = turn.items.findLastIndex(isSummary)
  const own = summary < 0 ? turn.items : turn.items.slice(summary)
  const prompt = summary < 0 ? estimateTokens(turn.prompt?.text ?? '').likely : 0
  const tokens = own.reduce((sum, item) => sum + weightOfItem(item), prompt)
  known.set(turn, tokens)
  return tokens
}

function weightOfItem(item: Item): number {
  switch (item.kind) {
    case 'message':
      return estimateTokens(item.text).likely
    case 'tool': {
      // What sub-agents do stays with them.
      if (item.parentId !== null) return 0
      const { likely } = estimateTokens(item.output)
      const cut = Math.ceil((item.facts?.cut?.tail.length ?? 0) / 4)
      return estimateTokens(item.input).likely + Math.min(likely + cut, LONGEST_OUTPUT / 4)
    }
    case 'notice':
      return item.notice.kind === 'compacted' ? estimateTokens(item.notice.summary).likely : 0
    case 'request':
      return 0
  }
}

function isSummary(item: Item): boolean {
  return item.kind === 'notice' && item.notice.kind === 'compacted'
}
