import { expect, test } from 'vitest'
import { parseWorkspace } from './workspaceFile.ts'

const real = `id: user-123-conversation
cwd: /projects/my folder
client_name: sdk
name: Let's discuss TypeScript generics
user_named: false
summary_count: 0
fork_count: 0
created_at: 2026-11-20T13:17:56.752Z
updated_at: 2026-11-20T13:17:56.769Z
`

test('what the runtime writes', () => {
  expect(parseWorkspace(real)).toEqual({
    name: "Let's discuss TypeScript generics",
    userNamed: false,
    cwd: '/projects/my folder',
    clientName: 'sdk',
    repository: null,
    branch: null,
    createdAt: Date.UTC(2026, 10, 20, 13, 17, 56, 752),
    updatedAt: Date.UTC(2026, 10, 20, 13, 17, 56, 769),
  })
})

test.each([
  [
    'quoted, with escapes',
    'name: "please á \\"quoted\\" \\L line: sep\\nnext"',
    'please á "quoted" \u2028 line: sep\nnext',
  ],
  ['in single quotes', "name: 'it''s: fine'", "it's: fine"],
  ['over several lines', 'name: |-\n  first line\n  second: line\n\n  - third', 'first line\nsecond: line\n\n- third'],
  ['folded', 'name: one\n  two', 'one two'],
  ['with a comment', 'name: one # two', 'one'],
  ['a number', 'name: 123', '123'],
  ['nothing', 'name:', null],
  ['null', 'name: null', null],
  ['under its earlier key', 'summary: older', 'older'],
  ['with Windows line ends', 'name: one\r\ncwd: x\r', 'one'],
])('a name %s', (_, text, name) => {
  expect(parseWorkspace(`id: a\n${text}\nuser_named: true\n`)).toMatchObject({ name, userNamed: true })
})

test('damaged text gives what can be understood', () => {
  expect(parseWorkspace('id: a\nname: "cut\ncwd: /here\n\u0000\u0001: [')).toMatchObject({ name: null, cwd: '/here' })
  expect(parseWorkspace('')).toMatchObject({ name: null, cwd: null, createdAt: null })
  expect(parseWorkspace('- a\n- b')).toMatchObject({ name: null })
})

test('the repository is called as its remote, or as its folder where it has none', () => {
  const git = 'git_root: /projects/web\nbranch: feature/cache\n'
  expect(parseWorkspace(`id: a\n${git}repository: octo/web-app\n`)).toMatchObject({
    repository: 'octo/web-app',
    branch: 'feature/cache',
  })
  expect(parseWorkspace(`id: a\n${git}`).repository).toBe('web')
  expect(parseWorkspace('id: a\ngit_root: C:\\work\\web\\\n').repository).toBe('web')
})
