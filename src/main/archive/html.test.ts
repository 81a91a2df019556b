import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownToHtml, pagePart } from './html.ts'

describe('a page', () => {
  it.each([
    ['one **strong** and `a < b`', '<p>one <strong>strong</strong> and <code>a &lt; b</code></p>'],
    [
      '- [x] done\n- [ ] open',
      '<ul>\n<li><input checked="" disabled="" type="checkbox"> done</li>\n<li><input disabled="" type="checkbox"> open</li>\n</ul>',
    ],
    [
      '[a](/x "t") <https://a.example/?q=1&r=2>',
      '<p><a href="/x">a</a> <a href="https://a.example/?q=1&#x26;r=2">https://a.example/?q=1&#x26;r=2</a></p>',
    ],
    ['```ts\nlet a\n```', '<pre><code class="language-ts"><span class="hljs-keyword">let</span> a\n</code></pre>'],
    ['```"><script>\nx\n```', '<pre><code class="language-&#x22;>&#x3C;script>">x\n</code></pre>'],
    ['~~gone~~', '<p><del>gone</del></p>'],
    ['A note[^1].\n\n[^1]: here', '<p>A note[^1].</p>\n<p>[^1]: here</p>'],
    ['<b>bold</b>', '<p>&#x3C;b>bold&#x3C;/b></p>'],
  ])('shows %j', (markdown, html) => {
    expect(markdownToHtml(markdown)).toBe(html)
  })

  it('shows the code of a tool as a fence would', () => {
    const code = 'a\n```\n<b> & "c"'
    const markdown = `~~~~text\n${code}\n~~~~`
    expect(pagePart('assistant', [{ language: 'text', code }])).toBe(pagePart('assistant', [markdown]))
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc',
    ' javascript:x',
    'java\tscript:x',
    'java&#10;script:x',
    '&#x6A;avascript:x',
  ])('leads nowhere for %j', (address) => {
    for (const markdown of [`[a](<${address}>)`, `![a](<${address}>)`, `[a][r]\n\n[r]: <${address}>`, `<${address}>`])
      for (const [, href = ''] of markdownToHtml(markdown).matchAll(/(?:href|src)="([^"]*)"/gu)) {
        const plain = href.replaceAll('&#x26;', '&').replaceAll('&#x3C;', '<').replaceAll('&#x22;', '"')
        expect(new URL(plain, 'https://page.example/').protocol, href).toBe('https:')
      }
  })

  it('holds no tag and no attribute that a text wrote, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<script>',
        '<img src=x onerror=a>',
        '"',
        "'",
        '>',
        '[',
        ']',
        '(',
        ')',
        '![',
        '](',
        '`',
        '```',
        '\n',
        '\n\n',
        '|',
        '---',
        '- ',
        '> ',
        '&lt;',
        '&#34;',
        'javascript:',
        'data:text/html,',
        'https://a.example/',
        'www.a.example',
        'a@b.example',
        '<!--',
        '<a href="x" onclick="y">',
        '\\',
        '*',
        '_',
        '~~',
        '[r]: ',
        '<style>',
      ),
      fc.string({ maxLength: 4 }),
    )
    const tags =
      /<(?:\/?(?:p|h[1-6]|ul|ol|li|strong|em|del|code|pre|blockquote|table|thead|tbody|tr|span|a)|br|hr|ol start="\d+"|(?:th|td)(?: align="(?:left|right|center)")?|\/(?:th|td)|a href="[^"<]*"|img src="data:image\/[a-z]+;base64,[^"<]*" alt="[^"<]*"|code class="language-[^"<]*"|span class="hljs-[a-z_ -]*"|input(?: checked="")? disabled="" type="checkbox")>/gu
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const html = markdownToHtml(pieces.join(''))
        expect(html.replace(tags, '')).not.toContain('<')
        for (const [, address = ''] of html.matchAll(/<a href="([^"]*)"/gu))
          expect(address).not.toMatch(/^\s*(?:javascript|data|vbscript):/iu)
      }),
      { numRuns: 2_000 },
    )
  })
})
