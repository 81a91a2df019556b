import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FoundSecret, FoundSecrets } from '../../shared/exporting.ts'
import { AppError } from '../../shared/errors.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { openLog } from '../history/reader.ts'
import type { LogFile } from '../history/logFile.ts'
import type { Translate } from '../history/steps.ts'
import { chosenMessages, isWhole } from './choice.ts'
import { createJsonWriter, folderFiles, logLines, writeList } from './jsonFile.ts'
import { bookmarkFields, sessionFields } from './json.ts'
import { blocks, createMessageBlocks, markdownHead } from './markdown.ts'
import { iso, type ExportedMessage } from './messages.ts'
import type { ExportSpec, WriteSpec, Written } from './methods.ts'
import { writeWhole, type Write } from './output.ts'
import { readTurns } from './readTurns.ts'
import { createRedaction, createSecretSearch, redactAll, type SecretSearch } from './secrets.ts'

/** More likely secrets than this are not listed. */
const MOST_LISTED = 200

/** A session that is about to be written, and its log while that is open. */
interface Job {
  readonly spec: ExportSpec
  /** The session's folder. */
  readonly folder: string
  readonly log: LogFile | null
  readonly translate: Translate
  readonly signal: AbortSignal
}

type Redact = (text: string) => string

/** Writes a session as it was chosen, in one step; see docs/export-format.md. */
export async function writeSession(
  folder: string,
  spec: WriteSpec,
  translate: Translate,
  signal: AbortSignal,
): Promise<Written> {
  return withLogOrNone(join(folder, 'events.jsonl'), async (log) => {
    const job: Job = { spec, folder, log, translate, signal }
    const redact = spec.choice.redact ? createRedaction(await (await searchJob(job)).finish()) : null
    const counts = { messages: 0, bytes: 0 }
    await writeWhole(spec.path, spec.beside, (out) =>
      fill(job, redact, counts, (text) => {
        counts.bytes += text.length
        out(text)
      }),
    )
    return counts
  })
}

/** What is likely a secret in what would be written. */
export async function findSecrets(
  folder: string,
  spec: ExportSpec,
  translate: Translate,
  signal: AbortSignal,
): Promise<FoundSecrets> {
  const search = await withLogOrNone(join(folder, 'events.jsonl'), (log) =>
    searchJob({ spec, folder, log, translate, signal }),
  )
  const found = await search.finish()
  const all: readonly FoundSecret[] = [...found.values()].map((one) => ({
    ...one,
    sessionId: spec.session.id,
  }))
  return { secrets: all.slice(0, MOST_LISTED), more: all.length > MOST_LISTED }
}

async function fill(job: Job, redact: Redact | null, counts: { messages: number }, write: Write): Promise<void> {
  const { spec } = job
  const { format, range } = spec.choice
  async function* told(): AsyncGenerator<ExportedMessage> {
    for await (const message of messagesOf(job)) {
      counts.messages += 1
      yield redact === null ? message : redactAll(message, redact)
    }
  }
  switch (format) {
    case 'json':
      return fillJson(job, redact, told(), write)
    case 'plain':
      return writeList(write, told())
    case 'markdown':
    case 'html': {
      const marks = range.kind === 'since' ? { since: range.bookmark, until: range.until } : {}
      const words = { t: createTranslate(spec.language), locale: spec.locale, ...marks }
      const session = redact === null ? spec.session : redactAll(spec.session, redact)
      const head = markdownHead(session, spec.at, words)
      const pieces = createMessageBlocks(words)
      if (format === 'markdown') {
        write(head)
        for await (const message of told()) write(`\n${blocks(pieces(message))}`)
        return
      }
      // Its parser is large, and only pages need it.
      const { pageEnd, pageHead, pagePart } = await import('./html.ts')
      write(pageHead(session.title, spec.language))
      write(pagePart('head', [head]))
      for await (const message of told()) write(pagePart(message.role, pieces(message)))
      write(pageEnd)
    }
  }
}

async function fillJson(
  { spec, folder, log, signal }: Job,
  redact: Redact | null,
  messages: AsyncIterable<ExportedMessage>,
  write: Write,
): Promise<void> {
  const { range } = spec.choice
  const whole = isWhole(spec.choice)
  const json = createJsonWriter(redact === null ? write : (text) => write(redact(text)))
  json.field('format', 'retoma/session')
  json.field('version', 1)
  json.field('exportedAt', iso(spec.at))
  json.field('whole', whole && log !== null)
  json.field('session', sessionFields(spec.session))
  json.field('since', range.kind === 'since' ? bookmarkFields(range.bookmark) : null)
  json.field('until', range.kind === 'since' && range.until !== null ? bookmarkFields(range.until) : null)
  const written = new Set<string>()
  async function* noted(): AsyncGenerator<ExportedMessage> {
    for await (const message of messages) {
      written.add(message.id)
      yield message
    }
  }
  await json.list('messages', noted())
  // A bookmark tells some of its message: of a part of a session, only those in that part go along.
  const marks = spec.bookmarks.filter((mark) => range.kind === 'all' || written.has(mark.itemId ?? mark.turnId))
  json.field('bookmarks', marks.map(bookmarkFields))
  if (whole) {
    json.field('library', spec.carried)
    await json.list('attachments', assetsOf(spec.assets, redact !== null))
    if (log !== null) {
      await json.list('files', folderFiles(folder, redact))
      await json.list('log', logLines(log, redact, signal))
    }
  }
  json.end()
}

function messagesOf({ spec, log, translate, signal }: Job): AsyncIterable<ExportedMessage> {
  return chosenMessages(readTurns(log, spec.overlay, translate, signal), spec.choice, spec.bookmarks)
}

/** Looks through all that would be written. */
async function searchJob(job: Job): Promise<SecretSearch> {
  const { spec, folder, log, signal } = job
  const search = createSecretSearch()
  for await (const { role, at, content, reasoning = '', tools = [], requests = [] } of messagesOf(job)) {
    await search.look([content, reasoning, ...requests.map(({ subject }) => subject)].join('\n'), { where: role, at })
    for (const tool of tools) {
      await search.look([tool.subject, tool.input, tool.output].join('\n'), { where: 'tool', at: tool.at })
    }
  }
  await search.look([spec.session.title, spec.session.notes].join('\n'), { where: 'notes', at: null })
  if (!isWhole(spec.choice)) return search
  const { draft, queue, handoff } = spec.carried
  await search.look([draft?.text ?? '', ...queue.map(({ text }) => text), handoff ?? ''].join('\n'), {
    where: 'draft',
    at: null,
  })
  for (const file of log === null ? [] : folderFiles(folder, null)) {
    await search.look('text' in file ? file.text : Buffer.from(file.base64, 'base64').toString('latin1'), {
      where: 'file',
      at: null,
    })
  }
  if (log !== null) await searchLog(log, search, signal)
  return search
}

/** The log tells what no message shows. */
async function searchLog(log: LogFile, search: SecretSearch, signal: AbortSignal): Promise<void> {
  const known = new Set((await search.finish()).keys())
  const own = createSecretSearch()
  for await (const line of logLines(log, (text) => text, signal)) {
    const text = typeof line === 'string' ? line : Buffer.from(line.base64, 'base64').toString('latin1')
    await own.look(text, { where: 'log', at: null })
  }
  for (const [secret, { rule }] of await own.finish()) {
    // In the log a secret of several lines is written otherwise.
    const plain = secret.replaceAll('\\n', '\n')
    if (!known.has(secret) && !known.has(plain)) search.add(secret, rule, { where: 'log', at: null })
  }
}

function* assetsOf(
  assets: ExportSpec['assets'],
  picturesOnly: boolean,
): Generator<{ readonly name: string; readonly base64: string }> {
  for (const { name, path } of assets) {
    // What a text was changed in is no longer what its name says.
    if (picturesOnly && name.endsWith('.txt')) continue
    const bytes = readOrNull(path)
    if (bytes !== null) yield { name, base64: bytes.toString('base64') }
  }
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    // It went meanwhile: what goes without it says so when it is to be sent.
    return null
  }
}

/** A session that nobody wrote to yet has no log. Begun once more should the log become shorter meanwhile. */
async function withLogOrNone<T>(path: string, use: (log: LogFile | null) => Promise<T>): Promise<T> {
  const state = { begun: false }
  try {
    return await openLog(path, (log) => {
      state.begun = true
      return use(log.size === 0 ? null : log)
    })
  } catch (error) {
    if (state.begun || !(error instanceof AppError && error.code === 'sessionMissing')) throw error
    return use(null)
  }
}
