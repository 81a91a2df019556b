import type { ElementContent } from 'hast'
import { startTransition, useEffect, useMemo, useState } from 'react'
import type { DiffLine } from '../../shared/diffLines.ts'
import { inLines } from '../markdown/codeLines.ts'
import { findHighlight, knownHighlight } from '../markdown/highlight.ts'

/** Changes of more lines, or of more characters, are shown without colours. */
const MOST_LINES = 1_500
const MOST_CHARACTERS = 40_000

/** The coloured pieces of each line, by its place in the change; a line that has none is shown as it is. */
export type DiffColours = ReadonlyMap<number, readonly ElementContent[]>

/** One side of a change: its text, and where its lines stand in the change. */
interface Side {
  readonly text: string
  readonly places: readonly number[]
}

const plain: DiffColours = new Map()

/** The colours of a change in a file, in its language; found when the languages are there, and none for a huge one. */
export function useDiffColours(lines: readonly DiffLine[], path: string): DiffColours {
  const language = languageOf(path)
  const sides = useMemo(() => (language === '' ? [] : sidesOf(lines)), [language, lines])
  const [, setFound] = useState(0)
  const known = sides.map((side) => knownHighlight(language, side.text))
  const missing = known.includes(undefined)
  useEffect(() => {
    if (!missing) return
    let wanted = true
    const find = async (): Promise<void> => {
      for (const side of sides) await findHighlight(language, side.text)
      if (wanted) startTransition(() => setFound((count) => count + 1))
    }
    // After what was asked for is on screen; without colours it can be read as well.
    const timer = setTimeout(() => void find().catch(() => undefined), 0)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [missing, sides, language])
  return useMemo(() => (missing ? plain : coloursOf(sides, language)), [missing, sides, language])
}

function coloursOf(sides: readonly Side[], language: string): DiffColours {
  const colours = new Map<number, readonly ElementContent[]>()
  for (const { text, places } of sides) {
    const tree = knownHighlight(language, text)
    if (tree == null) continue
    for (const [index, line] of inLines(tree).children.entries()) {
      const place = places[index]
      if (place !== undefined && line.type === 'element') colours.set(place, line.children)
    }
  }
  return colours.size === 0 ? plain : colours
}

/** What stood there before and what stands there now, each as one text; nothing of a change that is too large. */
export function sidesOf(lines: readonly DiffLine[]): readonly Side[] {
  if (lines.length > MOST_LINES) return []
  const side = (left: 'added' | 'removed'): Side => {
    const own = lines.flatMap((line, place) => (line.kind === left ? [] : [place]))
    // What a place says is no code; it keeps the line.
    const texts = own.map((place) => (lines[place]?.kind === 'place' ? '' : (lines[place]?.text ?? '')))
    return { text: texts.join('\n'), places: own.map((place) => (lines[place]?.kind === 'place' ? -1 : place)) }
  }
  const sides = [
    ...(lines.some(({ kind }) => kind === 'removed') ? [side('added')] : []),
    ...(lines.some(({ kind }) => kind !== 'removed') ? [side('removed')] : []),
  ]
  return sides.some(({ text }) => text.length > MOST_CHARACTERS) ? [] : sides
}

/** The name by which the language of a file is known, from the end of its path; empty when that tells nothing. */
export function languageOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase()
  if (name === 'makefile') return name
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1)
}
