import { imageSize } from './imageSize.ts'
import type { ImageSize } from './imageSize.ts'

/** A longer address is not shown, in characters: about 9 MB of picture. */
const longest = 12_000_000
/** A picture that would take more memory than this is not shown, in pixels. */
const largest = 40_000_000
/** As many characters of the bytes are looked at for the size: a JPEG may have a preview before it. */
const head = 262_144

/** A picture whose bytes are in the text itself. */
export interface OwnPicture extends ImageSize {
  readonly src: string
}

/** The picture itself when it is in the text, small enough, and really one; null for anything else. */
export function ownPicture(src: string | undefined): OwnPicture | null {
  if (src === undefined || src.length > longest) return null
  const match = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,/i.exec(src)
  if (match === null) return null
  const size = sizeOf(src.slice(match[0].length, match[0].length + head))
  if (size === null || size.width === 0 || size.height === 0 || size.width * size.height > largest) return null
  return { src, ...size }
}

function sizeOf(base64: string): ImageSize | null {
  try {
    const text = atob(base64.slice(0, base64.length - (base64.length % 4)))
    return imageSize(Uint8Array.from(text, (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}
