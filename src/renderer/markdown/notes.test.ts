import { describe, expect, it } from 'vitest'
import { splitBlocks } from './blocks.ts'
import { notesOf } from './notes.ts'

function notes(text: string): unknown[] {
  return notesOf(text, splitBlocks(text).blocks).map(({ label, number, text: words }) => [label, number, words])
}

describe('notesOf', () => {
  it('numbers footnotes in the order in which the text refers to them', () => {
    const text =
      'One[^b], two[^a], again[^b].\n\n[^a]: The *a*\n[^b]: The b\n    goes on\n\n    in two paragraphs\n\n[^c]: unused'
    expect(notes(text)).toEqual([
      ['b', 1, 'The b\ngoes on\n\nin two paragraphs'],
      ['a', 2, 'The *a*'],
      ['c', 3, 'unused'],
    ])
  })

  it('knows a reference before its definition has come', () => {
    expect(notes('One[^a]')).toEqual([['a', 1, null]])
  })

  it('tells no letters large and small apart, and takes the first of two definitions', () => {
    expect(notes('x[^A]\n\n[^a]: first\n[^A]: second')).toEqual([['a', 1, 'first']])
  })

  it('leaves code alone', () => {
    expect(notes('`[^a]`\n\n```\n[^b]: x\n```')).toEqual([])
  })

  it('has none in a text without', () => {
    expect(notes('a [link](b) and ^caret')).toEqual([])
  })
})
