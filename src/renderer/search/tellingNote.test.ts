import { expect, test } from 'vitest'
import { sampleRow } from '../../shared/row.fixture.ts'
import { tellingNote } from './tellingNote.ts'

const row = sampleRow({ title: 'A heron', id: 'birds', tags: ['river'], notes: 'Ask Ann.\nThe Sessão is late.' })

test('the line of the notes in which a word stands is shown, marked, when nothing else tells why', () => {
  expect(tellingNote(row, 'sessao heron is:pinned')).toEqual({ text: 'The Sessão is late.', marks: [4, 10] })
  expect(tellingNote(row, 'ann')).toEqual({ text: 'Ask Ann.', marks: [4, 7] })
  for (const query of ['heron', 'bird', 'river', '-ann', 'is:pinned', 'other'])
    expect(tellingNote(row, query)).toBeNull()
})

test('of a long line it is the part around the word; a mark that can’t be placed is left out', () => {
  const long = sampleRow({ notes: `${'words '.repeat(50)}pelican${' more'.repeat(90)}` })
  const found = tellingNote(long, 'pelican')
  expect(found?.text).toMatch(/^…[words ]{40}pelican( more)+/)
  expect(found?.text.slice(found.marks[0], found.marks[1])).toBe('pelican')
  expect(tellingNote(sampleRow({ notes: 'ﬁne pelican' }), 'pelican')).toEqual({ text: 'ﬁne pelican', marks: [] })
})
