/** The privileges given to schemes of the app's own by `protocol.registerSchemesAsPrivileged`. */
export const privileges = new Map<string, Electron.Privileges>()

const OWN = /^([a-z][a-z0-9-]*):\/\/([^/?#]+)(.*)$/is
const MAPPED = /^https:\/\/([^/?#]+)\.([a-z0-9-]+)-scheme\.invalid(?=[/?#]|$)(.*)$/is
const BUILT_IN = new Set([
  'http',
  'https',
  'file',
  'data',
  'about',
  'blob',
  'ws',
  'wss',
  'chrome',
  'devtools',
  'view-source',
])

/**
 * Chromium cannot be taught a new scheme from outside, so `app://host/path` is shown to it as
 * `https://host.app-scheme.invalid/path`: a secure origin whose name can never be looked up on a network.
 */
export function toPage(url: string): string {
  const match = OWN.exec(url)
  const scheme = match?.[1]?.toLowerCase()
  if (!match || !scheme || BUILT_IN.has(scheme)) return url
  return `https://${match[2]}.${scheme}-scheme.invalid${match[3] || '/'}`
}

/** The reverse of `toPage`; works for URLs and origins alike. */
export function toApp(url: string): string {
  const match = MAPPED.exec(url)
  return match ? `${match[2]}://${match[1]}${match[3] ?? ''}` : url
}

/** The scheme of the app's own that a URL seen by Chromium stands for, if any. */
export function ownScheme(url: string): string | undefined {
  return MAPPED.exec(url)?.[2]
}
