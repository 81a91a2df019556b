import { readFile } from 'node:fs/promises'
import { protocol, session } from 'electron'
import type { Language } from '../../shared/strings/language.ts'
import { PAGE_SCHEME, inLanguage, pageFile, pageHeaders } from '../shell/page.ts'

/**
 * Serves the built pages under `root` on our own scheme, and nothing else. Call when Electron is ready.
 * @param language the one that the window will show
 */
export function servePages(root: string, language: () => Language): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const file = request.method === 'GET' ? pageFile(root, request.url) : null
    if (file === null) return new Response(null, { status: 404, headers: pageHeaders(null) })
    try {
      const bytes = await readFile(file)
      const body = file.endsWith('.html') ? inLanguage(bytes.toString('utf8'), language()) : bytes
      return new Response(body, { headers: pageHeaders(file) })
    } catch {
      return new Response(null, { status: 404, headers: pageHeaders(null) })
    }
  })
}

/** Takes from the pages what they have no use for: every permission, every device, and the network. */
export function lockDown(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.on('will-download', (event) => event.preventDefault())
  // The content security policy forbids it already; this also holds for what no policy covers.
  defaultSession.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] },
    (_details, answer) => answer({ cancel: true }),
  )
}
