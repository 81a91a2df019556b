import type { LogFile } from '../history/logFile.ts'
import type { Bookmark } from '../../shared/model/opened.ts'
import { isWhole } from './choice.ts'
import { isText, marksIn, messagesOf, readOrNull, type Job } from './job.ts'
import { folderFiles, logLines } from './jsonFile.ts'
import type { ExportedMessage } from './messages.ts'
import type { ExportSpec } from './methods.ts'
import { createSecretSearch, type SecretSearch } from './secrets.ts'

/** Looks through all that would be written. */
export async function searchJob(job: Job): Promise<SecretSearch> {
  const { spec, folder, log, signal } = job
  const { session, choice, carried } = spec
  const search = createSecretSearch()
  const written = new Set<string>()
  for await (const message of messagesOf(job)) {
    written.add(message.id)
    await search.look(wordsOf(message), { where: message.role, at: message.at })
    for (const tool of message.tools ?? []) {
      await search.look([tool.subject, tool.input, tool.output].join('\n'), { where: 'tool', at: tool.at })
    }
  }
  await search.look([session.title, session.notes, ...session.tags].join('\n'), { where: 'notes', at: null })
  await search.look(textsIn(marksRead(spec, written)), { where: 'bookmark', at: null })
  if (!isWhole(choice)) return search
  const { draft, queue, replies, handoff, ...kept } = carried
  await search.look(textsIn([draft, queue, replies, handoff]), { where: 'draft', at: null })
  for (const { name, path } of spec.assets) {
    if (isText(name)) await search.look(readOrNull(path)?.toString('utf8') ?? '', { where: 'draft', at: null })
  }
  for (const file of log === null ? [] : folderFiles(folder, null)) {
    await search.look('text' in file ? file.text : Buffer.from(file.base64, 'base64').toString('latin1'), {
      where: 'file',
      at: null,
    })
  }
  // Most of these were said in a message, too.
  await searchBeside(search, 'kept', [textsIn(kept)])
  // The log tells what no message shows.
  if (log !== null) await searchBeside(search, 'log', textsOfLog(log, signal))
  return search
}

/** What is told of a message beside its tools. */
function wordsOf({
  content,
  reasoning = '',
  attachments = [],
  requests = [],
  notices,
  error,
}: ExportedMessage): string {
  const asked = requests.map(({ subject }) => subject)
  return [content, reasoning, ...attachments, ...asked, textsIn(notices), error?.message ?? ''].join('\n')
}

/** Every text in plain data. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(textsIn).join('\n')
}

/** Looks where most of what there is stands elsewhere, too: only what was not found there counts. */
async function searchBeside(
  search: SecretSearch,
  where: 'kept' | 'log',
  texts: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const known = new Set((await search.finish()).keys())
  const own = createSecretSearch()
  for await (const text of texts) await own.look(text, { where, at: null })
  for (const [secret, { rule }] of await own.finish()) {
    // In the log a secret of several lines is written otherwise.
    const plain = secret.replaceAll('\\n', '\n')
    if (!known.has(secret) && !known.has(plain)) search.add(secret, rule, { where, at: null })
  }
}

async function* textsOfLog(log: LogFile, signal: AbortSignal): AsyncGenerator<string> {
  for await (const line of logLines(log, (text) => text, signal)) {
    yield typeof line === 'string' ? line : Buffer.from(line.base64, 'base64').toString('latin1')
  }
}

/** What is read of bookmarks: what is for reading only names those that it begins and ends with. */
function marksRead(spec: ExportSpec, written: ReadonlySet<string>): readonly Bookmark[] {
  const { format, range } = spec.choice
  if (format === 'plain') return []
  const ends = range.kind === 'since' ? [range.bookmark, ...(range.until === null ? [] : [range.until])] : []
  return format === 'json' ? [...ends, ...marksIn(spec, written)] : ends
}
