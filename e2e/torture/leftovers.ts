import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './patience.ts'
import type { SessionTruth, Truth } from './truth.ts'
import { tokensIn } from './words.ts'

/** The files of some folders that hold something of what is neither listed nor in the trash; waits for them to go. */
export async function leftoversOf(
  truth: Truth,
  there: ReadonlySet<string>,
  roots: readonly string[],
  ms: number,
): Promise<readonly string[]> {
  const words = [...truth.sessions.values()].filter(({ id }) => !there.has(id)).flatMap(wordsOf)
  if (words.length === 0) return []
  let left: readonly string[] = []
  await until(
    () => {
      left = roots.flatMap((root) => filesWith(root, words))
      return left.length === 0
    },
    ms,
    500,
  )
  return left
}

/** What a kill left of exports in the folder that they go to; waits for it to go. */
export async function halfExports(folder: string, ms: number): Promise<readonly string[]> {
  let left: readonly string[] = []
  await until(
    () => {
      left = readdirSync(folder).filter((name) => name.startsWith('.'))
      return left.length === 0
    },
    ms,
    100,
  )
  return left
}

/** What nobody but a session says: the tokens of what was sent and typed in it, and the names of what was attached. */
function wordsOf({ draft, messages }: SessionTruth): readonly string[] {
  const { draft: written, attached } = draft.latest()
  return [
    ...tokensIn(written?.text ?? ''),
    ...attached,
    ...messages.flatMap(({ token, attached: sent, question }) => [
      token,
      ...sent,
      ...tokensIn(question?.reply.latest() ?? ''),
    ]),
  ]
}

function filesWith(root: string, words: readonly string[]): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      if (!existsSync(path)) return false
      const bytes = readFileSync(path)
      return words.some((word) => bytes.includes(word))
    })
}
