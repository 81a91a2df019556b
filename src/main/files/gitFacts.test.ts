import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitFacts } from './gitFacts.ts'

let base = ''
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-git-'))
})
afterEach(() => {
  rmSync(base, { recursive: true, force: true })
})

function git(at: string, ...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: at, stdio: 'ignore' })
}

test('a folder inside a repository has its name and branch, a work tree its own branch', async () => {
  const web = join(base, 'web')
  mkdirSync(join(web, 'src/deep'), { recursive: true })
  git(base, 'init', '-b', 'feature/typed-cache', 'web')
  expect(await gitFacts(join(web, 'src/deep'))).toEqual({ repository: 'web', branch: 'feature/typed-cache' })
  git(web, 'commit', '--allow-empty', '-m', 'x')
  git(web, 'remote', 'add', 'origin', 'git@github.com:someone/web-app.git')
  git(web, 'worktree', 'add', '-b', 'fix', join(base, 'tree'))
  expect(await gitFacts(web)).toEqual({ repository: 'web-app', branch: 'feature/typed-cache' })
  expect(await gitFacts(join(base, 'tree'))).toEqual({ repository: 'web-app', branch: 'fix' })
  git(web, 'checkout', '--detach')
  expect(await gitFacts(web)).toEqual({ repository: 'web-app', branch: null })
})

test('a folder that is in none, is not there, or only looks like one has none', async () => {
  expect(await gitFacts(base)).toEqual({ repository: null, branch: null })
  expect(await gitFacts(join(base, 'gone'))).toEqual({ repository: null, branch: null })
  writeFileSync(join(base, '.git'), 'nothing of git')
  expect(await gitFacts(base)).toEqual({ repository: null, branch: null })
})
