import type { Library } from '../library/port.ts'
import type { Trash } from '../trash/trash.ts'
import type { Attachments } from './attachments.ts'
import type { Discarding } from './discarding.ts'

/** Removes our own copies that neither a draft (a discarded one included) nor a waiting message nor the trash needs. */
export function createSweeping(
  attachments: Pick<Attachments, 'sweep'>,
  library: Pick<Library, 'assets'>,
  trash: Pick<Trash, 'assets'>,
  discarding: Pick<Discarding, 'discardedAssets'>,
): () => Promise<void> {
  return () =>
    attachments.sweep(async () => {
      // Looked at twice: what moves from one to the other meanwhile is in one of the looks.
      const before = [...(await trash.assets()), ...(await discarding.discardedAssets())]
      const used = await library.assets()
      return new Set([...before, ...used, ...(await trash.assets()), ...(await discarding.discardedAssets())])
    })
}
