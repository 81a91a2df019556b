import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calls, says, type ModelRequest } from '../model/reply.ts'
import { startModel, type ModelServer } from '../model/startModel.ts'
import type { Verdict } from './judge.ts'
import type { AskedBy } from './truth.ts'
import { answerTo, paceOf, questionOf, tokensIn } from './words.ts'
import type { Bench } from './work.ts'

/** One person's machine: a home, the app's data, a model that answers each message in one way. */
export interface World {
  readonly base: string
  readonly home: string
  readonly userData: string
  readonly folder: string
  /** For files that are attached, and for what works in a folder. */
  readonly project: string
  readonly model: ModelServer
  /** The tokens of messages to which the person is asked something before the answer comes, and how. */
  readonly asking: Map<string, AskedBy>
  /** How often the model was asked about each token. */
  requests(): ReadonlyMap<string, number>
  close(keep: boolean): Promise<void>
}

/** Makes an empty one. */
export async function createWorld(): Promise<World> {
  const base = mkdtempSync(join(realpathSync(tmpdir()), 'retoma-torture-'))
  const [home, userData, folder, project] = ['copilot', 'data', 'exports', 'project'].map((name) =>
    join(base, name),
  ) as [string, string, string, string]
  for (const path of [home, userData, folder, project]) mkdirSync(path, { mode: 0o700 })
  addServer(home)
  const asking = new Map<string, AskedBy>()
  const model = await startModel((request) => {
    const [token] = tokensIn(request.lastUser)
    const how = token === undefined || wasAnswered(request) ? undefined : asking.get(token)
    if (token !== undefined && how === 'question') {
      return calls('ask_user', { question: questionOf(token), choices: ['Left', 'Right'] })
    }
    if (token !== undefined && how === 'form') return calls('harbour-book', { about: questionOf(token) })
    return token === undefined ? says('') : says(answerTo(token), { chunkSize: 6, delayMs: paceOf(token) })
  })
  return {
    base,
    home,
    userData,
    folder,
    project,
    model,
    asking,
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

/** The runtime starts the server that its own configuration names; one of its tools asks the person with a form. */
function addServer(home: string): void {
  const server = join(import.meta.dirname, '../model/elicitingServer.mjs')
  const harbour = { type: 'local', command: process.execPath, args: [server], tools: ['*'] }
  writeFileSync(join(home, 'mcp-config.json'), JSON.stringify({ mcpServers: { harbour } }), { mode: 0o600 })
}

/** Whether something came back from a tool since the last message of the person. */
function wasAnswered({ messages }: ModelRequest): boolean {
  return messages.slice(messages.findLastIndex(({ role }) => role === 'user')).some(({ role }) => role === 'tool')
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
