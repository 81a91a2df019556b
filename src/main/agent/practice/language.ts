/** The languages in which the practice model answers. */
export type Language = 'en' | 'pt'

const portuguese =
  /[ãõçâêôáéíóúà]|\b(?:que|voce|para|nao|como|uma|uns|umas|os|oi|ola|obrigad[oa]|escreva|liste|rode|execute|pergunte|falavamos|pense|abstenha|falhe|ajuda|qual|quais|onde|quando|por|isso|meu|minha|texto|sobre|em|do|da|dos|das|de)\b/iu
const english =
  /\b(?:the|what|were|we|is|are|you|how|why|please|write|list|run|ask|think|hello|hi|hey|of|and|to|me|my|something|files|use|with|about|long|text|command|abstain|fail|help)\b/iu

/** The language of the last prompt that gives itself away; English when none does. */
export function languageOf(prompts: readonly string[]): Language {
  for (const prompt of prompts.toReversed()) {
    const start = prompt.slice(0, 2_000)
    const pt = count(start, portuguese)
    const en = count(start, english)
    if (pt !== en) return pt > en ? 'pt' : 'en'
  }
  return 'en'
}

/** Small letters without accents, for comparing. */
export function folded(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function count(value: string, pattern: RegExp): number {
  return [...value.matchAll(new RegExp(pattern.source, 'giu'))].length
}
