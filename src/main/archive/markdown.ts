import { setImmediate } from 'node:timers/promises'
import type { Bookmark } from '../../shared/model/opened.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import type { ExportedSession } from './json.ts'
import { iso, toMessages } from './messages.ts'
import type { ExportedMessage, ExportedNotice, ExportedTool } from './messages.ts'

/** The words and dates of a person. */
export interface MarkdownWords {
  readonly t: Translate
  /** BCP 47, for dates. */
  readonly locale: string
  /** IANA name; the system's when left out. */
  readonly timeZone?: string
}

/** A piece of a message: Markdown, or code that is shown as it is. */
export type MessageBlock = string | { readonly language: string; readonly code: string }

/** The bookmarks between which the messages were said. */
export interface MarkdownRange {
  readonly since?: Bookmark | null
  readonly until?: Bookmark | null
}

type Dates = (at: string) => string

/** So many turns are written at a time: others have a word in between. */
const AT_ONCE = 10

/** A session as Markdown for reading: a head with what is known of it, then one heading for each message. Lets others go on meanwhile. */
export async function toMarkdown(
  session: ExportedSession,
  turns: readonly Turn[],
  at: number,
  words: MarkdownWords & MarkdownRange,
): Promise<string> {
  const parts = [markdownHead(session, at, words)]
  for (let first = 0; first < turns.length; first += AT_ONCE) {
    parts.push(messagesMarkdown(turns.slice(first, first + AT_ONCE), words))
    await setImmediate()
  }
  return blocks(parts)
}

/** The head alone: the title, and what is known of the session. */
export function markdownHead(session: ExportedSession, at: number, words: MarkdownWords & MarkdownRange): string {
  const { t, since = null, until = null } = words
  const date = dates(words)
  const title = oneLine(session.title)
  const facts: readonly (readonly [StringKey, string | null])[] = [
    ['export.id', codeSpan(session.id)],
    ['export.model', session.model === null ? null : codeSpan(session.model)],
    ['export.folder', session.folder === null ? null : codeSpan(session.folder)],
    ['export.created', date(iso(session.createdAt))],
    ['export.active', date(iso(session.activeAt))],
    ['export.exported', date(iso(at))],
    ['export.since', since === null ? null : oneLine(since.name)],
    ['export.until', until === null ? null : oneLine(until.name)],
  ]
  return blocks([
    `# ${title === '' ? t('export.untitled') : title}`,
    facts.flatMap(([key, value]) => (value === null ? [] : [`- ${t(key)}: ${value}`])).join('\n'),
  ])
}

/** One message in its pieces, its heading first. */
export function createMessageBlocks(words: MarkdownWords): (message: ExportedMessage) => readonly MessageBlock[] {
  const date = dates(words)
  return (message) => messageBlocks(message, words.t, date)
}

/** Only the messages, without a head: what "context since a bookmark" gives to read, copy or pass on. */
export function messagesMarkdown(turns: readonly Turn[], words: MarkdownWords): string {
  const date = dates(words)
  return blocks(toMessages(turns).flatMap((message) => messageBlocks(message, words.t, date)))
}

function dates({ locale, timeZone }: MarkdownWords): Dates {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  })
  return (at) => format.format(new Date(at))
}

function messageBlocks(message: ExportedMessage, t: Translate, date: Dates): readonly MessageBlock[] {
  const heading = [
    message.role === 'user' ? t('export.you') : t('export.copilot'),
    date(message.at),
    ...(message.model === undefined ? [] : [message.model]),
  ].join(' · ')
  return [
    ...(message.notices ?? []).map((notice) => quote(noticeText(notice, t))),
    `## ${heading}`,
    ...(message.tools ?? []).flatMap((tool) => toolBlocks(tool, t)),
    ...(message.requests ?? []).flatMap((request) =>
      request.kind === 'question' ? [`**${t('export.question')}:** ${oneLine(request.subject)}`] : [],
    ),
    ...(message.reasoning === undefined ? [] : [quote(`**${t('export.reasoning')}**\n\n${message.reasoning}`)]),
    ...(message.abstained === true ? [quote(`**${t('export.abstained')}**`)] : []),
    message.content,
    ...(message.attachments ?? []).map((path) => `- ${codeSpan(path)}`),
    ...endBlocks(message, t),
  ]
}

const endings = {
  stopped: 'export.stopped',
  failed: 'export.failed',
  interrupted: 'export.interrupted',
  running: 'export.running',
} as const satisfies Record<NonNullable<ExportedMessage['outcome']>, StringKey>

function endBlocks(message: ExportedMessage, t: Translate): readonly string[] {
  const outcome = message.outcome ?? (message.complete === false ? 'interrupted' : undefined)
  return outcome === undefined ? [] : [quote(`**${t(endings[outcome])}**`)]
}

const toolStates = {
  done: null,
  failed: 'export.toolFailed',
  denied: 'export.toolDenied',
  running: 'export.toolRunning',
} as const satisfies Record<ExportedTool['state'], StringKey | null>

function toolBlocks(tool: ExportedTool, t: Translate): readonly MessageBlock[] {
  const word = toolStates[tool.state]
  const subject = oneLine(tool.subject)
  const heading = [
    `### ${t('export.tool')}: ${codeSpan(tool.name)}`,
    ...(subject === '' ? [] : [codeSpan(subject)]),
    ...(word === null ? [] : [`(${t(word)})`]),
  ].join(' ')
  return [
    heading,
    ...(tool.input === '' ? [] : [{ language: 'json', code: tool.input }]),
    ...(tool.output === '' ? [] : [{ language: 'text', code: tool.output }]),
  ]
}

function noticeText({ notice }: ExportedNotice, t: Translate): string {
  switch (notice.kind) {
    case 'modelChanged':
      return t('export.modelChanged', { model: notice.to })
    case 'compactionStarted':
    case 'compactionCancelled':
      return ''
    case 'compacted':
      return t('export.compacted')
    case 'truncated':
      return t('notice.truncated', { count: notice.messages })
    case 'compactionFailed':
      return t('export.compactionFailed')
    case 'retrying':
      return t('export.retrying')
    case 'refused':
      return t(`notice.refused.${notice.what}`, { server: notice.server })
    case 'info':
      return notice.message
  }
}

/** A fenced block whose fence is longer than any run of backticks inside. */
export function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestTicks(text) + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

function codeSpan(text: string): string {
  const line = oneLine(text)
  const ticks = '`'.repeat(longestTicks(line) + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${ticks}${pad}${line}${pad}${ticks}`
}

function longestTicks(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}

function quote(text: string): string {
  if (text === '') return ''
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Pieces as one text. */
export function blocks(parts: readonly MessageBlock[]): string {
  return `${parts
    .map((part) => (typeof part === 'string' ? part : fenced(part.code, part.language)))
    .map((part) => part.replace(/\n+$/, ''))
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}
