/** Codes of failures that a person can meet; each has its own text in the catalogue (`error.CODE`). */
export const errorCodes = [
  'internal',
  'invalid',
  'forbidden',
  'idInvalid',
  'idReserved',
  'idTaken',
  'idOfMissing',
  'sessionMissing',
  'sessionEmpty',
  'sessionDamaged',
  'sessionNewer',
  'sessionInUse',
  'sessionBusy',
  'sessionChanged',
  'nothingToRepair',
  'repairFailed',
  'repairChanged',
  'repairGone',
  'cancelled',
  'historyGone',
  'nothingToFork',
  'nothingToAsk',
  'turnMissing',
  'turnRunning',
  'rewindFailed',
  'versionGone',
  'folderMissing',
  'libraryNewer',
  'readFailed',
  'writeFailed',
  'diskFull',
  'homeReadOnly',
  'runtimeMissing',
  'runtimeNotExecutable',
  'runtimeProtocol',
  'runtimeFailed',
  'runtimeTimeout',
  'runtimeGivenUp',
  'providerMissing',
  'providerKeyMissing',
  'providerUnreachable',
  'providerRefused',
  'providerInvalid',
  'modelMissing',
  'signInFailed',
  'keychainUnavailable',
  'requestGone',
  'takeUpUnsafe',
  'ruleRefused',
  'outputMissing',
  'bookmarkMissing',
  'trashMissing',
  'linkRefused',
  'draftFileAlone',
  'draftFileMissing',
  'draftFileUnreadable',
  'draftFileEmpty',
  'draftFileTooLarge',
  'draftFileNotText',
  'patternInvalid',
  'attachmentMissing',
  'sentFileGone',
  'attachmentTooLarge',
  'attachmentKind',
  'attachmentUnreadable',
  'attachmentInChat',
  'commandFailed',
  'archiveInvalid',
  'archiveNewer',
  'archiveEmpty',
  'importOwnHome',
  'importGone',
  'importFull',
  'importUnwritable',
  'exportFull',
  'exportUnwritable',
  'searchStopped',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A failure that a person can act on. `detail` names the thing that it is about; never a secret, never message text. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: string

  constructor(code: ErrorCode, detail = '', options?: ErrorOptions) {
    super(detail === '' ? code : `${code}: ${detail}`, options)
    this.code = code
    this.detail = detail
  }
}

/** What crosses the border instead of an exception. */
export interface Failure {
  readonly code: ErrorCode
  readonly detail: string
}

/** The answer to every call: nothing is thrown across the border. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure }

/** Wraps what a use case threw; anything but an AppError becomes `internal`, its details stay in the log. */
export function toFailure(error: unknown): Failure {
  return error instanceof AppError ? { code: error.code, detail: error.detail } : { code: 'internal', detail: '' }
}

/** Opens a reply in the renderer: the value, or an AppError thrown. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new AppError(reply.error.code, reply.error.detail)
}

/** Proves at compile time that every case was handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
