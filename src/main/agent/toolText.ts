import { type Fields, fieldsOf, oneLine, text, texts } from './fields.ts'

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

/** What a tool gave: the text of its result, or of its error. */
export function toolOutput(data: Fields): string {
  const result = fieldsOf(data['result'])
  const content = text(result, 'content')
  if (content !== '') return withoutShellTrailer(content)
  return text(fieldsOf(data['error']), 'message') || withoutShellTrailer(text(result, 'detailedContent'))
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

/** The runtime ends the output of a command with a line for the model; a person is told only of a failure. */
function withoutShellTrailer(content: string): string {
  return content.replace(/\n?<shellId: [^<>]* completed with exit code (-?\d+)>\s*$/u, (_, code: string) =>
    code === '0' ? '' : `\n(exit code ${code})`,
  )
}
