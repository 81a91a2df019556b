import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { FolderFacts } from '../../shared/model/draft.ts'

/** What git knows of a folder, read from its files: no program is run in a folder that somebody else may have filled. Never rejects. */
export async function gitFacts(folder: string): Promise<FolderFacts> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const git = await gitFolder(at)
    if (git !== null)
      return { repository: (await remoteName(git.common)) ?? basename(at), branch: await branchOf(git.own) }
    if (dirname(at) === at) return { repository: null, branch: null }
  }
}

/** Where git keeps what it knows of a work tree: of its own, and what it has in common with others. */
async function gitFolder(tree: string): Promise<{ readonly own: string; readonly common: string } | null> {
  const path = join(tree, '.git')
  const facts = await stat(path).catch(() => null)
  if (facts === null) return null
  if (facts.isDirectory()) return { own: path, common: path }
  const link = /^gitdir: (.+)$/m.exec(await text(path))
  if (link === null) return null
  const own = resolve(tree, (link[1] ?? '').trim())
  const common = (await text(join(own, 'commondir'))).trim()
  return { own, common: common === '' ? own : resolve(own, common) }
}

/** The branch, or null where none is checked out. */
async function branchOf(git: string): Promise<string | null> {
  return /^ref: refs\/heads\/(.+)$/m.exec(await text(join(git, 'HEAD')))?.[1]?.trim() ?? null
}

/** The name that the repository has where it comes from. */
async function remoteName(git: string): Promise<string | null> {
  const config = await text(join(git, 'config'))
  const origin = /^\[remote "origin"\]\s*\n(?:[ \t].*\n)*?[ \t]+url\s*=\s*(.+)$/m.exec(config)?.[1]
  const name = origin
    ?.trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/\\:]/)
    .at(-1)
  return name === undefined || name === '' ? null : name
}

async function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
