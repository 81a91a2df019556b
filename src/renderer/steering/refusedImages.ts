import type { Turn } from '../../shared/model/turn.ts'

const picture = /\.(?:png|jpe?g|gif|webp)$/i
/** How providers word it that a model takes no pictures. */
const aboutPictures = /\b(?:images?|image_url|vision|multi-?modal|pictures?)\b/i

/** Whether what went with a message is a picture, by its name. */
export function isPicture(name: string): boolean {
  return picture.test(name)
}

/** Pictures that a provider may have refused, and the message that they went with. */
export interface RefusedImages {
  readonly turnId: string
  readonly names: readonly string[]
}

/**
 * What a refused answer may be about: the pictures of its own message, or those of an earlier one, since every request takes
 * them along again. One that was answered is suspected only when the provider speaks of pictures.
 */
export function refusedImages(turns: readonly Turn[], turn: Turn): RefusedImages | null {
  if (!isRefused(turn)) return null
  const said = aboutPictures.test(turn.error?.message ?? '')
  for (let at = turns.findIndex(({ id }) => id === turn.id); at >= 0; at -= 1) {
    const one = turns[at]
    if (one === undefined || (!said && !isRefused(one))) return null
    const names = (one.prompt?.attachments ?? []).filter(isPicture)
    if (names.length > 0) return { turnId: one.id, names }
  }
  return null
}

function isRefused({ outcome, error }: Turn): boolean {
  return outcome === 'failed' && (error?.kind === 'rejected' || error?.kind === 'tooLong')
}
