import type { Route } from '../../shared/events.ts'

const SESSION_ID = /^[A-Za-z0-9_-]{1,255}$/

/**
 * Reads `retoma://session/ID`, `retoma://session/ID?create` and `retoma://new`; null for anything else, whatever looks
 * similar included. A link only says where to go: it carries no text and no action. With `?create` it leads to the page
 * of a new session when there is none of this id; making it stays with the person.
 */
export function parseDeepLink(link: string): Route | null {
  const match = /^retoma:\/\/(?:(new)\/?|session\/([^/?#]+)\/?(\?create)?)$/i.exec(link.trim())
  if (match === null) return null
  if (match[1] !== undefined) return { kind: 'newSession' }
  const id = match[2] ?? ''
  if (!SESSION_ID.test(id)) return null
  return match[3] === undefined ? { kind: 'session', id } : { kind: 'session', id, create: 'ask' }
}

/** An address that may be opened outside, normalised; null when it must not be: only web and mail, and no sign-in in it. */
export function openableLink(link: string): string | null {
  // Tabs and line ends are dropped by URL parsers: an address that needs that is not honest.
  if (/\p{Cc}/u.test(link) || !URL.canParse(link)) return null
  const url = new URL(link)
  if (url.protocol === 'mailto:') return url.href
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (url.username !== '' || url.password !== '') return null
  return url.href
}

/** An address short enough for a dialog: the beginning, which says where it leads, and the end. */
export function shownLink(url: string, max = 300): string {
  if (url.length <= max) return url
  const tail = Math.floor(max / 4)
  return `${url.slice(0, max - tail - 1)}…${url.slice(-tail)}`
}
