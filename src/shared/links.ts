/** The scheme by which other programs lead here. */
export const LINK_SCHEME = 'retoma'

/** The link that opens a session from anywhere. */
export function sessionLink(id: string): string {
  return `${LINK_SCHEME}://session/${id}`
}
