/** How much is said at once, in characters. */
const batch = 300
/** How much of an answer is said at all: the rest is there to be read. */
const limit = 1_500
/** How much of it is looked at, in characters: code, which is not said, may stand before the words. */
const reach = 20_000

/** A finished answer as a screen reader hears it: whole sentences in a few batches, without Markdown's signs. */
export function announceBatches(markdown: string): { readonly batches: readonly string[]; readonly more: boolean } {
  const plain = plainOf(markdown.slice(0, reach))
  const batches: string[] = []
  let current = ''
  let said = 0
  for (const sentence of sentencesOf(plain)) {
    if (said + sentence.length > limit && said > 0) return { batches: [...batches, current], more: true }
    if (current !== '' && current.length + sentence.length > batch) {
      batches.push(current)
      current = ''
    }
    current = current === '' ? sentence : `${current} ${sentence}`
    said += sentence.length
  }
  return { batches: current === '' ? batches : [...batches, current], more: false }
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?…:])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .flatMap((sentence) => piecesOf(sentence))
}

/** A sentence that has no end is cut between its words; what has no words either, where it must be. */
function piecesOf(sentence: string): readonly string[] {
  if (sentence.length <= batch) return [sentence]
  const space = sentence.lastIndexOf(' ', batch)
  const end = space > 0 ? space : batch
  return [sentence.slice(0, end), ...piecesOf(sentence.slice(end).trim())]
}

function plainOf(markdown: string): string {
  return markdown
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:\n {0,3}\1[^\n]*|$)/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^[ \t]*(?:[-*+]|#{1,6}|>)[ \t]+/gm, '')
    .replace(/^\|?[-:| ]+\|[-:| ]*$/gm, '')
    .replace(/[*`|]+/g, ' ')
    .replace(/[ \t]+/g, ' ')
}
