/** SQLite's primary result code of an error; null when SQLite did not throw it. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}

/** Whether SQLite says that the file is not what it should be (CORRUPT, NOTADB). */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === 11 || code === 26
}

/** Whether a file can't be reached, as opposed to what is in it. */
export function isOutOfReach(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
