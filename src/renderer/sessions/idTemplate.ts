import { checkIdForm, MAX_ID } from '../../shared/idForm.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'

/** What a pattern can be filled with. */
export const templateFields = ['user', 'folder', 'repository', 'branch', 'topic', 'date', 'counter'] as const

/** The patterns that are offered. */
export const idTemplates = [
  'task-{topic}',
  'user-{user}-{topic}',
  'project-{folder}-{date}',
  '{repository}-{branch}-{counter}',
] as const

/** What the offered patterns are called. */
export const templateNames: Readonly<Partial<Record<string, StringKey>>> = {
  'task-{topic}': 'new.template.task',
  'user-{user}-{topic}': 'new.template.user',
  'project-{folder}-{date}': 'new.template.project',
  '{repository}-{branch}-{counter}': 'new.template.branch',
}

/** No counter goes further: who has that many sessions of one kind has another pattern. */
const MOST = 9_999

/** The longest part that comes from one value: an id is read by people. */
const MAX_PART = 48

/** What a pattern is filled with. */
export interface TemplateValues {
  readonly user: string
  readonly topic: string
  /** A path; its last part counts. Null when the session has none. */
  readonly folder: string | null
  /** Null where the folder is in none, or is not looked at yet. */
  readonly repository: string | null
  readonly branch: string | null
  /** Epoch milliseconds; read as a local time. */
  readonly now: number
  /** Whether a session has this id: the counter is the first number that none has. */
  readonly isTaken: (id: string) => boolean
}

/** Letters that no decomposition turns into plain ones. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
}

/** A text as a part of an id: no accents, lower case, `-` between words, cut after a whole word. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => letters[letter] ?? '-')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (plain.length <= MAX_PART) return plain
  const cut = plain.slice(0, MAX_PART + 1)
  const end = cut.lastIndexOf('-')
  return (end > MAX_PART / 2 ? cut.slice(0, end) : cut.slice(0, MAX_PART)).replace(/-+$/, '')
}

/**
 * Fills a pattern. A value that is empty leaves no gap; a pattern of which nothing but its fixed words would be left
 * gets the moment in its place, so that there is always an id of its own to begin with. What comes to a name that no id may
 * have gets it, too.
 */
export function renderIdTemplate(template: string, values: TemplateValues): string {
  const numbered = (counter: number): string => {
    const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => valueOf(name, values, counter))
    // Who it is alone is no name for a session.
    const tells = templateFields.some(
      (name) => name !== 'user' && template.includes(`{${name}}`) && valueOf(name, values, counter) !== '',
    )
    const id = fitted(filled)
    return (tells || !template.includes('{')) && checkIdForm(id) === null ? id : fitted(filled, `-${stamp(values.now)}`)
  }
  let counter = 1
  if (template.includes('{counter}')) while (counter < MOST && values.isTaken(numbered(counter))) counter += 1
  return numbered(counter)
}

/** What is wrong with a pattern that somebody wrote: fields that there are not, or characters that no id has. */
export function templateIssue(template: string): string | null {
  const unknown = [...template.matchAll(/\{([^{}]*)\}/g)]
    .filter(([, name = '']) => !templateFields.some((field) => field === name))
    .map(([field]) => field)
  if (unknown.length > 0) return unknown.join(' ')
  const wrong = template.replace(/\{\w+\}/g, '').match(/[^A-Za-z0-9_-]/gu)
  return wrong === null ? null : [...new Set(wrong)].join(' ')
}

function valueOf(name: string, values: TemplateValues, counter: number): string {
  const { user, topic, folder, repository, branch, now } = values
  switch (name) {
    case 'user':
      return slug(user)
    case 'topic':
      return slug(topic)
    case 'folder':
      return slug(folder?.split(/[\\/]/).findLast((part) => part !== '') ?? '')
    case 'repository':
      return slug(repository ?? '')
    case 'branch':
      return slug(branch ?? '')
    case 'date':
      return day(now)
    case 'counter':
      return String(counter)
    default:
      return ''
  }
}

/** What is wrong with an id that was written freely; null when nothing is. */
export type IdIssue =
  | { readonly kind: 'empty' | 'spaces' }
  | { readonly kind: 'characters'; readonly characters: string }
  | { readonly kind: 'long'; readonly length: number }

/** Checks an id by the rules of the runtime: `[A-Za-z0-9_-]`, 1 to 255 characters. */
export function idIssue(id: string): IdIssue | null {
  if (id === '') return { kind: 'empty' }
  const wrong = [...new Set(id.match(/[^A-Za-z0-9_-]/gu) ?? [])]
  if (wrong.length > 0 && wrong.every((character) => /\s/u.test(character))) return { kind: 'spaces' }
  if (wrong.length > 0)
    return { kind: 'characters', characters: wrong.filter((character) => !/\s/u.test(character)).join(' ') }
  return id.length > MAX_ID ? { kind: 'long', length: id.length } : null
}

/** The nearest id that is valid: what a person wrote, case and `_` kept; empty when nothing of it can stay. */
export function fixId(id: string): string {
  const plain = id
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9_-]+/gu, '-')
  return fitted(plain)
}

/** A text without what an id has no use for, as long as an id may be, with an end that is never cut. */
function fitted(text: string, end = ''): string {
  return tidyId(tidyId(text).slice(0, MAX_ID - end.length) + end)
}

function tidyId(id: string): string {
  return id.replace(/-{2,}/g, '-').replace(/^-+|-+$/g, '')
}

function day(now: number): string {
  const date = new Date(now)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function stamp(now: number): string {
  const date = new Date(now)
  return `${day(now)}-${two(date.getHours())}${two(date.getMinutes())}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
