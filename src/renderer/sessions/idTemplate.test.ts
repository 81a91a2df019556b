import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_ID } from '../../shared/freeId.ts'
import { fixId, idIssue, idTemplates, renderIdTemplate, slug, templateIssue } from './idTemplate.ts'

const now = new Date(2026, 10, 20, 9, 5).getTime()
const values = {
  user: 'Ana',
  topic: 'TypeScript generics',
  folder: '/home/ana/web',
  repository: 'web-app',
  branch: 'feature/typed',
  now,
  isTaken: () => false,
}

describe('renderIdTemplate', () => {
  it.each([
    ['user-{user}-{topic}', 'user-ana-typescript-generics'],
    ['project-{folder}-{date}', 'project-web-2026-11-20'],
    ['task-{topic}', 'task-typescript-generics'],
    ['{repository}-{branch}-{counter}', 'web-app-feature-typed-1'],
  ])('fills %s', (template, id) => {
    expect(renderIdTemplate(template, values)).toBe(id)
  })

  it('folds accents and other letters', () => {
    expect(renderIdTemplate('task-{topic}', { ...values, topic: 'Ação rápida: Straße Łódź' })).toBe(
      'task-acao-rapida-strasse-lodz',
    )
  })

  it('leaves no gap for what is empty', () => {
    expect(renderIdTemplate('project-{folder}-{date}', { ...values, folder: null })).toBe('project-2026-11-20')
    expect(renderIdTemplate('user-{user}-{topic}', { ...values, user: '' })).toBe('user-typescript-generics')
  })

  it('takes the moment when nothing else tells sessions apart', () => {
    expect(renderIdTemplate('task-{topic}', { ...values, topic: '' })).toBe('task-2026-11-20-0905')
    expect(renderIdTemplate('user-{user}-{topic}', { ...values, topic: '日本語' })).toBe('user-ana-2026-11-20-0905')
  })

  it('counts on from what is there', () => {
    const taken = new Set(['web-app-1', 'web-app-2', 'web-app-4'])
    expect(renderIdTemplate('{repository}-{counter}', { ...values, isTaken: (id) => taken.has(id) })).toBe('web-app-3')
    // Where everything is taken, the page says so, and nothing turns for ever.
    expect(renderIdTemplate('{repository}-{counter}', { ...values, isTaken: () => true })).toBe('web-app-9999')
  })

  it('knows folders of Windows', () => {
    expect(renderIdTemplate('project-{folder}-{date}', { ...values, folder: 'C:\\Work\\My App\\' })).toBe(
      'project-my-app-2026-11-20',
    )
  })

  it('gives a valid id for anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...idTemplates, '{topic}', 'x-{nothing}-{topic}'),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.option(fc.string({ unit: 'grapheme' })),
        (template, user, topic, folder) => {
          expect(idIssue(renderIdTemplate(template, { ...values, user, topic, folder, repository: folder }))).toBeNull()
        },
      ),
    )
  })
})

describe('templateIssue', () => {
  it.each([
    ['task-{topic}', null],
    ['{user}_{counter}', null],
    ['task-{thema}-{topic}', '{thema}'],
    ['tâche {topic}', 'â  '],
    ['{topic', '{'],
    ['{}', '{}'],
  ])('of %s', (template, issue) => {
    expect(templateIssue(template)).toBe(issue)
  })
})

describe('slug', () => {
  it('ends after a whole word', () => {
    const long = slug('a very long title that goes on and on until nobody can read it any more')
    expect(long).toBe('a-very-long-title-that-goes-on-and-on-until')
    expect(slug('x'.repeat(100))).toHaveLength(48)
  })
})

describe('idIssue', () => {
  it('says what is wrong', () => {
    expect(idIssue('A_b-9')).toBeNull()
    expect(idIssue('')).toEqual({ kind: 'empty' })
    expect(idIssue('a b')).toEqual({ kind: 'spaces' })
    expect(idIssue('ação nova')).toEqual({ kind: 'characters', characters: 'ç ã' })
    expect(idIssue('x'.repeat(MAX_ID))).toBeNull()
    expect(idIssue('x'.repeat(MAX_ID + 1))).toEqual({ kind: 'long', length: 256 })
  })
})

describe('fixId', () => {
  it('keeps what it can', () => {
    expect(fixId(' Minha Ação_2 ')).toBe('Minha-Acao_2')
    expect(fixId('日本')).toBe('')
  })

  it('gives a valid id or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const fixed = fixId(text)
        expect(fixed === '' || idIssue(fixed) === null).toBe(true)
      }),
    )
  })
})
