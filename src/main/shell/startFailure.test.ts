import { expect, test } from 'vitest'
import { createTranslate } from '../../shared/strings/translate.ts'
import { startFailureText } from './startFailure.ts'

test.each(['en', 'pt-BR'] as const)(
  'a start that fails says what was kept, what to do, and where to read more (%s)',
  (language) => {
    const t = createTranslate(language)
    const newer = startFailureText(t, { code: 'libraryNewer', detail: '/data/library.db' }, '/data/logs/main.log')
    expect(newer).toMatch(
      language === 'en' ? /newer Retoma.*Update Retoma, then try again/u : /mais novo.*Atualize o Retoma/u,
    )
    expect(newer).toContain('/data/logs/main.log')
    expect(startFailureText(t, { code: 'readFailed', detail: 'library EACCES' }, '/l')).toContain('library EACCES')
    const unknown = startFailureText(t, { code: 'internal', detail: '' }, '/l')
    expect(unknown).toMatch(language === 'en' ? /Nothing was changed/u : /Nada foi alterado/u)
    expect(unknown).toContain('/l')
  },
)
