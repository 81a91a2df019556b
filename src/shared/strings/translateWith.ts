import { createInstance } from 'i18next'
import type { StringKey } from './catalogue.ts'
import type { Language, Words } from './language.ts'

/** Gives the text of a key in one language; `values` fill `{{name}}`, and `count` chooses the plural form. */
export type Translate = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string

/** Makes the `t` of one language from its words; main and the window use the same one. */
export function translateWith(language: Language, words: Words): Translate {
  const instance = createInstance()
  // The words are at hand, so this is done when it returns: the promise tells nothing more.
  void instance.init({
    lng: language,
    resources: { [language]: { translation: words } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  const fixed = instance.getFixedT(language)
  return (key, values = {}) => fixed(key, values)
}
