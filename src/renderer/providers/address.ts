/** What is to be said about an address that is typed. */
export type AddressIssue = 'empty' | 'invalid' | 'plain'

/** Checks an address: `plain` warns of a connection that others can read, unless it stays on this computer. */
export function addressIssue(address: string): AddressIssue | null {
  const text = address.trim()
  if (text === '') return 'empty'
  if (!URL.canParse(text)) return 'invalid'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'invalid'
  return url.protocol === 'http:' && !isLocal(url.hostname) ? 'plain' : null
}

/** The name of a provider when the person gave none: its host. */
export function nameFromAddress(address: string): string {
  return URL.canParse(address.trim()) ? new URL(address.trim()).host : ''
}

/** Model names, one a line, without blanks and repetitions. */
export function modelLines(text: string): readonly string[] {
  const names = text.split('\n').map((line) => line.trim())
  return [...new Set(names.filter((name) => name !== ''))]
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.endsWith('.localhost') || /^127\./.test(host)
}
