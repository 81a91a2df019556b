import { describe, expect, it } from 'vitest'
import { sampleRow } from '../../shared/row.fixture.ts'
import { fold } from '../../shared/fold.ts'
import { parseQuery } from '../../shared/query.ts'
import { listedBy, meeting } from './filter.ts'

const row = sampleRow({
  id: 'docs-pt',
  title: 'Retomada de sessões',
  summary: 'Como funciona?',
  folder: '/home/ana/Árvore',
  model: 'gpt-5-mini',
  tags: ['Migração', 'q3'],
  notes: 'Ask Zoë soon',
})

describe('fold', () => {
  it('makes accents and case the same', () => {
    expect(fold('SESSÃO')).toBe(fold('sessao'))
    expect(fold('Créer ﬁle')).toBe('creer file')
  })
})

describe('meeting', () => {
  const meets = (text: string, label: string): boolean => meeting(parseQuery(text, 0), () => label)(row)

  it.each([
    'sessoes',
    'SESSÕES',
    'docs',
    'arvore',
    'mini',
    'funciona',
    'sessoes docs',
    '  ',
    'practice',
    'migracao',
    'Q3',
    'zoe soon',
  ])('finds “%s”', (text) => {
    expect(meets(text, 'Practice model')).toBe(true)
  })

  it('needs every word', () => {
    expect(meets('sessoes other', '')).toBe(false)
  })

  it('does not remember the name of a model that has changed', () => {
    expect(meets('first', 'first')).toBe(true)
    expect(meets('first', 'second')).toBe(false)
  })
})

describe('listedBy', () => {
  const now = new Date(2026, 10, 20, 15, 0).getTime()
  const all = [
    sampleRow({
      id: 'plain',
      title: 'Typed cache',
      summary: 'x',
      model: 'gpt-5',
      tags: ['Release'],
      activeAt: now,
      repository: 'octo/web',
      unread: true,
    }),
    sampleRow({
      id: 'old',
      title: 'Old cache',
      summary: 'x',
      folder: '/home/ana/web',
      activeAt: now - 9e9,
      pinned: true,
    }),
    sampleRow({ id: 'away', title: 'Archived cache', summary: 'x', archived: true }),
    sampleRow({ id: 'void', title: 'void', said: false, problem: { code: 'empty', detail: null } }),
    sampleRow({ id: 'marked', title: 'marked', said: false, problem: { code: 'empty', detail: null }, notes: 'keep' }),
    sampleRow({ id: 'child', title: 'child', summary: 'x', parentId: 'plain' }),
    sampleRow({ id: 'new', title: 'new', unsent: true }),
  ]
  const listed = (filter: string): string =>
    all
      .filter(listedBy(parseQuery(filter, now), ({ model }) => `Label of ${model ?? ''}`))
      .map(({ id }) => id)
      .join(' ')

  it.each([
    ['', 'plain old marked new'],
    ['is:any', 'plain old away void marked child new'],
    ['is:archived', 'away'],
    ['is:empty', 'void'],
    ['is:subagent', 'child'],
    ['-is:archived', 'plain old marked new'],
    // Put away, and still found.
    ['cache', 'plain old away'],
    ['child', ''],
    ['is:unread', 'plain'],
    ['-is:pinned', 'plain marked new'],
    ['is:unsent', 'new'],
    ['tag:release', 'plain'],
    ['-tag:release cache', 'old away'],
    ['model:gpt -is:unread', 'old marked new'],
    ['model:label is:pinned', 'old'],
    ['-model:gpt', ''],
    ['in:web', 'old'],
    ['repo:octo', 'plain'],
    ['repo:we', 'plain'],
    ['-repo:octo is:pinned', 'old'],
    ['since:2w', 'plain'],
    ['before:2w is:pinned', 'old'],
    ['has:notes', 'marked'],
    // Only a message has these: they hide nothing.
    ['tool:bash', 'plain old marked new'],
    ['cache -typed', 'old away'],
  ])('%j shows %j', (filter, ids) => {
    expect(listed(filter)).toBe(ids)
  })
})
