import { describe, expect, it } from 'vitest'
import { ownPicture } from './ownPicture.ts'

/** The first bytes of a picture of 300 by 200. */
const heads: Readonly<Record<string, readonly number[]>> = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 44, 0, 0, 0, 200],
  gif: [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 44, 1, 200, 0],
  // An application segment of four bytes before the frame.
  jpeg: [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 200, 1, 44, 3],
  webp: Array.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0', (char) => char.charCodeAt(0)).concat([43, 1, 0, 199, 0, 0]),
}

function address(kind: string, bytes: readonly number[]): string {
  return `data:image/${kind};base64,${btoa(String.fromCharCode(...bytes))}`
}

describe('ownPicture', () => {
  it.each(Object.entries(heads))('knows the size of a %s before it loads', (kind, bytes) => {
    const src = address(kind, [...bytes, 0, 0, 0])
    expect(ownPicture(src)).toEqual({ src, width: 300, height: 200 })
  })

  it.each([
    ['what would be loaded', 'https://a.example/x.png'],
    ['what could run', address('svg+xml', heads['png'] ?? [])],
    ['what is no picture', 'data:text/html,x'],
    ['what only calls itself one', address('png', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])],
    ['half a head', address('png', heads['png']?.slice(0, 12) ?? [])],
    ['bytes that are none', 'data:image/png;base64,%%%%'],
    ['a bomb', address('png', [...(heads['png'] ?? []).slice(0, 16), 0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff])],
    ['nothing', undefined],
  ])('shows no picture for %s', (_what, src) => {
    expect(ownPicture(src)).toBeNull()
  })

  it('shows nothing that is larger than its limit', () => {
    const { png = [] } = heads
    expect(ownPicture(address('png', png) + 'A'.repeat(12_000_000))).toBeNull()
  })
})
