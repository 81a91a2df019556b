import { nativeImage } from 'electron'

/** Twice the height of a chip's picture, for sharp screens, in pixels. */
const HEIGHT = 72

/** A picture small enough for a chip, as a data address; null when Electron can't read it. */
export function thumbnail(bytes: Uint8Array): string | null {
  const image = nativeImage.createFromBuffer(Buffer.from(bytes))
  return image.isEmpty() ? null : image.resize({ height: HEIGHT, quality: 'good' }).toDataURL()
}
