import type { ToolItem } from '../../shared/model/tool.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { countLabel } from './format.ts'
import { sortOf } from './toolFacts.ts'
import type { ToolSort } from './toolFacts.ts'

/** The order in which it is said what was done. */
const order: readonly ToolSort[] = ['run', 'edit', 'create', 'read', 'search', 'fetch', 'delegate', 'other']

const words: Readonly<Record<ToolSort, StringKey>> = {
  run: 'said.ran',
  edit: 'said.edited',
  create: 'said.created',
  read: 'said.read',
  search: 'said.searched',
  fetch: 'said.fetched',
  delegate: 'said.delegated',
  other: 'said.used',
}

/** Of these the things are counted, however many calls worked on them. */
const countedByThing: ReadonlySet<ToolSort> = new Set<ToolSort>(['edit', 'create', 'read'])

/** What tools did, as one sentence of how much of what, and how much of it failed; empty of nothing. */
export function workSentence(t: Translate, tools: readonly ToolItem[], language: string): string {
  const number = (count: number): string => countLabel(count, language)
  const parts = order.flatMap((sort) => {
    const count = countOf(
      sort,
      tools.filter((tool) => sortOf(tool.name) === sort),
    )
    return count === 0 ? [] : [t(words[sort], { count, number: number(count) })]
  })
  if (parts.length === 0) return ''
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'long' }).format(parts)
  const done = `${list.charAt(0).toLocaleUpperCase(language)}${list.slice(1)}.`
  const failed = tools.filter(isFailed).length
  if (failed === 0) return done
  return `${done} ${tools.length === 1 ? t('said.itFailed') : t('said.ofThemFailed', { count: failed, number: number(failed) })}`
}

function countOf(sort: ToolSort, tools: readonly ToolItem[]): number {
  if (!countedByThing.has(sort)) return tools.length
  const changed = tools.flatMap(({ facts, subject, id }) =>
    facts?.changes !== undefined && facts.changes.length > 0
      ? facts.changes.map(({ path }) => path)
      : [subject === '' ? id : subject],
  )
  return new Set(changed).size
}

/** A command that ended badly did its work as a tool. */
function isFailed({ state, facts }: ToolItem): boolean {
  return state === 'failed' || (state === 'done' && (facts?.exitCode ?? 0) !== 0)
}
