/** What else than sessions takes room: of the runtime, and of ours. */
export const diskPlaces = [
  'runtimeLogs',
  'runtimeOther',
  'trash',
  'index',
  'library',
  'attachments',
  'kept',
  'logs',
] as const

/** See {@link diskPlaces}. */
export type DiskPlace = (typeof diskPlaces)[number]

/** The room that everything takes on the disk, in bytes. */
export interface DiskUse {
  /** By session, with all that the runtime keeps in its folder; the largest first. */
  readonly sessions: readonly { readonly id: string; readonly bytes: number }[]
  readonly places: readonly { readonly place: DiskPlace; readonly bytes: number }[]
}
