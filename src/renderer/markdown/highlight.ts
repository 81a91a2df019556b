import type { Root } from 'hast'

/** Code as a tree of spans with classes, or null when its language is not known. */
type Highlight = (language: string, code: string) => Root | null

let loaded: Highlight | null = null
let loading: Promise<Highlight> | null = null
const known = new Map<string, Root | null>()
const keep = 200
/** Longer code is shown without colours, in characters. */
export const highlightLimit = 50_000

/** Colours that were found before, at once; undefined when they have to be found first. */
export function knownHighlight(language: string, code: string): Root | null | undefined {
  if (language === '' || code.length > highlightLimit) return null
  return known.get(keyOf(language, code))
}

/** Finds the colours of some code; the languages are loaded with the first call. */
export async function findHighlight(language: string, code: string): Promise<Root | null> {
  const highlight = loaded ?? (await load())
  const key = keyOf(language, code)
  const found = known.get(key)
  if (found !== undefined) return found
  const tree = highlight(language, code)
  if (known.size >= keep) known.delete(known.keys().next().value ?? '')
  known.set(key, tree)
  return tree
}

function keyOf(language: string, code: string): string {
  return `${language}\n${code}`
}

function load(): Promise<Highlight> {
  loading ??= import('./languages.ts').then(async ({ highlight }) => {
    loaded = highlight
    // Learning the languages takes about as long as colouring a block: each is a task of its own, with a frame in between.
    await new Promise((resolve) => setTimeout(resolve))
    return highlight
  })
  return loading
}
