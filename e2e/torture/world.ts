import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { says } from '../model/reply.ts'
import { startModel, type ModelServer } from '../model/startModel.ts'
import type { Verdict } from './judge.ts'
import { answerTo, paceOf, tokensIn } from './words.ts'
import type { Bench } from './work.ts'

/** One person's machine: a home, the app's data, a model that answers each message in one way. */
export interface World {
  readonly base: string
  readonly home: string
  readonly userData: string
  readonly folder: string
  readonly model: ModelServer
  /** How often the model was asked about each token. */
  requests(): ReadonlyMap<string, number>
  close(keep: boolean): Promise<void>
}

/** Makes an empty one. */
export async function createWorld(): Promise<World> {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'retoma-torture-'))
  const [home, userData, folder] = ['copilot', 'data', 'exports'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [home, userData, folder]) mkdirSync(path, { mode: 0o700 })
  const model = await startModel(({ lastUser }) => {
    const [token] = tokensIn(lastUser)
    return token === undefined ? says('') : says(answerTo(token), { chunkSize: 6, delayMs: paceOf(token) })
  })
  return {
    base,
    home,
    userData,
    folder,
    model,
    requests: () => {
      const counts = new Map<string, number>()
      for (const { lastUser } of model.requests) {
        for (const token of tokensIn(lastUser)) counts.set(token, (counts.get(token) ?? 0) + 1)
      }
      return counts
    },
    close: async (keep) => {
      await model.close()
      if (!keep) rmSync(base, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Exports are whole or not there; what the app said to have written is there, with every message. */
export function judgeExports({ exports }: Pick<Bench, 'exports'>): readonly Verdict[] {
  return exports.flatMap(({ path, tokens, written }): readonly Verdict[] => {
    if (!existsSync(path)) return written ? [{ kind: 'lost', what: `${path} was written and is not there` }] : []
    const text = readFileSync(path, 'utf8')
    try {
      JSON.parse(text)
    } catch {
      return [{ kind: 'damaged', what: `${path} is no whole export` }]
    }
    const missing = tokens.filter((token) => !text.includes(token))
    return missing.length === 0 ? [] : [{ kind: 'lost', what: `${path} is without ${missing.join(', ')}` }]
  })
}
