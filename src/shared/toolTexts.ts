import { parseDiff } from './diffLines.ts'
import type { DiffLine } from './diffLines.ts'
import type { FileChange, ToolItem } from './model/tool.ts'

const known = new WeakMap<ToolItem, readonly DiffLine[]>()

/** The change that a tool made or was to make, line by line; null for a tool that changes no file. */
export function changeOf(item: ToolItem): readonly DiffLine[] | null {
  if (item.facts?.diff === undefined) return null
  const before = known.get(item)
  if (before !== undefined) return before
  const lines = parseDiff(item.facts.diff)
  known.set(item, lines)
  return lines
}

/** The change as one text, as it is searched; empty where there is none. */
export function changeText(item: ToolItem): string {
  return (changeOf(item) ?? []).map((line) => line.text).join('\n')
}

/** Whether the words of a tool are shown: what says only that a change was made is not. */
export function outputShown(item: ToolItem): boolean {
  return item.output !== '' && (item.facts?.diff === undefined || item.state !== 'done')
}

/** What a tool gave: of a call that started a sub-agent what that said last, once it is more than the runtime's own note. */
export function outputOf(item: ToolItem): string {
  const words = item.agent?.words ?? ''
  return words === '' || item.output.startsWith(words) ? item.output : words
}

/** The output as it is searched: of a text that was cut, what is left of it. */
export function searchedOutput(item: ToolItem): string {
  if (!outputShown(item)) return ''
  const output = outputOf(item)
  return output === item.output ? output + (item.facts?.cut?.tail ?? '') : output
}

/** What became of files: only what was done counts. */
export function changesOf(item: ToolItem): readonly FileChange[] {
  return item.state === 'done' ? (item.facts?.changes ?? []) : []
}

/** Where a place of a whole text stands in what is left of it; null for one in what was cut. */
export function shownPlace(
  item: ToolItem,
  part: 'input' | 'output' | 'change',
  start: number,
  end: number,
): readonly [number, number] | null {
  const { facts } = item
  if (part === 'output') {
    const cut = facts?.cut
    if (cut === undefined || outputOf(item) !== item.output || end <= item.output.length) return [start, end]
    const gap = cut.size - cut.tail.length - item.output.length
    return start >= item.output.length + gap ? [start - gap, end - gap] : null
  }
  const length =
    part === 'input' && facts?.inputSize !== undefined
      ? item.input.length
      : part === 'change' && facts?.diffSize !== undefined
        ? changeText(item).length
        : Infinity
  return end <= length ? [start, end] : null
}
