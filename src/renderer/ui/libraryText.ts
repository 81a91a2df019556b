import type { AppNotice } from '../../shared/model/boot.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** What became of the library: where it came back from, what is missing, and what the sessions gave back. */
export function libraryText(
  t: Translate,
  language: string,
  notice: Extract<AppNotice, { kind: 'libraryRestored' | 'libraryLost' }>,
): string {
  const { recovered } = notice
  const back = recovered === null || recovered === 0 ? [] : [t('notice.lost.marks', { count: recovered })]
  if (notice.kind === 'libraryLost') {
    return [t(notice.damaged ? 'notice.libraryLost' : 'notice.libraryGone'), ...back].join(' ')
  }
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(notice.from)
  return [t('notice.libraryRestored', { date }), ...missing(t, language, notice), ...back].join(' ')
}

function missing(
  t: Translate,
  language: string,
  { lost, recovered }: Extract<AppNotice, { kind: 'libraryRestored' }>,
): readonly string[] {
  if (lost === null) return [t('notice.lost.unknown')]
  if (lost.length === 0) return [t('notice.lost.nothing')]
  // Those that the sessions have given back are told of by themselves.
  const gone = recovered === null || recovered === 0 ? lost : lost.filter((part) => part !== 'marks')
  if (gone.length === 0) return []
  const parts = new Intl.ListFormat(language).format(gone.map((part) => t(`notice.part.${part}`)))
  return [t('notice.lost.some', { parts })]
}
