import type { Root } from 'mdast'
import { rulePattern } from './lines.ts'

/** How deep what is shown may be nested: nobody writes more, and the page would have to draw it. */
const deepest = 60

interface AnyNode {
  readonly type: string
  readonly children?: readonly AnyNode[]
}

/** Whether a tree is nested deeper than anyone writes. Counts without recursion, which could run out of stack. */
export function isDeep(tree: AnyNode, limit: number = deepest): boolean {
  const waiting: [AnyNode, number][] = [[tree, 0]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, depth] = next
    if (depth > limit) return true
    for (const child of node.children ?? []) waiting.push([child, depth + 1])
  }
  return false
}

/** Shows what is nested too deep as it is written. */
export function remarkShallow() {
  return (tree: Root, file: { readonly value: unknown }): void => {
    if (!isDeep(tree)) return
    // Handed over as it is: what is Markdown's own loses the spaces at the beginning of its lines.
    const hChildren = [{ type: 'text' as const, value: String(file.value) }]
    const data = { hName: 'div', hProperties: { className: ['md-plain'] }, hChildren }
    tree.children = [{ type: 'paragraph', data, children: [] }]
  }
}

/**
 * Whether a text opens so many quotations, lists, emphases or brackets within each other, or has a table of so many
 * columns, that parsing it would take long: the parser's time grows with the square of the depth, and it calls itself for
 * each list.
 */
export function looksDeep(text: string): boolean {
  for (const line of text.split('\n')) {
    const start = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/.exec(line)?.[0] ?? ''
    if (start.length > deepest && !rulePattern.test(line) && (start.match(/[>*+-]|\d+/g)?.length ?? 0) > deepest)
      return true
    if (/^ {240}|^\t{60}/.test(line) && line.trim() !== '') return true
  }
  if (wideTable.test(text)) return true
  return text.length > 2 * deepest && text.split(/\n(?=[ \t]*(?:\n|[-*+>|#]|\d+[.)]))/).some(isTangled)
}

/** The line under the head of a table that nobody can read. */
const wideTable = /^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|){100}/m

/** Whether emphases or brackets of a paragraph stand deep within each other, as far as they can be told without parsing. */
function isTangled(paragraph: string): boolean {
  let depth = 0
  let brackets = 0
  let runs = 0
  for (const { 0: mark, index } of paragraph.matchAll(/[*_~]+|[[\]]/g)) {
    if (mark === '[') brackets += 1
    else if (mark === ']') brackets = Math.max(0, brackets - 1)
    else {
      const opens = isWord(paragraph[index + mark.length])
      const closes = isWord(paragraph[index - 1])
      if (opens && !closes) depth += 1
      else if (closes && !opens) depth = Math.max(0, depth - 1)
    }
    runs += 1
    // A long run alone is a rule across the page.
    const long = mark.length > 2 * deepest && paragraph.trim() !== mark
    if (depth > deepest || brackets > deepest || runs > 2_000 || long) return true
  }
  return false
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && !/\s/.test(char)
}
