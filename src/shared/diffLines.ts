import type { FileChange } from './model/tool.ts'

/** One line of a change as it is shown. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed' | 'place'
  readonly text: string
  /** The number of the line before and after; null where there is none, or none is known. */
  readonly old: number | null
  readonly now: number | null
}

/** What a diff says of one file. */
export interface FileDiff extends FileChange {
  readonly lines: readonly DiffLine[]
}

const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/

interface Draft {
  old: string | null
  now: string | null
  binary: boolean
  readonly lines: DiffLine[]
}

/**
 * Reads a unified diff, file by file. Of one without headers all lines are of one file without a name.
 *
 * @param ghosts whether a file that is whole in it (created, deleted) ends with an empty line that is none
 */
export function parseFiles(diff: string, ghosts = false): readonly FileDiff[] {
  const drafts: Draft[] = []
  const begin = (): Draft => {
    const draft: Draft = { old: null, now: null, binary: false, lines: [] }
    drafts.push(draft)
    return draft
  }
  const current = (): Draft => drafts.at(-1) ?? begin()
  const bare = !/^(?:@@ |diff --git |--- |\+\+\+ )/m.test(diff)
  /** How many lines of the hunk are still to come, before and after. */
  let left = bare ? [Infinity, Infinity] : [0, 0]
  let old = 0
  let now = 0
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    const inside = (left[0] ?? 0) > 0 || (left[1] ?? 0) > 0
    if (inside) {
      const sign = line[0] ?? ' '
      if (sign === '\\') continue
      const kind = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'same'
      const text = sign === ' ' || kind !== 'same' ? line.slice(1) : line
      const own = current()
      own.lines.push({
        kind,
        text,
        old: kind === 'added' || old === 0 ? null : old,
        now: kind === 'removed' || now === 0 ? null : now,
      })
      if (kind !== 'added') left[0] = (left[0] ?? 0) - 1
      if (kind !== 'removed') left[1] = (left[1] ?? 0) - 1
      if (kind !== 'added' && old > 0) old += 1
      if (kind !== 'removed' && now > 0) now += 1
      continue
    }
    const place = hunk.exec(line)
    if (place !== null) {
      const own = current()
      const [, oldStart = '0', oldCount = '1', nowStart = '0', nowCount = '1', what = ''] = place
      if (own.lines.length > 0) own.lines.push({ kind: 'place', text: what, old: null, now: null })
      left = [Number(oldCount), Number(nowCount)]
      old = Number(oldStart)
      now = Number(nowStart)
    } else if (line.startsWith('diff --git ')) begin()
    else if (line.startsWith('--- ')) {
      const own = current().old === null ? current() : begin()
      own.old = pathIn(line)
    } else if (line.startsWith('+++ ')) {
      const own = current()
      own.now = pathIn(line)
    } else if (/^(?:Binary files |GIT binary patch)/.test(line)) {
      const own = current()
      own.binary = true
      const names = /^Binary files (.*) and (.*) differ$/.exec(line)
      own.old ??= pathIn(`--- ${names?.[1] ?? ''}`)
      own.now ??= pathIn(`+++ ${names?.[2] ?? ''}`)
    }
  }
  return drafts.map((one) => finish(one, ghosts))
}

/** All lines of a diff, one file behind the other. */
export function parseDiff(diff: string): readonly DiffLine[] {
  return parseFiles(diff).flatMap((file) => file.lines)
}

/** What a diff does to each file, without the lines. */
export function changesIn(diff: string, ghosts = false): readonly FileChange[] {
  return parseFiles(diff, ghosts).map(({ path, from, kind, added, removed }) => ({
    path,
    ...(from === undefined ? {} : { from }),
    kind,
    added,
    removed,
  }))
}

/** The beginning of a diff, whole lines only. */
export function cutDiff(diff: string, most: number): string {
  return diff.length <= most ? diff : diff.slice(0, diff.lastIndexOf('\n', most) + 1)
}

function finish({ old, now, binary, lines }: Draft, ghosts: boolean): FileDiff {
  const whole = old === nowhere || now === nowhere
  const last = lines.at(-1)
  const shown = ghosts && whole && lines.length > 1 && last?.text === '' ? lines.slice(0, -1) : lines
  const path = (now === nowhere ? old : now) ?? old ?? ''
  const moved = old !== null && now !== null && !whole && old !== now
  return {
    path,
    ...(moved ? { from: old } : {}),
    kind: binary ? 'binary' : old === nowhere ? 'created' : now === nowhere ? 'deleted' : moved ? 'moved' : 'edited',
    added: shown.filter((line) => line.kind === 'added').length,
    removed: shown.filter((line) => line.kind === 'removed').length,
    lines: shown,
  }
}

const nowhere = '/dev/null'

/** The path in a header: the runtime writes absolute ones behind the `a` and `b` of git. */
function pathIn(line: string): string {
  const name = line.slice(4).replace(/\t.*$/, '')
  if (name.startsWith('./')) return name.slice(2)
  const path = /^[ab]\//.test(name) ? name.slice(1) : name
  return /^\/[A-Za-z]:[\\/]/.test(path) ? path.slice(1) : path
}
