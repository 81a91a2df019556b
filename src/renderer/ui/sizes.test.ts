import { describe, expect, it } from 'vitest'
import { sizeLabel } from './sizes.ts'

describe('sizeLabel', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [52_000, '52 kB'],
    [4_600_000, '4.6 MB'],
    [32_400_000, '32 MB'],
    [2_000_000_000_000, '2,000 GB'],
  ])('%d', (bytes, label) => {
    expect(sizeLabel(bytes, 'en')).toBe(label)
  })
})
