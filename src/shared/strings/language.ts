/** A language that the catalogue has. */
export type Language = 'en' | 'pt-BR'

/** Every text of one language by its key, as i18next wants them: plural forms under `key_one`, `key_other`. */
export type Words = Readonly<Record<string, string>>

/** The language to show: the one that was chosen, or the system's when the catalogue has it. */
export function resolveLanguage(setting: 'system' | Language, locale: string): Language {
  if (setting !== 'system') return setting
  return locale.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en'
}
