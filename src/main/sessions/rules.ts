import { randomUUID } from 'node:crypto'
import { lstat, realpath } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Request } from '../../shared/model/request.ts'
import { coveringRules, type FolderRule, mayRule, pathsOf, type RuleOffer, staysIn } from '../../shared/rules.ts'
import type { Library } from '../library/port.ts'

type Permission = Extract<Request, { kind: 'permission' }>

/** What the person allows for folders, in all of their sessions. */
export interface Rules {
  /** Oldest first. */
  list(): readonly FolderRule[]
  /**
   * Whether rules cover everything that is asked in a session of this folder. That they were used, and for what, is
   * durable when it resolves to true. Null: certainly not.
   */
  covers(sessionId: string, folder: string, request: Permission): Promise<boolean> | null
  /** Makes rules of a request; durable when it resolves. Rejects with `ruleRefused` when none may be made of it. */
  add(folder: string | null, request: Permission): Promise<void>
  /** From now on it is asked again. */
  revoke(ids: readonly string[]): Promise<void>
}

export interface RulesDeps {
  readonly library: Pick<Library, 'rules' | 'putRule' | 'useRules' | 'removeRules' | 'putGiven'>
  readonly now: () => number
}

/** See {@link Rules}. */
export async function createRules({ library, now }: RulesDeps): Promise<Rules> {
  let rules = await library.rules()

  const isCovered = async (
    sessionId: string,
    folder: string,
    request: Permission,
    offer: RuleOffer,
  ): Promise<boolean> => {
    const root = await whole(folder)
    const found = root === null ? null : coveringRules(rules, root, offer)
    if (found === null || !(await staysInside(folder, request))) return false
    const ids = found.map((rule) => rule.id)
    const at = now()
    await Promise.all([library.useRules(ids, at), library.putGiven(sessionId, request.id, 'allowedByRule')])
    rules = rules.map((rule) => (ids.includes(rule.id) ? { ...rule, lastUsedAt: at } : rule))
    // One may have been taken back in the meantime.
    return ids.every((id) => rules.some((rule) => rule.id === id))
  }

  return {
    list: () => rules,
    covers: (sessionId, folder, request) => {
      const { offer } = request
      const some =
        offer !== undefined && rules.some(({ tool, what }) => tool === offer.tool && offer.what.includes(what))
      return some ? isCovered(sessionId, folder, request, offer) : null
    },
    add: async (folder, request) => {
      const root = folder === null ? null : await whole(folder)
      const { offer } = request
      if (folder === null || root === null || offer === undefined || !(await staysInside(folder, request))) {
        throw new AppError('ruleRefused')
      }
      for (const what of offer.what) {
        if (rules.some((rule) => rule.folder === root && rule.tool === offer.tool && rule.what === what)) continue
        const rule = { id: randomUUID(), folder: root, tool: offer.tool, what, createdAt: now(), lastUsedAt: null }
        await library.putRule(rule)
        rules = [...rules, rule]
      }
    },
    revoke: async (ids) => {
      const before = rules
      // Nothing is allowed by it from this moment on, whether or not the disk has heard of it.
      rules = rules.filter((rule) => !ids.includes(rule.id))
      try {
        await library.removeRules(ids)
      } catch (error) {
        // It would be back after a restart: then it must not seem to be gone.
        rules = before
        throw error
      }
    },
  }
}

/** Whether all that a request works on lies in the folder, symbolic links followed. */
async function staysInside(folder: string, { offer, subject }: Permission): Promise<boolean> {
  if (!mayRule(offer, folder, subject)) return false
  const root = await whole(folder)
  if (root === null) return false
  for (const path of pathsOf(offer, subject) ?? []) {
    const real = await nearest(resolve(folder, path))
    if (real === null || !staysIn(root, real) || inGit(relative(root, real))) return false
  }
  return true
}

function inGit(path: string): boolean {
  return path.split(/[/\\]/u).includes('.git')
}

async function whole(path: string): Promise<string | null> {
  return realpath(path).catch(() => null)
}

/** Where a path that need not be there leads: its nearest part that is there, links followed; null when that can't be told. */
async function nearest(path: string): Promise<string | null> {
  try {
    return await realpath(path)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const parent = dirname(path)
    // A link that leads nowhere yet would be followed by whoever writes through it.
    if (!missing || parent === path || (await isLink(path))) return null
    return nearest(parent)
  }
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  )
}
