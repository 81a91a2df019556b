import type { RuleTool } from '../../shared/rules.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** What a rule allows, in words: several things of one kind as a list. */
export function ruleWords(t: Translate, language: string, tool: RuleTool, what: readonly string[]): string {
  const named = new Intl.ListFormat(language).format(what.map((one) => one.replace('\n', ': ')))
  return t(`rule.${tool}`, { what: named })
}
