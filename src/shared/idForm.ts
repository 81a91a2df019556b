/** The longest id that the runtime takes. */
export const MAX_ID = 255

const valid = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_ID}}$`)
/** Windows can't have folders of these names, and a session is a folder. */
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i

/** Whether the runtime and every file system take this as a session's id; null when they do. */
export function checkIdForm(id: string): 'idInvalid' | 'idReserved' | null {
  if (!valid.test(id)) return 'idInvalid'
  return reserved.test(id) ? 'idReserved' : null
}
