import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTerminal } from './terminal.ts'

const control = new RegExp(String.raw`[\x00-\x08\x0b-\x1f\x7f-\x9f]`)
const shown = (raw: string): string => readTerminal(raw).text
const styled = (raw: string): readonly (readonly [string, string])[] => {
  const { text, styles } = readTerminal(raw)
  return styles.map(([start, end, classes]) => [text.slice(start, end), classes])
}

describe('readTerminal', () => {
  it('makes styles of colours', () => {
    expect(styled('\x1b[31mred\x1b[0m plain \x1b[1;32mgreen\x1b[22m thin\x1b[39m.')).toEqual([
      ['red', 'ansi-red'],
      ['green', 'ansi-bold ansi-green'],
      [' thin', 'ansi-green'],
    ])
    expect(styled('\x1b[38;5;208morange\x1b[38;2;0;0;250mblue\x1b[38:2:240:240:240mwhite\x1b[m')).toEqual([
      ['orange', 'ansi-yellow'],
      ['blue', 'ansi-blue'],
    ])
    expect(styled('\x1b[41;30mon red\x1b[0;7mturned\x1b[0m')).toEqual([
      ['on red', 'ansi-on-red'],
      ['turned', 'ansi-on-white'],
    ])
  })

  it('shows the last state of what was overwritten', () => {
    expect(shown('start\n\rprogress 1%\rprogress 100%\rdone\nend')).toBe('start\ndone\nend')
    expect(shown('\x1b[32m1%\x1b[0m\x1b[2K\r50%\x1b[K\r\x1b[Kdone\n')).toBe('done\n')
    expect(shown('a\x1b[0m long line\rshort')).toBe('shortg line')
    expect(shown('one: 0%\ntwo: 0%\n\x1b[2Aone: 100%\n\x1b[1Btwo is below')).toBe('one: 100%\ntwo: 0%\ntwo is below')
    expect(shown('spin |\b/\b-\bok')).toBe('spin ok')
    expect(shown('windows\r\nlines\r\n')).toBe('windows\nlines\n')
  })

  it('never shows what is no text, and loses none', () => {
    expect(
      shown('\x1b]0;title\x07a\x1b]8;;https://x.org\x1b\\link\x1b]8;;\x1b\\ \x1b(Bb\x1b[?25l\x1b[>4;2mc\x07\x00'),
    ).toBe('alink bc')
    expect(shown('first\x1b[2J\x1b[Hsecond')).toBe('first\nsecond')
    expect(shown('cut \x1b[38;5')).toBe('cut ')
  })

  it('gives plain text back as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!control.test(text))
        expect(readTerminal(text)).toEqual({ text, styles: [] })
      }),
    )
  })

  it('takes nothing but the styles out of coloured text', () => {
    const piece = fc.oneof(
      fc.constantFrom('word', ' ', '\n', 'é', '😀', '\t'),
      fc.tuple(fc.nat(108), fc.nat(50)).map(([a, b]) => `\x1b[${a};${b}m`),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { text, styles } = readTerminal(pieces.join(''))
        expect(text).toBe(pieces.filter((one) => !one.startsWith('\x1b')).join(''))
        let before = 0
        for (const [start, end] of styles) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          before = end
        }
        expect(before).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('shows no control character, whatever a program prints', () => {
    const piece = fc.constantFrom(
      '\x1b',
      '[',
      '2',
      ';',
      'K',
      'A',
      'G',
      'J',
      'm',
      ']',
      '\x07',
      '\r',
      '\b',
      '\n',
      'x',
      '😀',
      'P',
      '\\',
      '\x9b',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const { text } = readTerminal(pieces.join(''))
        expect(text).not.toMatch(control)
        expect(text.isWellFormed()).toBe(true)
      }),
    )
  })
})
