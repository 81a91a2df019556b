import { expect, it } from 'vitest'
import { parseDiff } from '../../shared/diffLines.ts'
import { languageOf, sidesOf } from './diffColours.ts'

it('tells the language by the end of the name', () => {
  expect(['a/b.TS', 'C:\\x\\y.py', 'Makefile', '.gitignore', 'README', ''].map(languageOf)).toEqual([
    'ts',
    'py',
    'makefile',
    '',
    '',
    '',
  ])
})

it('makes a text of each side, so that what spans lines keeps its colour, and knows where its lines stand', () => {
  const lines = parseDiff('@@ -1,2 +1,2 @@\n one\n-two\n+2\n@@ -9,1 +9,1 @@ place\n nine\n')
  expect(lines.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'place', 'same'])
  expect(sidesOf(lines)).toEqual([
    { text: 'one\ntwo\n\nnine', places: [0, 1, -1, 4] },
    { text: 'one\n2\n\nnine', places: [0, 2, -1, 4] },
  ])
  expect(sidesOf(parseDiff('+new\n'))).toHaveLength(1)
})

it('leaves what is huge as it is', () => {
  expect(sidesOf(parseDiff('+x\n'.repeat(1_501)))).toEqual([])
  expect(sidesOf(parseDiff(`+${'x'.repeat(40_001)}\n`))).toEqual([])
})
