import fc from 'fast-check'
import { expect, it } from 'vitest'
import { coveringRules, type FolderRule, mayRule, pathsIn, plainWords, staysIn } from './rules.ts'

const rule = (more: Partial<FolderRule>): FolderRule => ({
  id: 'r',
  folder: '/web',
  tool: 'shell',
  what: 'touch',
  createdAt: 0,
  lastUsedAt: null,
  ...more,
})

it('covers a command only when each of its parts is covered, in that folder', () => {
  const rules = [
    rule({ id: '1' }),
    rule({ id: '2', what: 'npm test' }),
    rule({ id: '3', folder: '/other', what: 'rm' }),
  ]
  expect(coveringRules(rules, '/web', { tool: 'shell', what: ['touch', 'npm test'] })?.map(({ id }) => id)).toEqual([
    '1',
    '2',
  ])
  expect(coveringRules(rules, '/web', { tool: 'shell', what: ['touch', 'rm'] })).toBeNull()
  expect(coveringRules(rules, '/web/sub', { tool: 'shell', what: ['touch'] })).toBeNull()
  expect(coveringRules(rules, '/web', { tool: 'line', what: ['touch'] })).toBeNull()
  expect(coveringRules(rules, '/web', { tool: 'shell', what: [] })).toBeNull()
})

it('takes a plain command apart, and refuses one that says more than it shows', () => {
  expect(plainWords('touch a && npm test > log')).toEqual(['touch', 'a', 'npm', 'test', 'log'])
  expect(plainWords(`git commit -m "fix (a)" 'b $c'`)).toEqual(['git', 'commit', '-m', 'fix (a)', 'b $c'])
  for (const line of [
    'touch $HOME/x',
    'touch `pwd`',
    'touch $(rm a)',
    'rm *',
    'rm ?',
    'touch ~/x',
    'touch {a,/b}',
    'cp a\\ b c',
    'echo "$X"',
    'echo "unfinished',
    'curl https://example.com',
    '(cd ..)',
    'type %PATH%',
  ]) {
    expect(plainWords(line), line).toBeNull()
  }
})

it('offers a rule only for what stays in the folder', () => {
  const shell = (line: string): boolean => mayRule({ tool: 'shell', what: ['touch'] }, '/web', line)
  for (const line of ['touch a', 'touch ./a/b', 'touch /web/a', 'touch a > log', 'npm run x -- --out=dist/a']) {
    expect(shell(line), line).toBe(true)
  }
  for (const line of [
    'touch /tmp/a',
    'touch ../a',
    'cd .. && touch a',
    'touch a > /etc/x',
    'tar --file=/tmp/a',
    'cc -o/tmp/a x',
    'touch /webother/a',
    'touch a/../../b',
    'touch .git/hooks/pre-commit',
    'git commit -m "see /etc/passwd"',
    'copy a C:\\b',
    'copy a C:/b',
  ]) {
    expect(shell(line), line).toBe(false)
  }
  const write = (path: string): boolean => mayRule({ tool: 'write', what: [''] }, '/web', path)
  expect([write('/web/a'), write('/web/.git/config'), write('/elsewhere/a'), write('/web/../a')]).toEqual([
    true,
    false,
    false,
    false,
  ])
  expect(mayRule(undefined, '/web', 'touch a')).toBe(false)
  expect(mayRule({ tool: 'write', what: [''] }, null, '/web/a')).toBe(false)
})

it('sees a word that leads out, wherever it stands', () => {
  const inside = fc.stringMatching(/^[a-z]{1,6}(?:\/[a-z]{1,6}){0,2}$/u)
  const outside = fc.oneof(
    inside.map((path) => `/${path}`),
    inside.map((path) => `../${path}`),
    inside.map((path) => `--to=/${path}`),
    inside.map((path) => `x/../../${path}`),
  )
  fc.assert(
    fc.property(fc.array(inside, { maxLength: 4 }), outside, fc.nat(4), (words, out, at) => {
      const bad = words.toSpliced(at, 0, out)
      expect(pathsIn(words).every((path) => staysIn('/home/me/web', path))).toBe(true)
      expect(pathsIn(bad).every((path) => staysIn('/home/me/web', path))).toBe(false)
    }),
  )
})
