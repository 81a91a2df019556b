import { describe, expect, it } from 'vitest'
import { sampleRow } from '../../shared/row.fixture.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { MOST_SESSIONS, rankOf, sessionsFor, UNNAMED } from './paletteSessions.ts'

const now = new Date(2026, 10, 20, 15, 0).getTime()

const find = (text: string, rows: readonly SessionRow[], shown = ''): string =>
  sessionsFor(text, rows, { now, labelOf: ({ model }) => `Label of ${model ?? ''}`, inView: (id) => id === shown })
    .shown.map(({ id }) => id)
    .join(' ')

describe('how well something is called what was typed', () => {
  it.each([
    ['clean up…', 'Clean up…', 0],
    ['  CLEAN', 'Clean up…', 1],
    ['up clean', 'Clean up…', 2],
    ['tidy', 'Clean up…', UNNAMED],
    ['', 'Clean up…', 1],
    ['sessao', 'Sessão', 0],
  ])('%j, %j: %d', (text, name, rank) => {
    expect(rankOf(text, name)).toBe(rank)
  })
})

describe('the sessions for a text', () => {
  const rows = [
    sampleRow({ id: 'user-1-chat-2', title: 'A later one', activeAt: now }),
    sampleRow({ id: 'user-1-chat', title: 'The first', activeAt: now - 5e9 }),
    sampleRow({ id: 'a', title: 'About something', summary: 'the cache', activeAt: now - 1 }),
    sampleRow({ id: 'b', title: 'Typed cache', activeAt: now - 2 }),
    sampleRow({ id: 'c', title: 'Cache of old', activeAt: now - 3, archived: true }),
    sampleRow({ id: 'd', title: 'Cache of a sub-agent', activeAt: now, parentId: 'b' }),
    sampleRow({ id: 'e', title: 'e', activeAt: now, said: false }),
    sampleRow({
      id: 'f',
      title: 'Cache of today',
      activeAt: now - 4,
      tags: ['Release'],
      pinned: true,
      model: 'sonnet',
    }),
  ]

  it('begin with the one that is called so, however old it is', () => {
    expect(find('user-1-chat', rows)).toBe('user-1-chat user-1-chat-2')
    expect(find('the FIRST', rows)).toBe('user-1-chat')
    // Words of its title and of its id.
    expect(find('first user-1', rows)).toBe('user-1-chat')
  })

  it('stand by how well they are called so; what stands aside is found, behind its like', () => {
    expect(find('cache', rows)).toBe('f d c b a')
  })

  it('are the last ones without a text: not what stands aside, nor where one is', () => {
    expect(find('', rows)).toBe('user-1-chat-2 a b f user-1-chat')
    expect(find('  ', rows, 'user-1-chat-2')).toBe('a b f user-1-chat')
    expect(find('a', rows, 'a')).toContain('a')
  })

  it('are found in the language of searches', () => {
    expect(find('tag:release', rows)).toBe('f')
    expect(find('is:pinned cache', rows)).toBe('f')
    expect(find('cache -today is:archived', rows)).toBe('c')
    expect(find('"typed cache"', rows)).toBe('b')
    expect(find('model:sonnet', rows)).toBe('f')
    expect(find('before:2w', rows)).toBe('user-1-chat')
    // A value is still to come: nothing is asked for yet.
    expect(find('tag:', rows)).toBe(find('', rows))
  })

  it('are none where only messages can be meant, or nothing that makes sense', () => {
    expect(find('tool:bash cache', rows)).toBe('')
    expect(find('is:nothing', rows)).toBe('')
    expect(find('+++', rows)).toBe('')
  })

  it('are counted beyond those that are listed', () => {
    const many = Array.from({ length: 30 }, (_, n) => sampleRow({ id: `many-${n}`, activeAt: n }))
    const { shown, total } = sessionsFor('many', many, { now, labelOf: () => '', inView: () => false })
    expect(shown.map(({ id }) => id)[0]).toBe('many-29')
    expect([shown.length, total]).toEqual([MOST_SESSIONS, 30])
  })
})
