import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkIdForm, MAX_ID } from '../../shared/idForm.ts'
import { fixId, idIssue, idTemplates, renderIdTemplate, slug, templateFields, templateIssue } from './idTemplate.ts'

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

  it('gives what may be no id the moment, too', () => {
    expect(renderIdTemplate('{topic}', { ...values, topic: 'Con' })).toBe('con-2026-11-20-0905')
    expect(renderIdTemplate('COM{counter}', values)).toBe('COM1-2026-11-20-0905')
    expect(renderIdTemplate('--', values)).toBe('2026-11-20-0905')
  })

  it('gives an id that the runtime takes for every pattern that may be kept and whatever it is filled with', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.constantFrom(
        '',
        'con',
        'COM1',
        'LPT-9',
        '-',
        '_',
        '日本',
        'Ação rápida',
        '../..',
        'C:\\Work\\aux',
        '.git',
        '\ud800',
      ),
    )
    const part = fc.oneof(
      fc.constantFrom(...templateFields.map((name) => `{${name}}`)),
      fc.stringMatching(/^[A-Za-z0-9_-]{0,12}$/),
      fc.constantFrom('-', '--', '_', 'nul', 'x'.repeat(200)),
    )
    const template = fc.oneof(
      fc.constantFrom(...idTemplates),
      fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('').slice(0, 255)),
    )
    fc.assert(
      fc.property(
        template,
        fc.record({
          user: text,
          topic: text,
          folder: fc.option(text),
          repository: fc.option(text),
          branch: fc.option(text),
        }),
        fc.date({ min: new Date(1990, 0), max: new Date(2100, 0), noInvalidDate: true }),
        fc.nat(10),
        (pattern, given, date, taken) => {
          fc.pre(templateIssue(pattern) === null)
          const ids = new Set<string>()
          const fill = (): string =>
            renderIdTemplate(pattern, { ...given, now: date.getTime(), isTaken: (id) => ids.has(id) })
          const id = fill()
          expect(checkIdForm(id)).toBeNull()
          expect(idIssue(id)).toBeNull()
          // What counts goes on to what is free, unless it is cut off.
          if (!pattern.includes('{counter}') || id.length > 200) return
          for (let times = 0; times < taken; times += 1) ids.add(fill())
          expect(ids.size).toBe(taken)
        },
      ),
      { numRuns: 1_000 },
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
