/** A piece of Markdown as one line of plain words, for places that have room for no more. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)?/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|```\w*)[ \t]*/gm, '')
    .replace(/ #{1,6} /g, ' ')
    .replace(/[*`]+|~~|\b__|__\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
