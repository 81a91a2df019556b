import type { Translate } from '../../shared/strings/translateWith.ts'
import type { BeginningDeps } from './beginning.ts'
import type { ForkingDeps } from './forking.ts'
import type { RewindingDeps } from './rewinding.ts'

/** The words around the history of another session, in the language of the app. */
export function carriedWords(
  t: Translate,
): ReturnType<BeginningDeps['words']> & ReturnType<ForkingDeps['words']> & ReturnType<RewindingDeps['words']> {
  return {
    intro: t('carried.intro'),
    leftOut: ({ messages, of }) => t('carried.leftOut', { messages, of }),
    summary: `# ${t('carried.summary')}`,
    you: t('export.you'),
    copilot: t('export.copilot'),
    continuedTitle: (title) => t('carried.title', { title }),
    forkTitle: (title) => t('fork.title', { title }),
    earlierTitle: (title) => t('version.title', { title }),
  }
}
