import { expect, it } from 'vitest'
import type { ToolFacts, ToolItem } from '../../shared/model/tool.ts'
import { lastLines, resultFact } from './toolDigest.ts'
import { sortOf } from './toolFacts.ts'

const done = (name: string, output: string, facts: ToolFacts = {}): ToolItem => ({
  kind: 'tool',
  id: 'c',
  at: 0,
  name,
  subject: '',
  input: '',
  output,
  state: 'done',
  endedAt: 1,
  parentId: null,
  facts,
})
const t = ((key: string, values: object = {}) => `${key} ${Object.values(values).join(' ')}`) as Parameters<
  typeof resultFact
>[0]

it('knows tools by their names', () => {
  expect(sortOf('bash')).toBe('run')
  expect(sortOf('my_tool')).toBe('other')
})

it('says in a few words what matters of a result', () => {
  const fact = (item: ToolItem) => resultFact(t, item, 'en')
  expect(fact(done('bash', 'x', { exitCode: 3 }))).toBe('tool.exit 3')
  expect(fact(done('bash', 'x', { exitCode: 0 }))).toBeNull()
  expect(fact(done('view', 'one\ntwo\n'))).toBe('tool.lines 2 2')
  expect(fact(done('grep', 'a:1\nb:2'))).toBe('tool.hits 2 2')
  expect(fact(done('grep', 'No matches found.'))).toMatch('tool.noHits')
  expect(fact(done('view', 'one', { cut: { size: 99, tail: 'x' } }))).toBeNull()
})

it('shows the last lines of a command, more of them when it failed', () => {
  const output = 'one\ntwo\n\nthree\nfour\nfive\n'
  expect(lastLines(done('bash', output, { exitCode: 0 }))).toBe('four\nfive')
  expect(lastLines(done('bash', output, { exitCode: 1 }))).toBe('two\nthree\nfour\nfive')
  expect(lastLines(done('view', output))).toBe('')
})
