import { core } from './core.ts'
import { privileges, toApp } from './schemes.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()

/** `protocol`: the app's own schemes. */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (core.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    privileges.clear()
    for (const { scheme, privileges: given = {} } of schemes) privileges.set(scheme, given)
  },
  handle(scheme: string, handler: Handler): void {
    assertSession()
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    if (!privileges.get(scheme)?.standard) {
      throw new Error(`the stand-in for Electron serves privileged standard schemes only, and '${scheme}' is none`)
    }
    handlers.set(scheme, handler)
  },
  unhandle(scheme: string): void {
    assertSession()
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  },
  isProtocolHandled(scheme: string): boolean {
    assertSession()
    return handlers.has(scheme)
  },
})

/** Electron finds the protocol through the default session. */
export function assertSession(): void {
  if (!core.ready) throw new Error('Session can only be received when app is ready')
}

/** Asks the handler of a scheme; undefined if there is none. */
export async function ask(scheme: string, request: Request): Promise<Response | undefined> {
  return handlers.get(scheme)?.(request)
}

/** The request that a page made, as the app's handler sees it: with the app's URLs. */
export function requestOf(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Buffer | undefined,
): Request {
  const mapped = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    /^(referer|origin)$/i.test(name) ? toApp(value) : value,
  ])
  const content = body && method !== 'GET' && method !== 'HEAD' ? { body: new Uint8Array(body) } : {}
  return new Request(toApp(url), { method, headers: mapped, ...content })
}
