import type { History } from '../history/port.ts'
import { MAGIC, pictureKind } from './pictures.ts'

/** A larger picture is not handed to the page, in bytes. */
const largest = 9_000_000

/** Pictures that went with prompts, as the logs have them. */
export interface SentPictures {
  /** The bytes of the picture at a place among a prompt's attachments; null when there is none that can be shown. */
  read(id: string, turnId: string, index: number): Promise<Uint8Array | null>
}

/** Reads them without the runtime; what is no picture by its bytes is none, whatever the log calls it. */
export function createSentPictures(history: Pick<History, 'sentPicture'>): SentPictures {
  return {
    read: async (id, turnId, index) => {
      const data = await history.sentPicture(id, turnId, index)
      if (data === null || data.length > (largest * 4) / 3) return null
      const bytes = Buffer.from(data, 'base64')
      return pictureKind(bytes.subarray(0, MAGIC)) === null ? null : bytes
    },
  }
}
