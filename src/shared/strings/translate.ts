import { words } from './catalogue.ts'
import type { Language } from './language.ts'
import { translateWith } from './translateWith.ts'
import type { Translate } from './translateWith.ts'

/** Makes the `t` of one language; whoever has the whole catalogue at hand uses this. */
export function createTranslate(language: Language): Translate {
  return translateWith(language, words[language])
}
