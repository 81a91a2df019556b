/** The kinds of picture that models take, with what their first bytes are. */
const kinds = [
  { ending: 'png', mimeType: 'image/png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], at: 0 },
  { ending: 'jpg', mimeType: 'image/jpeg', magic: [0xff, 0xd8, 0xff], at: 0 },
  { ending: 'gif', mimeType: 'image/gif', magic: [0x47, 0x49, 0x46, 0x38], at: 0 },
  { ending: 'webp', mimeType: 'image/webp', magic: [0x57, 0x45, 0x42, 0x50], at: 8 },
] as const

/** A kind of picture. */
export type PictureKind = (typeof kinds)[number]

/** How many bytes of a file {@link pictureKind} needs. */
export const MAGIC = 12

/** What kind of picture bytes are, whatever their name says; null for anything else. */
export function pictureKind(bytes: Uint8Array): PictureKind | null {
  return kinds.find(({ magic, at }) => magic.every((byte, index) => bytes[at + index] === byte)) ?? null
}

/** The kind of picture that an ending names; null for another ending. */
export function pictureKindOfEnding(ending: string): PictureKind | null {
  const lower = ending.toLowerCase()
  return kinds.find((kind) => kind.ending === lower || (lower === 'jpeg' && kind.ending === 'jpg')) ?? null
}

/** A picture as a data address; null when its bytes are none. */
export function pictureAddress(bytes: Uint8Array): string | null {
  const kind = pictureKind(bytes)
  return kind === null ? null : `data:${kind.mimeType};base64,${Buffer.from(bytes).toString('base64')}`
}
