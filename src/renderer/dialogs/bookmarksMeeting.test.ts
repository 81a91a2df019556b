import { expect, test } from 'vitest'
import type { Bookmark } from '../../shared/model/opened.ts'
import { bookmarksMeeting } from './bookmarksMeeting.ts'

const mark = (id: string, over: Partial<Bookmark> = {}): Bookmark => ({
  id,
  sessionId: 'plants',
  turnId: 't',
  itemId: null,
  name: id,
  description: '',
  snippet: '',
  createdAt: 0,
  colour: null,
  ...over,
})
const marks = [
  mark('Decisão', { colour: 'teal', description: 'Why the cache comes first' }),
  mark('limits', { snippet: 'At most 20 requests a minute', colour: 'red' }),
  mark('elsewhere', { sessionId: 'animals', colour: 'teal' }),
]
const met = (text: string, colour: Bookmark['colour'] = null): readonly string[] =>
  bookmarksMeeting(marks, { text, colour, nameOf: ({ sessionId }) => `My ${sessionId}` }).map(({ id }) => id)

test('bookmarks of all sessions are found by name, description, snippet and session, without accents', () => {
  expect(met('')).toEqual(['Decisão', 'limits', 'elsewhere'])
  expect(met('decisao')).toEqual(['Decisão'])
  expect(met('CACHE why')).toEqual(['Decisão'])
  expect(met('20 req')).toEqual(['limits'])
  expect(met('my animals')).toEqual(['elsewhere'])
  expect(met('cache minute')).toEqual([])
})

test('a colour narrows them down further', () => {
  expect(met('', 'teal')).toEqual(['Decisão', 'elsewhere'])
  expect(met('plants', 'teal')).toEqual(['Decisão'])
  expect(met('plants', 'blue')).toEqual([])
})
