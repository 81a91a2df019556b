import { describe, expect, it } from 'vitest'
import { sampleRow } from '../../shared/row.fixture.ts'
import { fold } from '../../shared/fold.ts'
import { filterWords, matchesWords } from './filter.ts'

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

describe('matchesWords', () => {
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
    expect(matchesWords(filterWords(text), row, 'Practice model')).toBe(true)
  })

  it('needs every word', () => {
    expect(matchesWords(filterWords('sessoes other'), row, '')).toBe(false)
  })

  it('does not remember the name of a model that has changed', () => {
    expect(matchesWords(filterWords('first'), row, 'first')).toBe(true)
    expect(matchesWords(filterWords('first'), row, 'second')).toBe(false)
  })
})
