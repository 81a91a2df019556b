import { z } from 'zod'

const event = z.looseObject({ id: z.string(), type: z.string() })

/**
 * What is wrong with a log of the runtime: lines that are no event, ids that come twice, starts in wrong places, and
 * words of the person (tokens that `tokensIn` finds) that stand there twice.
 *
 * @param whole false while somebody may be writing: half a last line is no damage then
 */
export function damagesOf(
  log: string,
  whole: boolean,
  tokensIn: (text: string) => readonly string[],
): readonly string[] {
  const lines = log.split('\n')
  const last = lines.pop() ?? ''
  const damages: string[] = []
  if (whole && last !== '') damages.push(`the last line is cut: ${last.slice(0, 80)}`)
  const ids = new Set<string>()
  const prompts = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const parsed = event.safeParse(parse(line))
    const where = `line ${index + 1}`
    if (!parsed.success) {
      damages.push(`${where} is no event: ${line.slice(0, 80)}`)
      continue
    }
    const { id, type, data } = parsed.data
    if (ids.has(id)) damages.push(`${where} has the id of another line: ${type}`)
    ids.add(id)
    if ((type === 'session.start') !== (index === 0)) damages.push(`${where} is ${type}`)
    if (type !== 'user.message') continue
    for (const token of tokensIn(JSON.stringify(data))) {
      if (prompts.has(token)) damages.push(`${where} says ${token} once more`)
      prompts.add(token)
    }
  }
  return damages
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
