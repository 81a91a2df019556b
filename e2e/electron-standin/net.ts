import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ask, assertSession } from './protocol.ts'
import { strict } from './strict.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain',
}

type Init = RequestInit & { bypassCustomProtocolHandlers?: boolean }

/** `net.fetch`: files and the app's own schemes, too. */
export async function netFetch(input: string | Request, init: Init = {}): Promise<Response> {
  assertSession()
  const url = new URL(typeof input === 'string' ? input : input.url)
  if (url.protocol === 'file:') {
    let content: Buffer
    try {
      content = await readFile(fileURLToPath(url))
    } catch {
      throw new Error('net::ERR_FILE_NOT_FOUND')
    }
    const type = TYPES[extname(url.pathname).toLowerCase()] ?? 'application/octet-stream'
    return new Response(new Uint8Array(content), { headers: { 'content-type': type } })
  }
  const scheme = url.protocol.slice(0, -1)
  const own = init.bypassCustomProtocolHandlers ? undefined : await ask(scheme, new Request(input, init))
  if (own) return own
  if (scheme !== 'http' && scheme !== 'https' && scheme !== 'data') throw new Error('net::ERR_UNKNOWN_URL_SCHEME')
  return fetch(input, init)
}

/** `net`. */
export const net = strict('net', {
  fetch: netFetch,
  isOnline: (): boolean => true,
  online: true,
})
