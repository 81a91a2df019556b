import { wordsOf } from './catalogue.ts'
import type { Language } from './language.ts'
import { translateWith } from './translateWith.ts'
import type { Translate } from './translateWith.ts'

const made = new Map<Language, Translate>()

/** The `t` of one language, made with the first wish for it; whoever has the whole catalogue at hand uses this. */
export function createTranslate(language: Language): Translate {
  const t = made.get(language) ?? translateWith(language, wordsOf(language))
  made.set(language, t)
  return t
}
