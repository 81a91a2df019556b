import { AppError } from '../../shared/errors.ts'
import type { Conversations } from './conversations.ts'
import type { Runner } from './runner.ts'

/** How much of an interrupted answer is quoted when its rest is asked for, in characters. */
const TAIL = 2000

export interface ContinuingDeps {
  readonly conversations: Pick<Conversations, 'readAll'>
  readonly runner: Pick<Runner, 'send'>
  /** The words that ask a model for the rest of an answer which ended with `tail`. */
  readonly continuePrompt: (tail: string) => string
}

/** Asks for the rest of a turn that was cut; a turn of which nothing was said is asked again as it was. */
export function createContinuing({ conversations, runner, continuePrompt }: ContinuingDeps) {
  return async (id: string, turnId: string): Promise<void> => {
    const turns = await conversations.readAll(id)
    const turn = turns.find((other) => other.id === turnId)
    if (turn === undefined) throw new AppError('sessionMissing', turnId)
    const said = turn.items.findLast((item) => item.kind === 'message' && item.text !== '')
    const tail = said?.kind === 'message' ? said.text.slice(-TAIL).toWellFormed() : ''
    await runner.send(id, tail === '' && turn.prompt !== null ? turn.prompt.text : continuePrompt(tail))
  }
}
