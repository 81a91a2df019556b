import type { Processor } from 'unified'
import { formulaNodes, formulaSyntax } from './formulaSyntax.ts'

/** Reads formulas in Markdown. */
export function remarkFormulas(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] }
  ;(data.micromarkExtensions ??= []).push(formulaSyntax)
  ;(data.fromMarkdownExtensions ??= []).push(formulaNodes)
}
