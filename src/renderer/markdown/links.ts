/** The address that a link may open outside, or null for anything but http, https and mailto. */
export function outsideUrl(href: string | undefined): string | null {
  if (href === undefined || href.length > 8_000 || !URL.canParse(href)) return null
  const url = new URL(href)
  return url.protocol === 'http:' || url.protocol === 'https:' || url.protocol === 'mailto:' ? href : null
}

/** Makes footnotes plain text: their two halves stand in different blocks, and neither may vanish. */
export function withoutFootnotes(text: string): string {
  return text.includes('[^') ? text.replace(/^( {0,3})\[\^([^\]\n]+)\]:/gm, '$1\\[^$2]:') : text
}
