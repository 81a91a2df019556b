const valid = /^[A-Za-z0-9_-]{1,255}$/
/** Windows can't have folders of these names, and a session is a folder. */
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i

/** Whether the runtime and every file system take this as a session's id; null when they do. */
export function checkIdForm(id: string): 'idInvalid' | 'idReserved' | null {
  if (!valid.test(id)) return 'idInvalid'
  return reserved.test(id) ? 'idReserved' : null
}
