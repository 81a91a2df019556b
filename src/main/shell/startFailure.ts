import type { Failure } from '../../shared/errors.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** Why the app can't start and what to do; the log's path is an absolute one. */
export function startFailureText(t: Translate, { code, detail }: Failure, logPath: string): string {
  const more = t('dialog.start.log', { path: logPath })
  switch (code) {
    case 'libraryNewer':
    case 'readFailed':
    case 'diskFull':
    case 'writeFailed':
      return `${t(`error.${code}`)}. ${t(`error.${code}.help`, { detail })}\n\n${more}`
    default:
      return `${t('dialog.start.detail')}\n\n${more}`
  }
}
