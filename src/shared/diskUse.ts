/** What else than sessions takes room: of the runtime, and of ours. */
export type DiskPlace = 'runtimeLogs' | 'runtimeOther' | 'trash' | 'index' | 'library' | 'attachments' | 'kept' | 'logs'

/** The room that everything takes on the disk, in bytes. */
export interface DiskUse {
  /**
   * By session, with all that the runtime keeps in its folder; the largest first, the bytes in the order of the ids. Thousands of
   * them go from the worker to the window by way of main, which two plain lists hold up the least.
   */
  readonly sessions: { readonly ids: readonly string[]; readonly bytes: readonly number[] }
  readonly places: readonly { readonly place: DiskPlace; readonly bytes: number }[]
}
