import { describe, expect, it } from 'vitest'
import { outsideUrl, ownImage, withoutFootnotes } from './links.ts'

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

describe('ownImage', () => {
  it('shows pictures that are in the text, and none that would be loaded or could run', () => {
    expect(ownImage('data:image/png;base64,AAAA')).toBe('data:image/png;base64,AAAA')
    for (const src of ['https://a.example/x.png', 'data:image/svg+xml;base64,AAAA', 'data:text/html,x', undefined]) {
      expect(ownImage(src)).toBeNull()
    }
  })
})

describe('withoutFootnotes', () => {
  it('keeps the words of a footnote', () => {
    expect(withoutFootnotes('a[^1]\n\n[^1]: words')).toBe('a[^1]\n\n\\[^1]: words')
    expect(withoutFootnotes('plain [a]: b')).toBe('plain [a]: b')
  })
})
