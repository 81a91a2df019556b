import type { CutText, StyleRun, ToolFacts } from '../../shared/model/tool.ts'
import { type Fields, fieldsOf, numberOrNull, oneLine, text, texts } from './fields.ts'
import { readTerminal } from './terminal.ts'
import { madeChanges } from './toolChanges.ts'

/** More of one text of a tool is not held in memory, in UTF-16 units: the log has it. */
export const MOST_KEPT = 32_768
/** So much of that is its end. */
const TAIL = 8_192
/** More stretches of colour are shown without their colours. */
const MOST_STYLES = 4_000

/** What arguments tell best, in this order. */
const telling = ['command', 'path', 'file_path', 'pattern', 'url', 'query', 'question', 'description', 'prompt', 'name']

/** One line that says what a tool works on; empty when its arguments do not tell. */
export function toolSubject(args: unknown): string {
  if (typeof args === 'string') return oneLine(args)
  const fields = fieldsOf(args)
  for (const name of telling) {
    const value = text(fields, name)
    if (value !== '') return oneLine(value)
  }
  for (const value of Object.values(fields)) if (typeof value === 'string' && value !== '') return oneLine(value)
  return ''
}

/** The arguments as formatted JSON; empty when there are none. */
export function toolInput(args: unknown): string {
  if (args === undefined || args === null) return ''
  if (typeof args === 'string') return args
  try {
    return JSON.stringify(args, null, 2)
  } catch {
    return ''
  }
}

/** What a tool gave. */
export interface ToolResult {
  readonly output: string
  readonly facts: ToolFacts
}

/** What a tool gave: the text of its result or of its error as it is shown, at most `most` of it, and what is known of it. */
export function toolResult(data: Fields, most: number): ToolResult {
  const raw = rawOutput(data)
  const exitCode = numberOrNull(fieldsOf(data['shellExecution']), 'exitCode') ?? raw.exitCode
  const { text: told, saved } = withoutNotice(raw.text)
  const { text: shown, styles } = readTerminal(told)
  const { text: output, cut } = cutText(shown, most)
  const kept = cut === undefined ? styles : stylesOf(styles, output.length, cut)
  return {
    output,
    facts: {
      ...(kept.length === 0 || kept.length > MOST_STYLES ? {} : { styles: kept }),
      ...(cut === undefined ? {} : { cut }),
      ...(exitCode === null ? {} : { exitCode }),
      ...(saved === null ? {} : { saved }),
      ...madeChanges(data, most),
    },
  }
}

/** What a running tool has printed, at most the end of it: the runtime tells all of it each time, and of much its end. */
export function printed(sofar: string): { readonly output: string; readonly styles: readonly StyleRun[] } {
  const { text: output, styles } = readTerminal(sofar.slice(-TAIL).toWellFormed())
  return { output, styles: styles.length > MOST_STYLES ? [] : styles }
}

/** Arguments as they are shown, at most `most` of them. */
export function cutInput(input: string, most: number): { readonly input: string; readonly facts: ToolFacts } {
  return input.length <= most
    ? { input, facts: {} }
    : { input: input.slice(0, most).toWellFormed(), facts: { inputSize: input.length } }
}

/** The beginning and the end of a text that is too long; both begin and end with whole lines where those are not long. */
function cutText(whole: string, most: number): { readonly text: string; readonly cut?: CutText } {
  if (whole.length <= most) return { text: whole }
  const head = whole.lastIndexOf('\n', most - TAIL) + 1
  const start = head > (most - TAIL) / 2 ? head : most - TAIL
  const line = whole.indexOf('\n', whole.length - TAIL) + 1
  const end = line > 0 && line < whole.length - TAIL / 2 ? line : whole.length - TAIL
  return {
    text: whole.slice(0, start).toWellFormed(),
    cut: { size: whole.length, tail: whole.slice(end).toWellFormed() },
  }
}

/** The colours of what is left of a text; those of its end stay where they were in the whole text. */
function stylesOf(styles: readonly StyleRun[], length: number, cut: CutText): readonly StyleRun[] {
  const tail = cut.size - cut.tail.length
  return styles.flatMap(([start, end, names]): readonly StyleRun[] => {
    if (start < length) return [[start, Math.min(end, length), names]]
    return end > tail ? [[Math.max(start, tail), end, names]] : []
  })
}

function rawOutput(data: Fields): { readonly text: string; readonly exitCode: number | null } {
  const result = fieldsOf(data['result'])
  const content = text(result, 'content')
  if (content !== '') return withoutTrailer(content)
  const error = text(fieldsOf(data['error']), 'message')
  if (error !== '') return { text: error, exitCode: null }
  const detailed = text(result, 'detailedContent')
  return withoutTrailer(detailed.startsWith('\ndiff --git ') ? '' : detailed)
}

/** How a tool ended; `denied` when the person or a rule said no. */
export function toolState(data: Fields): 'done' | 'failed' | 'denied' {
  if (data['success'] === true) return 'done'
  const code = text(fieldsOf(data['error']), 'code')
  return code === 'denied' || code === 'rejected' ? 'denied' : 'failed'
}

/** The question of a call of `ask_user`. */
export function askedQuestion(args: unknown): { readonly question: string; readonly choices: readonly string[] } {
  const fields = fieldsOf(args)
  return { question: text(fields, 'question'), choices: texts(fields, 'choices') }
}

/** The runtime ends the output of a command with a line for the model. */
function withoutTrailer(content: string): { readonly text: string; readonly exitCode: number | null } {
  // Looked for at the end alone: the text before it may be long.
  const end = content.slice(-200)
  const found = /\n?<shellId: [^<>]* completed with exit code (-?\d+)>\s*$/u.exec(end)
  if (found === null) return { text: content, exitCode: null }
  return { text: content.slice(0, content.length - end.length + found.index), exitCode: Number(found[1]) }
}

/** Of a long output the runtime logs only the beginning, behind words for the model: where all of it is, and how to read it. */
function withoutNotice(content: string): {
  readonly text: string
  readonly saved: NonNullable<ToolFacts['saved']> | null
} {
  const found =
    /^Output too large to read at once \(([^()\n]{1,40})\)\. Saved to: ([^\n]{1,4096})\n(?:[^\n]*\n)?\n?Preview \(first [^)\n]{1,40}\):\n/u.exec(
      content,
    )
  const [words = '', size = '', path = ''] = found ?? []
  return found === null
    ? { text: content, saved: null }
    : { text: content.slice(words.length), saved: { path: path.trim(), size } }
}
