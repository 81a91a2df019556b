import type { ToolItem } from '../../shared/model/tool.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { countLabel } from './format.ts'
import { sortOf } from './toolFacts.ts'

/** A long line is no preview, in UTF-16 units. */
const LONGEST = 240

/** What matters of a result, in a few words beside its name; null when the sort of tool has none. */
export function resultFact(t: Translate, item: ToolItem, language: string): string | null {
  const { facts, output, state } = item
  if (state !== 'done') return null
  const sort = sortOf(item.name)
  if (sort === 'run') {
    const code = facts?.exitCode
    return code === undefined || code === 0 ? null : t('tool.exit', { code })
  }
  // How many lines there are where a part is missing is not known.
  if (facts?.cut !== undefined || facts?.saved !== undefined) return null
  if (sort === 'read') {
    const lines = linesIn(output)
    return lines === 0 ? null : t('tool.lines', { count: lines, number: countLabel(lines, language) })
  }
  if (sort === 'search') {
    const hits = /^No (?:matches|files) found/iu.test(output) ? 0 : linesIn(output)
    return hits === 0 ? t('tool.noHits') : t('tool.hits', { count: hits, number: countLabel(hits, language) })
  }
  return null
}

/** The last lines of what a command printed, or has printed so far: shown while its card is closed; more of them when it failed. */
export function lastLines(item: ToolItem): string {
  if (sortOf(item.name) !== 'run' || item.facts?.saved !== undefined) return ''
  const end = (item.facts?.cut?.tail ?? item.output).slice(-8_192).trimEnd()
  const failed = (item.facts?.exitCode ?? 0) !== 0
  return end
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(failed ? -4 : -2)
    .map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line))
    .join('\n')
}

function linesIn(text: string): number {
  if (text === '') return 0
  let lines = text.endsWith('\n') ? 0 : 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
