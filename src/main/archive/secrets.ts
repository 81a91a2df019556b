import { lintSource } from '@secretlint/core'
import { creator } from '@secretlint/secretlint-rule-preset-recommend'
import type { FoundSecret } from '../../shared/exporting.ts'

const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, options: {} }] }
/** Texts are looked at in pieces of this length, which overlap by more than any secret is long (UTF-16 units). */
const PIECE = 1024 * 1024
const OVERLAP = 16 * 1024
/** So much is looked at in one go. */
const BATCH = 256 * 1024
/** No secret goes on over this. */
const BETWEEN = '\n\n'
/** Shorter than this is no secret worth the name; it would be struck out all over a text. */
const SHORTEST = 8

/** Where a text that is looked at stands. */
export type Place = Pick<FoundSecret, 'where' | 'at'>

/** Looks for secrets in texts. What it finds never leaves the worker but masked. */
export interface SecretSearch {
  /** Takes a text in; it may wait for others, since each look has its price. */
  look(text: string, place: Place): Promise<void>
  add(secret: string, rule: string, place: Place): void
  /** Looks at what waits, and gives all that was found, by what it says; the places are the first ones. */
  finish(): Promise<ReadonlyMap<string, Omit<FoundSecret, 'sessionId'>>>
}

/** Looks by the rules of secretlint's recommended preset, which work without a network. */
export function createSecretSearch(): SecretSearch {
  const found = new Map<string, Omit<FoundSecret, 'sessionId'>>()
  let waiting: { readonly text: string; readonly place: Place }[] = []
  let size = 0

  const add = (secret: string, rule: string, place: Place): void => {
    const known = found.get(secret)
    const first = { rule, masked: masked(secret), count: 1, ...place }
    found.set(secret, known === undefined ? first : { ...known, count: known.count + 1 })
  }
  const flush = async (): Promise<void> => {
    const texts = waiting
    waiting = []
    size = 0
    const content = texts.map(({ text }) => text).join(BETWEEN)
    const { messages } = await lintSource({
      source: { filePath: 'message.txt', content, contentType: 'text', ext: '.txt' },
      options: { config, maskSecrets: true, locale: 'en' },
    })
    let index = 0
    let start = 0
    for (const { range, messageId } of messages.toSorted((one, other) => one.range[0] - other.range[0])) {
      const end = (): number => start + (texts[index]?.text.length ?? 0)
      while (index < texts.length - 1 && range[0] > end()) {
        start = end() + BETWEEN.length
        index += 1
      }
      const secret = content.slice(range[0], range[1])
      const place = texts[index]?.place
      if (place !== undefined && secret.length >= SHORTEST) add(secret, messageId, place)
    }
  }
  const push = async (text: string, place: Place): Promise<void> => {
    waiting.push({ text, place })
    size += text.length
    if (size >= BATCH) await flush()
  }

  return {
    look: async (text, place) => {
      for (let from = 0; from === 0 || from + OVERLAP < text.length; from += PIECE - OVERLAP) {
        await push(text.slice(from, from + PIECE), place)
      }
    },
    add,
    finish: async () => {
      await flush()
      return found
    },
  }
}

/** The first four characters, and dots: enough to know it by, too little to use it. */
export function masked(secret: string): string {
  const shown = secret.slice(0, 4).replace(/\s/gu, ' ')
  return `${shown}${'•'.repeat(Math.min(secret.length - 4, 24))}`
}

/** Strikes secrets out of what is written, as they stand, or escaped for JSON, once and again. */
export function createRedaction(
  secrets: Iterable<readonly [string, { readonly rule: string }]>,
): (text: string) => string {
  const forms = new Map<string, string>()
  for (const [secret, { rule }] of secrets) {
    let form = secret
    // A log is JSON, its tool calls hold JSON as text, and an export holds its lines as text.
    for (let level = 0; level < 4; level += 1) {
      forms.set(form, `[redacted: ${rule}]`)
      form = JSON.stringify(form).slice(1, -1)
    }
  }
  // The longest first: one may be the beginning of another.
  const all = [...forms].toSorted(([a], [b]) => b.length - a.length)
  return (text) =>
    all.reduce((rest, [form, words]) => (rest.includes(form) ? rest.replaceAll(form, words) : rest), text)
}

/** The same for every text in plain data. */
export function redactAll<T>(value: T, redact: (text: string) => string): T {
  if (typeof value === 'string') return redact(value) as T
  if (Array.isArray(value)) return value.map((one: unknown) => redactAll(one, redact)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, redactAll<unknown>(one, redact)])) as T
}
