import type { DiskUse } from '../../shared/diskUse.ts'
import type { FolderFiles } from '../../shared/model.ts'
import type { OwnPlaces } from './measure.ts'

/** What the worker that knows the files of folders answers. */
export interface FilesMethods {
  /** The best matches, best first; an empty query gives what lies nearest to the top. */
  find(folder: string, query: string, limit: number): FolderFiles
  measure(home: string, own: OwnPlaces): DiskUse
}
