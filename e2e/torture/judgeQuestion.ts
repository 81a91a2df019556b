import type { FoundTurn } from './found.ts'
import type { Say } from './judge.ts'
import type { MessageTruth } from './truth.ts'
import { questionOf } from './words.ts'

/** A question that was asked is there, with what was typed into its answer, and was answered by nobody but the person. */
export function judgeQuestion({ token, question }: MessageTruth, turn: FoundTurn, until: number, say: Say): void {
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
  if (found.outcome === 'unanswered') return
  if (found.outcome !== 'answered')
    say('lost', `what was asked in the turn of ${token} is ${found.outcome ?? 'waiting'}`)
  else if (!question.given) say('duplicated', `what was asked in the turn of ${token} was answered by itself`)
}
