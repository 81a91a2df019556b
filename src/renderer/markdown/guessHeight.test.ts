import { expect, it } from 'vitest'
import { splitBlocks } from './blocks.ts'
import { guessHeight } from './guessHeight.ts'

const heightOf = (markdown: string): number => guessHeight(splitBlocks(markdown).blocks)

it('takes a text to be as high as its lines, long ones broken, and code as its own', () => {
  expect(heightOf('')).toBe(0)
  expect(heightOf('word '.repeat(180))).toBeGreaterThan(4 * heightOf('word'))
  expect(heightOf('one\n\ntwo')).toBe(2 * heightOf('one'))
  const code = (lines: number): string => `\`\`\`ts\n${'let a = 1\n'.repeat(lines)}\`\`\``
  expect(heightOf(code(30)) - heightOf(code(10))).toBe(20 * 20)
})
