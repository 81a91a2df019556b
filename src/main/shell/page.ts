import { basename, extname, join, normalize, sep } from 'node:path'
import type { Language } from '../../shared/strings/language.ts'

/** The scheme and host of our pages; nothing else is ever loaded into a window. */
export const PAGE_SCHEME = 'app'
const PAGE_HOST = 'retoma'
/** The address of the window's page. */
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`

/** The address of the page that draws diagrams, within the window's page and in a sandbox. */
export const DIAGRAM_URL = `${PAGE_SCHEME}://${PAGE_HOST}/diagram.html`

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

/** For the page that draws diagrams: it may set styles as it likes, and load nothing but its script. */
const DIAGRAM_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-scripts',
].join('; ')

/** The script of that page, which has no origin of its own. */
const diagramScript = /[\\/]assets[\\/]diagramPage\.js$/

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Whether an address is one of our pages. Custom schemes have no origin in Node, so scheme and host are compared. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST
}

/** The file under `root` that an address stands for; null for another host, a way out of `root`, or a type that we don't have. */
export function pageFile(root: string, address: string): string | null {
  if (!isOurPage(address)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(address).pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = normalize(join(root, path === '/' || path === '' ? 'index.html' : path))
  if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return null
  return types[extname(file)] === undefined ? null : file
}

/** A page that has the words of one language loaded along with its script, and those of no other. */
export function inLanguage(html: string, language: Language): string {
  return html.replaceAll(/<link\b[^>]*\bdata-words="([^"]*)"[^>]*>\s*/gu, (link, of: string) =>
    of === language ? link : '',
  )
}

/** The headers of every answer; `file` decides type and caching: what Vite names by its content never changes. */
export function pageHeaders(file: string | null): Readonly<Record<string, string>> {
  const hashed = file !== null && /-[\w-]{8,}\.\w+$/.test(file) && !file.endsWith('.html')
  const isDiagram = file !== null && basename(file) === 'diagram.html'
  return {
    'Content-Type': (file === null ? undefined : types[extname(file)]) ?? 'text/plain; charset=utf-8',
    'Content-Security-Policy': isDiagram ? DIAGRAM_CSP : CSP,
    'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': file !== null && diagramScript.test(file) ? 'cross-origin' : 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
  }
}

/** Where a call came from, as far as trust goes. */
export interface CallSender {
  /** Null when the frame is gone. */
  readonly frameUrl: string | null
  readonly isMainFrame: boolean
  readonly isOurWindow: boolean
}

/** Whether a call may be answered: the main frame of one of our windows, showing our page. */
export function isTrustedSender(sender: CallSender): boolean {
  return sender.isOurWindow && sender.isMainFrame && sender.frameUrl !== null && isOurPage(sender.frameUrl)
}
