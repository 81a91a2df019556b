import { join, sep } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inLanguage, isTrustedSender, pageFile, pageHeaders } from './page.ts'

const root = join(sep, 'app', 'out', 'renderer')

test('serves what is under its root', () => {
  expect(pageFile(root, 'app://retoma/')).toBe(join(root, 'index.html'))
  expect(pageFile(root, 'app://retoma/index.html?x#y')).toBe(join(root, 'index.html'))
  expect(pageFile(root, 'app://retoma/assets/a%20b-12345678.js')).toBe(join(root, 'assets', 'a b-12345678.js'))
})

test.each([
  'app://retoma/../../secret.json',
  'app://retoma/..%2f..%2fsecret.json',
  'app://retoma/%2e%2e/%2e%2e/secret.json',
  'app://retoma/..%5c..%5csecret.json',
  'app://retoma/a%00.js',
  'app://retoma/%ff.js',
  'app://retoma/assets',
  'app://retoma/main.node',
  'app://other/index.html',
  'https://retoma/index.html',
  'app:index.html',
  'nonsense',
])('serves nothing else: %s', (address) => {
  const file = pageFile(root, address)
  expect(file === null || file.startsWith(root + sep)).toBe(true)
  if (!address.startsWith('app://retoma/..') && !address.includes('%2e')) expect(file).toBeNull()
})

test('no path leads out of the root', () => {
  const part = fc.constantFrom('..', '%2e%2e', '%2f', '/', '\\', '%5c', 'a', '.', '%00', ':', 'C:')
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const file = pageFile(root, `app://retoma/${parts.join('')}/x.js`)
      expect(file === null || file.startsWith(root + sep)).toBe(true)
    }),
  )
})

test('every answer carries the policy; only what is named by its content is kept for ever', () => {
  const page = pageHeaders(join(root, 'index.html'))
  expect(page['Content-Type']).toBe('text/html; charset=utf-8')
  expect(page['Content-Security-Policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; " +
      "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  )
  expect(page['Cache-Control']).toBe('no-cache')
  expect(pageHeaders(join(root, 'assets', 'index-BxY12_z9.js'))).toMatchObject({
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
  })
  expect(pageHeaders(null)).toHaveProperty('Content-Security-Policy')
})

test('the page that draws diagrams may style itself, load its script, and nothing else', () => {
  const policy = pageHeaders(join(root, 'diagram.html'))['Content-Security-Policy'] ?? ''
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'self'; sandbox allow-scripts",
  )
  // Without an origin of its own it could load nothing that is for ours alone.
  const sharing = (file: string): string | undefined =>
    pageHeaders(join(root, 'assets', file))['Cross-Origin-Resource-Policy']
  expect(sharing('diagramPage.js')).toBe('cross-origin')
  expect(sharing('window-BxY12_z9.js')).toBe('same-origin')
})

test('trusts the main frame of our window on our page alone', () => {
  const good = { frameUrl: 'app://retoma/index.html', isMainFrame: true, isOurWindow: true }
  expect(isTrustedSender(good)).toBe(true)
  expect(isTrustedSender({ ...good, isMainFrame: false })).toBe(false)
  expect(isTrustedSender({ ...good, isOurWindow: false })).toBe(false)
  for (const frameUrl of [null, '', 'about:blank', 'https://retoma/', 'app://retoma.evil/', 'app://evil/retoma']) {
    expect(isTrustedSender({ ...good, frameUrl })).toBe(false)
  }
})

test('has the words of one language loaded, and those of no other', () => {
  const link = (name: string): string =>
    `<link rel="modulepreload" crossorigin href="./assets/${name}.js" data-words="${name}">`
  const page = `<head>\n<link rel="stylesheet" href="./a.css">\n${link('en')}\n${link('pt-BR')}\n</head>`
  expect(inLanguage(page, 'pt-BR')).toBe(`<head>\n<link rel="stylesheet" href="./a.css">\n${link('pt-BR')}\n</head>`)
  expect(inLanguage(page, 'en')).toContain(link('en'))
  expect(inLanguage(page, 'en')).not.toContain('pt-BR')
})
