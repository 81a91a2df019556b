import type { FoundTurn } from './found.ts'
import type { Say, Times } from './judge.ts'
import type { MessageTruth } from './truth.ts'
import { questionOf } from './words.ts'

/** A question that was asked is there, with what was typed into its answer, and was answered by nobody but the person. */
export function judgeQuestion(message: MessageTruth, turn: FoundTurn, times: Times, say: Say): void {
  const { token, question } = message
  const { until } = times
  const mine = turn.questions.filter((one) => question !== null && one.question === questionOf(token))
  if (mine.length < turn.questions.length) say('duplicated', `in the turn of ${token} something is asked by nobody`)
  if (mine.length > 1) say('duplicated', `what is asked in the turn of ${token} is there ${mine.length} times`)
  const [found] = mine
  if (question === null) return
  if (found === undefined) {
    const owed = question.shownAt !== null && question.shownAt <= until
    if (owed) say('lost', `what was asked in the turn of ${token} is gone`)
    return
  }
  const replies = question.reply.allowed(until)
  if (!replies.includes(found.reply)) {
    const [is, was] = [JSON.stringify(found.reply), replies.map((reply) => JSON.stringify(reply)).slice(0, 3)]
    say('lost', `the half of an answer to what is asked in the turn of ${token} is ${is}, not ${was.join(' or ')}`)
  }
  if (found.outcome === 'unanswered' || (found.outcome === null && isWaiting(message, times))) return
  if (found.outcome !== 'answered')
    say('lost', `what was asked in the turn of ${token} is ${found.outcome ?? 'waiting'}`)
  else if (!question.given) say('duplicated', `what was asked in the turn of ${token} was answered by itself`)
}

/** Whether a message reached the model only after the runtime that died, so that what is asked of the person waits there. */
export function isWaiting({ question }: MessageTruth, { diedAt }: Times): boolean {
  return question?.shownAt != null && question.shownAt > diedAt
}
