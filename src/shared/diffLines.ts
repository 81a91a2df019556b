/** One line of a change as it is shown. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'place'
  readonly text: string
}

/** The lines of a unified diff; headers of files are left out, since the card says what it is about. */
export function parseDiff(diff: string): readonly DiffLine[] {
  const lines: DiffLine[] = []
  let inHunk = !/^@@/m.test(diff)
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    if (line.startsWith('@@')) {
      inHunk = true
      if (lines.length > 0) lines.push({ kind: 'place', text: line.replace(/^@@ (.*?) @@.*$/, '$1') })
    } else if (!inHunk || /^(?:diff --git|index |--- |\+\+\+ |\\ No newline)/.test(line)) {
      continue
    } else if (line.startsWith('+')) lines.push({ kind: 'added', text: line.slice(1) })
    else if (line.startsWith('-')) lines.push({ kind: 'removed', text: line.slice(1) })
    else lines.push({ kind: 'same', text: line.replace(/^ /, '') })
  }
  return lines
}

/** A change from one text to another: what is equal at both ends is shown as context, at most two lines of it. */
export function diffTexts(before: string, after: string): readonly DiffLine[] {
  const old = before === '' ? [] : before.replace(/\n$/, '').split('\n')
  const now = after === '' ? [] : after.replace(/\n$/, '').split('\n')
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  const line = (kind: DiffLine['kind']) => (text: string) => ({ kind, text })
  return [
    ...old.slice(Math.max(0, head - 2), head).map(line('same')),
    ...old.slice(head, old.length - tail).map(line('removed')),
    ...now.slice(head, now.length - tail).map(line('added')),
    ...old.slice(old.length - tail, old.length - tail + 2).map(line('same')),
  ]
}

/** How many lines a change adds and removes. */
export function countLines(lines: readonly DiffLine[]): { readonly added: number; readonly removed: number } {
  return {
    added: lines.filter((line) => line.kind === 'added').length,
    removed: lines.filter((line) => line.kind === 'removed').length,
  }
}
