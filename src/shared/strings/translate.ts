import { createInstance } from 'i18next'
import type { Language, StringKey } from './catalogue.ts'
import { resources } from './catalogue.ts'

/** Gives the text of a key in one language; `values` fill `{{name}}`, and `count` chooses the plural form. */
export type Translate = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string

/** Makes the `t` of one language; main and the window use the same one. */
export function createTranslate(language: Language): Translate {
  const instance = createInstance()
  // Resources are at hand, so this is done when it returns: the promise tells nothing more.
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources,
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  const fixed = instance.getFixedT(language)
  return (key, values = {}) => fixed(key, values)
}
