import { AppError } from '../../shared/errors.ts'
import type { FindOptions } from '../../shared/find.ts'
import { foldAround, foldQuery } from './foldText.ts'

/** Finds what is looked for in a text: start and end (exclusive) of each hit in turn, in UTF-16 units. */
export type Matcher = (text: string) => readonly number[]

/** More hits than this in one text are not told. */
export const MOST_HITS = 200_000
/** After so many hits a long search says that it lives. */
const BREATH = 256

const word = String.raw`[\p{L}\p{N}\p{M}_]`
const isWord = new RegExp(word, 'u')
const nothing: readonly number[] = []

/**
 * Makes a matcher; throws `patternInvalid` with what is wrong. Hits do not overlap and are never empty; the leftmost
 * comes first.
 *
 * @param breathe called now and then while there is much to find; what it throws ends the search
 */
export function createMatcher(query: string, options: FindOptions, breathe: () => void = () => undefined): Matcher {
  if (query === '') return () => nothing
  return options.regex ? patternMatcher(query, options, breathe) : plainMatcher(query, options, breathe)
}

function plainMatcher(query: string, options: FindOptions, breathe: () => void): Matcher {
  const fold = options.matchCase ? 'exact' : 'loose'
  const wanted = foldQuery(query, fold)
  return (text) => {
    const folded = foldAround(text, wanted, fold)
    if (folded === null) return nothing
    const { origin } = folded
    const places: number[] = []
    let count = 0
    for (let at = folded.text.indexOf(wanted); at >= 0;) {
      const start = origin === null ? at : origin(at)
      const end = origin === null ? at + wanted.length : origin(at + wanted.length)
      const whole = start >= 0 && end >= 0 && (!options.wholeWord || standsAlone(text, start, end))
      if (whole && places.push(start, end) >= 2 * MOST_HITS) break
      count += 1
      if (count % BREATH === 0) breathe()
      at = folded.text.indexOf(wanted, whole ? at + wanted.length : at + 1)
    }
    return places
  }
}

/** Whether a word neither goes on before `start` nor behind `end`. */
function standsAlone(text: string, start: number, end: number): boolean {
  return !isInWord(text, start) && !isInWord(text, end)
}

function isInWord(text: string, at: number): boolean {
  return at > 0 && at < text.length && isWord.test(before(text, at)) && isWord.test(after(text, at))
}

function after(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0)
}

function before(text: string, at: number): string {
  const pair = at > 1 ? (text.codePointAt(at - 2) ?? 0) : 0
  return pair > 0xffff ? String.fromCodePoint(pair) : text.charAt(at - 1)
}

function patternMatcher(query: string, options: FindOptions, breathe: () => void): Matcher {
  const flags = options.matchCase ? 'gmu' : 'gimu'
  const alone = compile(query, flags)
  const edge = `(?:(?<!${word})|(?!${word}))`
  const pattern = options.wholeWord ? compile(`${edge}(?:${query})${edge}`, flags) : alone
  return (text) => {
    const places: number[] = []
    let count = 0
    for (const found of text.matchAll(pattern)) {
      const [said] = found
      count += 1
      if (count % BREATH === 0) breathe()
      // Nothing at all can't be marked.
      if (said !== '' && places.push(found.index, found.index + said.length) >= 2 * MOST_HITS) break
    }
    return places
  }
}

function compile(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    // "Invalid regular expression: /PATTERN/FLAGS: what is wrong"
    throw new AppError('patternInvalid', said.slice(said.lastIndexOf(`/${flags}: `) + flags.length + 3), {
      cause: error,
    })
  }
}
