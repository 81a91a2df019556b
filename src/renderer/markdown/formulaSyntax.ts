import type { CompileContext, Extension as FromMarkdown, Token as MdastToken } from 'mdast-util-from-markdown'
import { markdownLineEnding, markdownLineEndingOrSpace } from 'micromark-util-character'
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'
import { isFormula } from './formulaText.ts'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    formula: 'formula'
    formulaData: 'formulaData'
  }
  interface Token {
    /** What stands between the marks of a formula. */
    formula?: { readonly source: string; readonly display: boolean }
  }
}

const dollar = 36
const backslash = 92
/** A formula within a text is never longer, in characters: beyond that two marks only look like one. */
const longest = 4_000

/**
 * Formulas within a text: `$x$`, `$$x$$`, `\(x\)` and `\[x\]`. Code and escapes go before them as they do before
 * anything else, since this is part of the parser. One dollar sign follows the rules that keep prices prices.
 */
export const formulaSyntax: Extension = {
  text: { [dollar]: construct(dollarFormula), [backslash]: construct(bracketFormula) },
}

/** Makes the nodes of the formulas that were found. */
export const formulaNodes: FromMarkdown = {
  enter: {
    formula(this: CompileContext, token: MdastToken): void {
      const { source = '', display = false } = token.formula ?? {}
      const properties = { source, ...(display ? { display: 'true' } : {}) }
      const node = { type: 'formula', data: { hName: 'retoma-formula', hProperties: properties } }
      // The tree knows only Markdown's own nodes by their types.
      this.enter(node as never, token)
    },
  },
  exit: {
    formula(this: CompileContext, token: MdastToken): void {
      this.exit(token)
    },
  },
}

type Tokenize = Construct['tokenize']

function construct(tokenize: Tokenize): Construct {
  return { name: 'formula', tokenize }
}

function dollarFormula(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const before = this.previous
  let size = 0
  const start: State = (code) => {
    if (code === dollar && size < 2) {
      if (size === 0) open(effects)
      effects.consume(code)
      size += 1
      return start
    }
    if (code === dollar || (size === 1 && (isWordCode(before) || markdownLineEndingOrSpace(code)))) return nok(code)
    return inside(effects, ok, nok, '$'.repeat(size), size === 2)(code)
  }
  return (code) => (before === dollar ? nok(code) : start(code))
}

function bracketFormula(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const before = this.previous
  return (code) => {
    open(effects)
    effects.consume(code)
    return (bracket) => {
      const display = bracket === 91
      if ((!display && bracket !== 40) || isWordCode(before)) return nok(bracket)
      effects.consume(bracket)
      return inside(effects, ok, nok, display ? '\\]' : '\\)', display)
    }
  }
}

function open(effects: Effects): void {
  effects.enter('formula')
  effects.enter('formulaData')
}

/** From behind the opening mark to the closing one. */
function inside(effects: Effects, ok: State, nok: State, close: string, display: boolean): State {
  let source = ''
  /** Whether the next character is one that a backslash goes before. */
  let escaped = false
  const next: State = (code) => {
    if (code === null || source.length > longest) return nok(code)
    if (markdownLineEnding(code)) {
      // A price and another one on the next line are no formula.
      if (close === '$') return nok(code)
      effects.exit('formulaData')
      effects.enter('lineEnding')
      effects.consume(code)
      effects.exit('lineEnding')
      source += '\n'
      escaped = false
      return (after) => {
        if (after === null || markdownLineEnding(after)) return nok(after)
        effects.enter('formulaData')
        return next(after)
      }
    }
    const isMark = !escaped && code === close.charCodeAt(0)
    effects.consume(code)
    if (isMark && close.length === 1) return end
    if (isMark) return second
    escaped = !escaped && code === backslash
    source += charOf(code)
    return next
  }
  const second: State = (code) => {
    if (code !== close.charCodeAt(1)) {
      source += close.charAt(0)
      escaped = close.charAt(0) === '\\'
      return next(code)
    }
    effects.consume(code)
    return end
  }
  const end: State = (code) => {
    const joined = close === '$' && (isWordCode(code) || code === dollar)
    if (joined || !isFormula(source, close)) return nok(code)
    effects.exit('formulaData')
    effects.exit('formula').formula = { source: source.trim(), display }
    return ok(code)
  }
  return next
}

function isWordCode(code: Code): boolean {
  return code !== null && code > 0 && /[\p{L}\p{N}]/u.test(String.fromCodePoint(code))
}

/** Codes below zero stand for tabs and the spaces that they are worth. */
function charOf(code: number): string {
  return code < 0 ? ' ' : String.fromCharCode(code)
}
