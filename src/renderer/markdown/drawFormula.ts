import katex from 'katex'
import 'katex/dist/katex.min.css'
import type { DrawFormula } from './formula.tsx'

const keep = 500
const drawn = new Map<string, Node | null>()

/**
 * Draws with KaTeX, MathML for screen readers included. It makes nodes and sets their styles one by one, which our strict
 * policy allows; nothing in a formula can name an address, a class or an id, and macros end.
 */
export const drawFormula: DrawFormula = (source, display) => {
  const key = `${display ? 'd' : 't'}${source}`
  const known = drawn.get(key)
  if (known !== undefined) return known
  const made = draw(source, display)
  if (drawn.size >= keep) drawn.delete(drawn.keys().next().value ?? '')
  drawn.set(key, made)
  return made
}

function draw(source: string, displayMode: boolean): Node | null {
  const place = document.createElement('span')
  try {
    katex.render(source, place, {
      displayMode,
      throwOnError: true,
      trust: false,
      strict: 'ignore',
      maxSize: 20,
      maxExpand: 300,
    })
  } catch {
    return null
  }
  const fragment = document.createDocumentFragment()
  fragment.append(...place.childNodes)
  return fragment
}
