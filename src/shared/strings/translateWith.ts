import { createInstance } from 'i18next'
import type { StringKey } from './catalogue.ts'
import type { Language, Words } from './language.ts'

/** Numbers that count nothing: they stay as they are. */
const plain: ReadonlySet<string> = new Set(['pid', 'code', 'status'])

/**
 * Gives the text of a key in one language; `values` fill `{{name}}`, numbers as they are written in it, and `count` chooses the
 * plural form.
 */
export type Translate = (key: StringKey, values?: Readonly<Record<string, string | number>>) => string

/** Makes the `t` of one language from its words; main and the window use the same one. */
export function translateWith(language: Language, words: Words): Translate {
  const numbers = new Intl.NumberFormat(language)
  const instance = createInstance().use({
    type: 'formatter',
    init: () => undefined,
    add: () => undefined,
    addCached: () => undefined,
    format: (value: unknown) => (typeof value === 'number' ? numbers.format(value) : String(value)),
  })
  // The words are at hand, so this is done when it returns: the promise tells nothing more.
  void instance.init({
    lng: language,
    resources: { [language]: { translation: words } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false, alwaysFormat: true },
  })
  const fixed = instance.getFixedT(language)
  return (key, values = {}) =>
    fixed(
      key,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, plain.has(name) ? String(value) : value]),
      ),
    )
}
