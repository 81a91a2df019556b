import type { Language } from '../shared/strings/language.ts'
import { resolveLanguage } from '../shared/strings/language.ts'
import { translateWith } from '../shared/strings/translateWith.ts'
import type { Translate } from '../shared/strings/translateWith.ts'

/** The language to load while main is asked: what it will most likely answer. */
export const likelyLanguage = resolveLanguage('system', navigator.language)

const loading = new Map<Language, Promise<Translate>>()

/** The `t` of one language; only the words of the languages that were shown are loaded. */
export function loadTranslate(language: Language): Promise<Translate> {
  const known = loading.get(language)
  if (known !== undefined) return known
  const made = load(language)
  loading.set(language, made)
  // What could not be loaded is asked for again the next time.
  made.catch(() => loading.delete(language))
  return made
}

async function load(language: Language): Promise<Translate> {
  const { words } = await (language === 'pt-BR' ? import('virtual:words/pt-BR') : import('virtual:words/en'))
  return translateWith(language, words)
}
