import type { DiskUse } from '../../shared/diskUse.ts'
import type { FolderFiles } from '../../shared/model/completion.ts'
import type { OwnPlaces } from './measure.ts'

/** What the worker that knows the files of folders answers. */
export interface FilesMethods {
  /** The best matches, best first; an empty query gives what lies nearest to the top. */
  find(folder: string, query: string, limit: number): FolderFiles
  /** Tells `measured` how far it is. */
  measure(home: string, own: OwnPlaces): DiskUse
  measureSession(home: string, id: string): number
}

/** What that worker tells by itself. */
export interface FilesNotifications {
  /** Sessions that are measured, of all that there are. */
  readonly measured: { readonly done: number; readonly of: number }
}
