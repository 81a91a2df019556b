import type { StyleRun } from '../../shared/model/tool.ts'
import type { TerminalText } from './terminal.ts'

/** Lines that the cursor can still go back to. */
const REACH = 500
/** In a longer line nothing is overwritten, so that no output can cost more than its length. */
const LONGEST = 10_000

/** One line with its styles, whose places are the line's own. */
interface Row {
  text: string
  styles: Run[]
}

/** A style while its line can still change. */
type Run = [start: number, end: number, classes: string]

/** What is printed lands here, as on the paper of a terminal that has no end. */
export interface Screen {
  write(text: string): void
  style(classes: string): void
  /** A line feed: the beginning of the next line. */
  feed(): void
  /** A carriage return. */
  home(): void
  move(by: number): void
  /** A control sequence other than a style, by its final letter. */
  control(final: string, numbers: readonly (number | null)[]): void
  result(): TerminalText
}

/** @param anew whether what is written after a return replaces the whole line, and not only as much as it covers */
export function createScreen(anew: boolean): Screen {
  let rows: Row[] = [{ text: '', styles: [] }]
  let at = 0
  let column = 0
  let classes = ''
  let returned = false
  const done: string[] = []
  const styles: StyleRun[] = []
  let length = 0

  const row = (): Row => {
    const found = rows[at]
    if (found === undefined) throw new RangeError('no such line')
    return found
  }

  const settle = (count: number): void => {
    for (const { text, styles: own } of rows.slice(0, count)) {
      // The line is done with: its runs themselves go on, moved to where the line stands. There may be a million of them.
      for (const run of own) {
        run[0] += length
        run[1] += length
        styles.push(run)
      }
      done.push(text)
      length += text.length + 1
    }
    rows = rows.slice(count)
    at -= count
  }

  const down = (): void => {
    at += 1
    if (at === rows.length) rows.push({ text: '', styles: [] })
    if (rows.length > 2 * REACH) settle(rows.length - REACH)
  }

  const place = (to: number): void => {
    column = Math.max(0, Math.min(to, LONGEST))
    returned = false
  }

  const write = (text: string): void => {
    let line = row()
    if (returned && anew) replace(line, '', [])
    returned = false
    if (line.text.length > LONGEST && column < line.text.length) {
      down()
      line = row()
      column = line.text.length
    }
    if (column > line.text.length) line.text += ' '.repeat(column - line.text.length)
    const end = column + text.length
    const run: Run[] = classes === '' ? [] : [[column, end, classes]]
    if (column === line.text.length) {
      line.text += text
      const last = line.styles.at(-1)
      if (run.length > 0 && last?.[1] === column && last[2] === classes) {
        line.styles[line.styles.length - 1] = [last[0], end, classes]
      } else line.styles.push(...run)
    } else {
      const rest = line.text.slice(end)
      replace(line, (line.text.slice(0, column) + text + rest).toWellFormed(), [
        ...within(line.styles, 0, column),
        ...run,
        ...within(line.styles, end, Infinity),
      ])
    }
    column = end
  }

  const erase = (how: number): void => {
    const line = row()
    if (line.text.length > LONGEST) return
    if (how === 0) replace(line, line.text.slice(0, column).toWellFormed(), within(line.styles, 0, column))
    else if (how === 1) {
      const rest = line.text.slice(column).toWellFormed()
      replace(line, ' '.repeat(Math.min(column, line.text.length)) + rest, within(line.styles, column, Infinity))
    } else replace(line, '', [])
  }

  return {
    write,
    style: (next) => {
      classes = next
    },
    feed: () => {
      down()
      column = 0
      returned = false
    },
    home: () => {
      column = 0
      returned = true
    },
    move: (by) => place(column + by),
    control: (final, numbers) => {
      const first = numbers[0] ?? null
      const steps = Math.max(1, first ?? 1)
      if (final === 'K') erase(first ?? 0)
      else if (final === 'G' || final === '`') place(steps - 1)
      else if (final === 'C' || final === 'a') place(column + steps)
      else if (final === 'D') place(column - steps)
      else if (final === 'A' || final === 'F') {
        at = Math.max(0, at - steps)
        if (final === 'F') place(0)
      } else if (final === 'B' || final === 'E') {
        for (let step = 0; step < Math.min(steps, REACH); step += 1) down()
        if (final === 'E') place(0)
      } else if (final === 'J' && (first ?? 0) === 0) {
        erase(0)
        rows = rows.slice(0, at + 1)
      } else if ('HJf'.includes(final) && row().text !== '') {
        // A screen that begins anew stands below the one before it: nothing that was printed is lost.
        at = rows.length - 1
        down()
        column = 0
      }
    },
    result: () => {
      settle(rows.length)
      return { text: done.join('\n'), styles }
    },
  }
}

function replace(row: Row, text: string, styles: Run[]): void {
  row.text = text
  row.styles = styles
}

function within(styles: readonly Run[], from: number, to: number): Run[] {
  return styles.flatMap(([start, end, names]) =>
    end <= from || start >= to ? [] : [[Math.max(start, from), Math.min(end, to), names]],
  )
}
