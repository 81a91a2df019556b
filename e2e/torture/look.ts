import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Attachment, Draft } from '../../src/shared/model/draft.ts'
import type { OpenedSession } from '../../src/shared/model/opened.ts'
import type { SessionRow } from '../../src/shared/model/session.ts'
import type { Turn } from '../../src/shared/model/turn.ts'
import type { App } from './app.ts'
import type { Found, FoundQuestion, FoundSession, FoundTurn, Written } from './found.ts'
import { exposedIn } from './exposed.ts'
import { leftoversOf } from './leftovers.ts'
import { damagesOf } from './logLines.ts'
import { until } from './patience.ts'
import type { Truth } from './truth.ts'
import { attachedIn, boxOf, printSettings, readBox } from './work.ts'
import { tokensIn } from './words.ts'

/** Where to look. */
export interface Places {
  readonly home: string
  readonly userData: string
}

/** How long it may take until a session that was cut says how far it came, in milliseconds. */
const SETTLED = 10_000
/** How long it may take until nothing is left of what was deleted for good, also when that was cut, in milliseconds. */
const FORGOTTEN = 20_000

/**
 * Reads everything that a person could find. First waits until nothing claims to run or to be on its way; what still
 * does after {@link SETTLED} is found so.
 *
 * @param deep reads every log from end to end too, and looks for what is deleted for good; nobody may be writing then
 */
export async function look(app: App, truth: Truth, { home, userData }: Places, deep: boolean): Promise<Found> {
  const open = async (): Promise<readonly OpenedSession[]> => {
    const rows = await app.call('session.list', {})
    return Promise.all(rows.map(({ id }) => app.call('session.open', { id })))
  }
  await until(async () => (await open()).every(isSettled), SETTLED, 100)
  const opened = await open()
  const [trash, marks, boot] = await Promise.all([
    app.call('trash.list', {}),
    app.call('bookmark.list', {}),
    app.call('app.boot', {}),
  ])
  const sessions: FoundSession[] = []
  for (const one of opened) {
    const { id } = one.row
    sessions.push({
      id,
      title: one.row.titleIsManual ? one.row.title : null,
      problem: one.problem?.code ?? one.row.problem?.code ?? null,
      draft: typedOf(one.draft),
      attached: namesOf(one.draft?.attachments ?? [], userData),
      queue: one.queue.map(({ text, state, attachments }) => ({
        text,
        state,
        attached: namesOf(attachments, userData),
      })),
      turns: (await allTurns(app, one)).map((turn) => toFound(turn, one.replies)),
      bookmarks: marks.filter((mark) => mark.sessionId === id),
      unread: one.row.unread,
      marks: { pinned: one.row.pinned, tags: one.row.tags.join(' '), notes: one.row.notes },
      damages: deep ? await damagesIn(app, home, one.row) : [],
    })
  }
  const there = new Set([...sessions, ...trash].map(({ id }) => id))
  return {
    sessions,
    trash: trash.map(({ id }) => id),
    window: await windowOf(app, opened),
    settings: printSettings(boot.settings),
    leftovers: deep ? await leftoversOf(truth, there, [home, userData], FORGOTTEN) : [],
    exposed: deep ? exposedIn(userData) : [],
    topic: boot.newSession?.topic ?? null,
    notices: boot.notices.map(({ kind }) => kind),
    library: quickCheck(join(userData, 'library/library.db')),
  }
}

/** What the window shows, as soon as the box of the session that it chose is there. */
async function windowOf({ page }: App, opened: readonly OpenedSession[]): Promise<Found['window']> {
  const id = await page
    .locator('[role=option][aria-selected=true]')
    .first()
    .getAttribute('data-session-id', { timeout: 3_000 })
    .catch(() => null)
  if (id === null || !opened.some(({ row }) => row.id === id)) return null
  await boxOf(page).waitFor({ timeout: 10_000 })
  return { id, box: await readBox(page), attached: await attachedIn(page) }
}

function isSettled({ state, queue }: OpenedSession): boolean {
  return state.active === null && queue.every((message) => message.state === 'paused')
}

async function allTurns(app: App, { row, state, before }: OpenedSession): Promise<readonly Turn[]> {
  let turns = [...state.turns, ...(state.active === null ? [] : [state.active])]
  for (let from = before; from !== null;) {
    const page = await app.call('session.history', { id: row.id, before: from })
    turns = [...page.turns, ...turns]
    from = page.before
  }
  return turns
}

function toFound({ prompt, outcome, items }: Turn, replies: OpenedSession['replies']): FoundTurn {
  const answers = items.flatMap((item) =>
    item.kind === 'message' ? [{ text: item.text, complete: item.complete }] : [],
  )
  const questions = items.flatMap((item): readonly FoundQuestion[] => {
    if (item.kind !== 'request') return []
    const { outcome, request } = item
    const kept = replies[item.id] ?? ''
    if (request.kind === 'question') return [{ question: request.question, outcome, reply: kept }]
    return request.kind === 'form' ? [{ question: request.message, outcome, reply: shipIn(kept) }] : []
  })
  return { prompt: prompt?.text ?? null, attached: prompt?.attachments ?? [], questions, outcome, answers }
}

/** What stands in the box of a half filled-in form into which the torture types. */
function shipIn(kept: string): string {
  const entries = kept === '' ? {} : (JSON.parse(kept) as Record<string, unknown>)
  return typeof entries['ship'] === 'string' ? entries['ship'] : ''
}

/** Of a picture that is kept in our own data the bytes are looked at, too. */
function namesOf(attachments: readonly Attachment[], userData: string): readonly string[] {
  return attachments.map(({ name, asset }) => {
    if (asset === null) return name
    const path = join(userData, 'attachments', asset)
    if (!existsSync(path)) return `${name} without its copy`
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
    return asset.startsWith(hash) ? name : `${name} with another copy`
  })
}

async function damagesIn(app: App, home: string, { id, unsent }: SessionRow): Promise<readonly string[]> {
  const path = join(home, 'session-state', id, 'events.jsonl')
  if (unsent || !existsSync(path)) return []
  const report = await app.call('health.scan', { id, refused: null })
  const doctor = report.damages
    .filter(({ kind }) => kind !== 'hugeEvent')
    .map(({ kind, line }) => `${kind} in line ${line}`)
  return [
    ...damagesOf(readFileSync(path, 'utf8'), true, tokensIn),
    ...(report.healthy ? [] : [`the doctor says: ${doctor.join(', ')}`]),
  ]
}

/** What SQLite itself says of a library that the app has open. */
function quickCheck(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
  try {
    return db
      .prepare('PRAGMA quick_check')
      .all()
      .map((row) => String(row['quick_check']))
      .join('; ')
  } finally {
    db.close()
  }
}

/** Where something is attached, no words are a draft too. */
function typedOf(draft: Draft | null): Written | null {
  if (draft === null) return null
  const { text, selectionStart, selectionEnd, attachments } = draft
  if (text === '' && attachments.length > 0) return null
  return { text, selectionStart, selectionEnd }
}
