import { join } from 'node:path'
import type { FoundSecret, FoundSecrets } from '../../shared/exporting.ts'
import { AppError } from '../../shared/errors.ts'
import { createTranslate } from '../../shared/strings/translate.ts'
import { openLog } from '../history/reader.ts'
import type { LogFile } from '../history/logFile.ts'
import type { Translate } from '../history/steps.ts'
import { isWhole } from './choice.ts'
import { isText, marksIn, messagesOf, readOrNull, type Job } from './job.ts'
import { createJsonWriter, folderFiles, logLines, writeList } from './jsonFile.ts'
import { bookmarkFields, sessionFields } from './json.ts'
import { blocks, createMessageBlocks, markdownHead } from './markdown.ts'
import { iso, type ExportedMessage } from './messages.ts'
import type { ExportSpec, WriteSpec, Written } from './methods.ts'
import { writeWhole, type Write } from './output.ts'
import { searchJob } from './searchJob.ts'
import { createRedaction, redactAll } from './secrets.ts'

/** More likely secrets than this are not listed. */
const MOST_LISTED = 200

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
      const named = redact === null ? marks : redactAll(marks, redact)
      const words = { t: createTranslate(spec.language), locale: spec.locale, ...named }
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
  json.field('bookmarks', marksIn(spec, written).map(bookmarkFields))
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

function* assetsOf(
  assets: ExportSpec['assets'],
  picturesOnly: boolean,
): Generator<{ readonly name: string; readonly base64: string }> {
  for (const { name, path } of assets) {
    // What a text was changed in is no longer what its name says.
    if (picturesOnly && isText(name)) continue
    const bytes = readOrNull(path)
    if (bytes !== null) yield { name, base64: bytes.toString('base64') }
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
