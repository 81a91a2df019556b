import type { Found, FoundSession, FoundTurn } from './found.ts'
import { isWaiting, judgeQuestion } from './judgeQuestion.ts'
import type { MessageTruth, QuestionTruth, SessionTruth, Truth, Typed } from './truth.ts'
import { answerTo, tokensIn } from './words.ts'

/** One broken promise. */
export interface Verdict {
  readonly kind: 'lost' | 'duplicated' | 'damaged'
  readonly what: string
}

/**
 * Compares what was found after a kill with what is owed; `until`: what was said later than that may be missing; `diedAt`:
 * what was asked later than that waits in a runtime that lives.
 */
export function judge(truth: Truth, found: Found, until: number, diedAt: number): readonly Verdict[] {
  const verdicts: Verdict[] = []
  const say = (kind: Verdict['kind'], what: string): void => void verdicts.push({ kind, what })
  for (const notice of found.notices) {
    if (notice === 'libraryLost' || notice === 'libraryRestored') say('lost', `the app says ${notice}`)
  }
  if (found.library !== 'ok') say('damaged', `library.db: ${found.library}`)
  for (const { id } of found.sessions) if (!truth.sessions.has(id)) say('duplicated', `${id} was never made`)
  for (const session of truth.sessions.values()) judgePlace(session, found, until, say)
  for (const here of found.sessions) {
    const session = truth.sessions.get(here.id)
    if (session !== undefined)
      judgeSession(session, here, { until, diedAt }, (kind, what) => say(kind, `${here.id}: ${what}`))
  }
  judgeWindow(truth, found, until, say)
  const topics = truth.topic.allowed(until)
  if (!topics.includes(found.topic)) {
    say('lost', `the topic of the new session is ${found.topic ?? 'none'}, not ${topics.join(' or ')}`)
  }
  const settings = truth.settings.allowed(until)
  if (!settings.includes(found.settings)) {
    say('lost', `the settings are ${found.settings}, not ${settings.join(' or ')}`)
  }
  for (const what of found.exposed) say('damaged', `our data is open to others: ${what}`)
  for (const path of found.leftovers) say('duplicated', `${path} holds what was deleted for good`)
  return verdicts
}

/** Compares how often the model was asked with how often somebody sent. */
export function judgeRequests(truth: Truth, requests: ReadonlyMap<string, number>): readonly Verdict[] {
  const verdicts: Verdict[] = []
  for (const [token, count] of requests) {
    const message = truth.message(token)
    if (message === undefined) verdicts.push({ kind: 'duplicated', what: `${token} was sent by nobody` })
    else if (count > 1 + message.resumes + afterQuestion(message.question)) {
      verdicts.push({ kind: 'duplicated', what: `${token} reached the model ${count} times` })
    } else if (message.frozenAt !== null && count > message.frozenAt) {
      verdicts.push({ kind: 'duplicated', what: `${token} waited for the person and was sent by itself` })
    }
  }
  return verdicts
}

/** How often the model may be asked once more because of what was asked in a turn. */
function afterQuestion(question: QuestionTruth | null): number {
  return question === null ? 0 : question.answers + (question.cut ? 1 : 0)
}

/** When what was lost may have been said last, and when the runtime died; both in epoch milliseconds. */
export interface Times {
  readonly until: number
  readonly diedAt: number
}

/** Accuses. */
export type Say = (kind: Verdict['kind'], what: string) => void

function judgePlace({ id, place }: SessionTruth, found: Found, until: number, say: Say): void {
  const here = found.sessions.filter((session) => session.id === id).length
  const trashed = found.trash.filter((other) => other === id).length
  if (here + trashed > 1) say('duplicated', `${id} is ${here} times in the list and ${trashed} times in the trash`)
  const at = here > 0 ? 'here' : trashed > 0 ? 'trash' : 'nowhere'
  const allowed = place.allowed(until)
  if (!allowed.includes(at)) say('lost', `${id} is ${at} and should be ${allowed.join(' or ')}`)
}

function judgeSession(truth: SessionTruth, found: FoundSession, times: Times, say: Say): void {
  const { until } = times
  if (found.problem !== null) say('damaged', `its problem is ${found.problem}`)
  for (const damage of found.damages) say('damaged', damage)
  const titles = truth.title.allowed(until)
  if (!titles.includes(found.title)) say('lost', `its title is ${found.title ?? 'none'}, not ${titles.join(' or ')}`)

  for (const message of truth.messages) judgeMessage(message, found, say)
  judgeDraft(truth, found, until, say)
  judgeQueue(truth, found, say)
  judgeBookmarks(truth, found, until, say)
  judgeMarks(truth, found, until, say)
  const unread = truth.unread.allowed(until)
  if (!unread.includes(found.unread)) say('lost', found.unread ? 'it was read and is not' : 'it was unread and is not')
  for (const turn of found.turns) judgeTurn(truth, turn, times, say)
}

/** The window is where it was, with the box as it was left. */
function judgeWindow(truth: Truth, { window, sessions, notices }: Found, until: number, say: Say): void {
  const shown = truth.shown.allowed(until)
  const isChosen = shown.every((id) => id !== null && sessions.some((session) => session.id === id))
  // After two starts that failed the last session stays closed, and the app says so.
  if (isChosen && !notices.includes('crashLoop') && !shown.includes(window?.id ?? '')) {
    say('lost', `the window shows ${window?.id ?? 'no session'}, not ${shown.join(' or ')}`)
  }
  if (window === null) return
  const { draft = null, attached = [] } = sessions.find(({ id }) => id === window.id) ?? {}
  const kept = print({ draft: draft ?? { text: '', selectionStart: 0, selectionEnd: 0 }, attached })
  const shows = print({ draft: window.box, attached: window.attached })
  if (kept !== shows) say('lost', `the box of ${window.id} holds ${shows}, and its draft is ${kept}`)
}

/** A box in one text: words, caret, and what is attached. */
function print({ draft, attached }: Omit<Typed, 'sent'>): string {
  return [JSON.stringify(draft), ...attached].join(' ')
}

function placesOf(token: string, { draft, queue, turns }: FoundSession): Record<'draft' | 'queue' | 'turns', number> {
  const has = (text: string | null): boolean => text !== null && tokensIn(text).includes(token)
  return {
    draft: has(draft?.text ?? null) ? 1 : 0,
    queue: queue.filter(({ text }) => has(text)).length,
    turns: turns.filter(({ prompt }) => has(prompt)).length,
  }
}

function judgeMessage({ token, stored, removal }: MessageTruth, found: FoundSession, say: Say): void {
  const { draft, queue, turns } = placesOf(token, found)
  if (draft + queue + turns > 1) {
    say('duplicated', `${token} is ${queue} times in the queue, ${turns} in the transcript, ${draft} in the draft`)
  }
  if (queue + turns === 0 && stored === 'owed' && removal === 'none') {
    say('lost', `${token} was stored and is ${draft > 0 ? 'only a draft again' : 'nowhere'}`)
  }
  if (queue > 0 && removal === 'owed') say('lost', `${token} was removed from the queue and is there again`)
}

/** What was typed: exactly, the caret too. A box that a message emptied may only be empty where that message is. */
function judgeDraft(truth: SessionTruth, found: FoundSession, until: number, say: Say): void {
  const arrived = (token: string): boolean => {
    const { queue, turns } = placesOf(token, found)
    // What was removed since can't be found, and is no less sent.
    return queue + turns > 0 || truth.messages.every((message) => message.token !== token || message.removal !== 'none')
  }
  const allowed = truth.draft.allowed(until).filter(({ sent }) => sent === null || arrived(sent))
  const wanted = allowed.map(print)
  if (wanted.includes(print(found))) return
  say('lost', `its draft is ${print(found)}, not ${wanted.slice(0, 3).join(' or ')}${wanted.length > 3 ? ' …' : ''}`)
}

function judgeQueue(truth: SessionTruth, { queue }: FoundSession, say: Say): void {
  const order = truth.messages.map(({ token }) => token)
  const places = queue.map(({ text }) => order.indexOf(tokensIn(text)[0] ?? ''))
  for (const [index, { text, state, attached }] of queue.entries()) {
    if (state !== 'paused') say('duplicated', `${text} is ${state}: it would be sent by itself`)
    const known = truth.messages[places[index] ?? -1]
    if (known === undefined) say('duplicated', `its queue holds what nobody sent: ${text}`)
    else if (known.text !== text)
      say('damaged', `its queue holds ${JSON.stringify(text)}, not ${JSON.stringify(known.text)}`)
    else judgeAttached(known, attached, say)
  }
  // What left since the last look comes back in front of what waited all the time.
  const waited = places.findIndex((place) => truth.messages[place]?.frozenAt != null)
  const rest = waited < 0 ? [] : places.slice(waited)
  if (rest.some((place, index) => place < (rest[index - 1] ?? -1))) say('damaged', 'its queue has another order')
}

function judgeBookmarks(truth: SessionTruth, { bookmarks }: FoundSession, until: number, say: Say): void {
  for (const [name, register] of truth.bookmarks) {
    const [there, ...more] = bookmarks.filter((other) => other.name === name)
    if (more.length > 0) say('duplicated', `the bookmark ${name} is there ${more.length + 1} times`)
    const allowed = register.allowed(until)
    if (allowed.includes(there?.description ?? null)) continue
    if (there === undefined) say('lost', `the bookmark ${name} is gone`)
    else if (allowed.every((description) => description === null)) say('lost', `the bookmark ${name} was removed`)
    else say('lost', `the bookmark ${name} says ${there.description}, not ${allowed.map(String).join(' or ')}`)
  }
  for (const { name } of bookmarks) if (!truth.bookmarks.has(name)) say('duplicated', `nobody set the bookmark ${name}`)
}

/** What goes with a message is what was given to it. */
function judgeAttached({ token, attached }: MessageTruth, found: readonly string[], say: Say): void {
  if (found.join() === attached.join()) return
  say('lost', `with ${token} goes ${found.join(', ') || 'nothing'}, not ${attached.join(', ') || 'nothing'}`)
}

function judgeMarks({ marks }: SessionTruth, found: FoundSession, until: number, say: Say): void {
  for (const name of ['pinned', 'tags', 'notes'] as const) {
    const allowed: readonly unknown[] = marks[name].allowed(until)
    const there = found.marks[name]
    if (!allowed.includes(there))
      say('lost', `its ${name} is ${String(there)}, not ${allowed.map(String).join(' or ')}`)
  }
}

function judgeTurn(truth: SessionTruth, turn: FoundTurn, times: Times, say: Say): void {
  const { until } = times
  const { prompt, outcome, answers } = turn
  const token = tokensIn(prompt ?? '')[0] ?? ''
  const message = truth.messages.find((other) => other.token === token)
  if (message === undefined) {
    say('duplicated', `its transcript has a turn that nobody began: ${prompt ?? 'without a message'}`)
    return
  }
  if (prompt !== message.text) say('damaged', `${token} reads ${JSON.stringify(prompt)}`)
  judgeAttached(message, turn.attached, say)
  judgeQuestion(message, turn, times, say)
  if (outcome === 'running' && !isWaiting(message, times)) say('damaged', `${token} claims to be running`)
  const whole = answerTo(token)
  const text = answers.map((answer) => answer.text).join('')
  if (!whole.startsWith(text))
    say(text.includes(whole) ? 'duplicated' : 'damaged', `the answer to ${token} reads ${text}`)
  if (outcome === 'failed') say('damaged', `${token} failed`)
  if (outcome === 'done' && text !== whole) say('lost', `${token} is called done with ${text.length} characters`)
  const owed = Math.max(0, ...message.shown.filter(({ at }) => at <= until).map(({ length }) => length))
  if (text.length < owed)
    say('lost', `of the answer to ${token} ${owed} characters were shown, ${text.length} are left`)
  if (message.doneAt !== null && message.doneAt <= until && outcome !== 'done') {
    say('lost', `the answer to ${token} was finished and is ${outcome}`)
  }
}
