import type { Found, FoundQuestion, FoundSession } from './found.ts'
import type { MessageTruth, QuestionTruth, SessionTruth, Truth } from './truth.ts'
import { tokensIn } from './words.ts'

/**
 * What was found is what there is: it is owed from now on. What is in the trash can't be seen: there everything younger
 * than `until` may be lost. `requests` tells how often the model was asked for a token.
 */
export function adopt(truth: Truth, found: Found, until: number, requests: ReadonlyMap<string, number>): void {
  truth.shown.found(found.window?.id ?? null)
  truth.topic.found(found.topic)
  truth.settings.found(found.settings)
  for (const session of truth.sessions.values()) {
    const here = found.sessions.find(({ id }) => id === session.id)
    const trashed = found.trash.includes(session.id)
    session.place.found(here !== undefined ? 'here' : trashed ? 'trash' : 'nowhere')
    if (here === undefined) forgive(session, until)
    else adoptSession(session, here, requests)
  }
}

function forgive({ title, draft, bookmarks, unread, marks, messages }: SessionTruth, until: number): void {
  for (const register of [title, draft, unread, ...bookmarks.values(), ...Object.values(marks)]) register.killed(until)
  for (const message of messages) {
    const { question } = message
    question?.reply.killed(until)
    if (question?.shownAt != null && question.shownAt > until) question.shownAt = null
    message.shown = message.shown.filter(({ at }) => at <= until)
    if (message.doneAt !== null && message.doneAt > until) message.doneAt = null
  }
}

function adoptSession(session: SessionTruth, found: FoundSession, requests: ReadonlyMap<string, number>): void {
  const order = found.queue.map(({ text }) => tokensIn(text)[0] ?? '')
  const rank = ({ token }: MessageTruth): number => order.indexOf(token)
  session.messages.sort((a, b) => rank(a) - rank(b))
  session.title.found(found.title)
  session.draft.found({ draft: found.draft, attached: found.attached, sent: null })
  session.unread.found(found.unread)
  // It ends some time, or is only now told to have ended, and nobody knows who is looking then.
  if (found.turns.some(({ outcome }, at) => at === found.turns.length - 1 && outcome !== 'done'))
    session.unread.ask(true)
  session.marks.pinned.found(found.marks.pinned)
  session.marks.tags.found(found.marks.tags)
  session.marks.notes.found(found.marks.notes)
  for (const [name, register] of session.bookmarks) {
    register.found(found.bookmarks.find((bookmark) => bookmark.name === name)?.description ?? null)
  }
  const has = (text: string | null, token: string): boolean => text !== null && tokensIn(text).includes(token)
  for (const message of session.messages) {
    const { token } = message
    const waits = found.queue.some(({ text }) => has(text, token))
    const turn = found.turns.find(({ prompt }) => has(prompt, token))
    message.frozenAt = waits ? (requests.get(token) ?? 0) : null
    if (turn !== undefined) {
      const length = turn.answers.reduce((sum, answer) => sum + answer.text.length, 0)
      message.shown = [{ at: -Infinity, length }]
      message.doneAt = turn.outcome === 'done' ? -Infinity : null
    }
    if (message.question !== null) adoptQuestion(message.question, turn?.questions[0])
    if (waits || turn !== undefined) {
      message.stored = 'owed'
      message.removal = 'none'
    } else {
      // It never arrived, or went: it may not come up again.
      message.removal = 'owed'
    }
  }
}

function adoptQuestion(question: QuestionTruth, found: FoundQuestion | undefined): void {
  question.shownAt = found === undefined ? null : -Infinity
  question.reply.found(found?.reply ?? '')
  question.given = found?.outcome === 'answered'
}
