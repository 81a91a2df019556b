import { describe, expect, it } from 'vitest'
import { outsideUrl, withoutFootnotes } from './links.ts'

describe('outsideUrl', () => {
  it('lets http, https and mailto through, and nothing else', () => {
    for (const url of ['https://a.example/x?y#z', 'http://a.example', 'mailto:a@b.example']) {
      expect(outsideUrl(url)).toBe(url)
    }
    for (const url of [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'retoma://session/x',
      '#here',
      '/root',
      '',
      undefined,
      `https://a.example/${'x'.repeat(9_000)}`,
    ]) {
      expect(outsideUrl(url)).toBeNull()
    }
  })
})

describe('withoutFootnotes', () => {
  it('keeps the words of a footnote', () => {
    expect(withoutFootnotes('a[^1]\n\n[^1]: words')).toBe('a[^1]\n\n\\[^1]: words')
    expect(withoutFootnotes('plain [a]: b')).toBe('plain [a]: b')
  })
})
