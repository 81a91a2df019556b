import type { Block } from './blocks.ts'

/** About so many characters have room in a line of text. */
const lineLength = 90
/** How high a line is, and what stands around blocks, in CSS pixels; see markdown.css and codeBlock.css. */
const textLine = 25
const codeLine = 20
const gap = 10
const codeFrame = 64
const formula = 72
const picture = 320

/** About how high blocks are once they are drawn, in CSS pixels: what comes below them should not move far then. */
export function guessHeight(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + heightOf(block), 0)
}

function heightOf(block: Block): number {
  switch (block.kind) {
    case 'code':
      return block.code.split('\n').length * codeLine + codeFrame + gap
    case 'formula':
      return formula + gap
    case 'picture':
      return picture + gap
    case 'text': {
      const lines = block.text.trimEnd().split('\n')
      return lines.reduce((sum, line) => sum + Math.ceil(line.length / lineLength), 0) * textLine + gap
    }
  }
}
