/** What a person allows for a folder from now on, and what such a rule covers. Pure; main alone looks at the disk. */

/**
 * What a rule may be about: commands by name (`npm test`), one command line as it stands, changes to files, an origin,
 * a tool of a server (`server\ntool`).
 */
export type RuleTool = 'shell' | 'line' | 'write' | 'url' | 'mcp'

/** What a request would have to be allowed as: each of `what` becomes a rule. `write` needs no `what`: it is ['']. */
export interface RuleOffer {
  readonly tool: RuleTool
  readonly what: readonly string[]
}

/** One rule: this folder, this tool. Times are epoch milliseconds. */
export interface FolderRule {
  readonly id: string
  readonly folder: string
  readonly tool: RuleTool
  readonly what: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** Something that was allowed until its session is closed. */
export interface SessionGrant {
  readonly action: 'shell' | 'write' | 'read' | 'url' | 'tool' | 'other'
  readonly what: string
}

/** All that was allowed for one session until it is closed. */
export interface SessionGrants {
  readonly id: string
  readonly grants: readonly SessionGrant[]
}

/** The rules that together cover an offer in a folder; null when something of it is covered by none. */
export function coveringRules(
  rules: readonly FolderRule[],
  folder: string,
  { tool, what }: RuleOffer,
): readonly FolderRule[] | null {
  const found = what.map((one) =>
    rules.find((rule) => rule.folder === folder && rule.tool === tool && rule.what === one),
  )
  return found.length > 0 && found.every((rule) => rule !== undefined) ? found : null
}

/**
 * The words of a command line of which every word can be known beforehand, quotes taken off; null for one that says more
 * than it shows: variables, substitutions, patterns, `~`, addresses.
 */
export function plainWords(line: string): readonly string[] | null {
  const words: string[] = []
  let word: string | null = null
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at)
    if (char === "'" || char === '"') {
      const end = line.indexOf(char, at + 1)
      if (end < 0) return null
      const quoted = line.slice(at + 1, end)
      if (char === '"' && /[$`\\!]/u.test(quoted)) return null
      word = (word ?? '') + quoted
      at = end
    } else if (/[\s;&|<>]/u.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else if (/[$`\\{}()*?[\]~!#^%]/u.test(char)) return null
    else word = (word ?? '') + char
  }
  if (word !== null) words.push(word)
  return words.some((one) => one.includes('://')) ? null : words
}

/** Every path that the words of a command line may name: a word itself, its parts (`--to=/x`, `a:/x`), what follows `-o`. */
export function pathsIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [word, ...word.split(/[\s=:,]/u).flatMap((part) => [part, ...afterOption(part)])])
}

function afterOption(part: string): readonly string[] {
  const slash = part.search(/[/\\]/u)
  return part.startsWith('-') && slash >= 0 ? [part.slice(slash)] : []
}

/** Whether a path, taken from a folder, stays in that folder as far as its words tell. */
export function staysIn(folder: string, path: string): boolean {
  const base = segments(folder)
  const whole = isAbsolute(path) ? segments(path) : segments(`${folder}/${path}`)
  return base !== null && whole !== null && base.every((segment, index) => whole[index] === segment)
}

/** The paths that a request with this offer works on; null when they can't be known. */
export function pathsOf(offer: RuleOffer, subject: string): readonly string[] | null {
  switch (offer.tool) {
    case 'shell':
    case 'line': {
      const words = plainWords(subject)
      return words === null ? null : pathsIn(words)
    }
    case 'write':
      return [subject]
    case 'url':
    case 'mcp':
      return []
  }
}

/** Whether a rule for the folder could be made of this request at all. */
export function mayRule(offer: RuleOffer | undefined, folder: string | null, subject: string): offer is RuleOffer {
  if (offer === undefined || folder === null) return false
  const paths = pathsOf(offer, subject)
  return paths !== null && paths.every((path) => staysIn(folder, path) && !isOfGit(path))
}

/** What git keeps of a repository runs programs: no rule for a folder reaches into it. */
function isOfGit(path: string): boolean {
  return path.split(/[/\\]/u).some((segment) => segment.toLowerCase() === '.git')
}

function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:)/u.test(path)
}

/** Null when it climbs above its root. */
function segments(path: string): readonly string[] | null {
  const kept: string[] = []
  for (const segment of path.split(/[/\\]/u)) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') kept.push(segment)
    else if (kept.pop() === undefined) return null
  }
  return kept
}
