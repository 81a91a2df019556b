import { AppError } from '../../shared/errors.ts'
import type { Attachment } from '../../shared/model/draft.ts'
import type { History } from '../history/port.ts'
import type { Conversations } from './conversations.ts'
import type { SentAgain } from './rewinding.ts'
import type { Runner } from './runner.ts'

/** How much of an interrupted answer is quoted when its rest is asked for, in characters. */
const TAIL = 2000

export interface ContinuingDeps {
  readonly conversations: Pick<Conversations, 'readAll'>
  readonly runner: Pick<Runner, 'send'>
  /** The messages in a log, and the turns that they began. */
  readonly prompts: History['prompts']
  /** What went along with the message of a turn. */
  readonly sentWith: (id: string, turnId: string) => Promise<SentAgain>
  /** The words that ask a model for the rest of an answer which ended with `tail`. */
  readonly continuePrompt: (tail: string) => string
}

/**
 * Asks for the rest of a turn that was cut. One of which nothing was said, or of which the runtime knows nothing, is asked
 * again as it was; rejects with `attachmentMissing` where something that went along is gone.
 */
export function createContinuing({ conversations, runner, prompts, sentWith, continuePrompt }: ContinuingDeps) {
  /** Whether the runtime knows of a turn. */
  const inLog = async (id: string, turnId: string): Promise<boolean> =>
    (await prompts(id).catch(noneOf)).some((line) => line.turnId === turnId)
  const sentAlong = async (id: string, turnId: string, names: readonly string[]): Promise<readonly Attachment[]> => {
    if (names.length === 0) return []
    if (!(await inLog(id, turnId))) throw new AppError('attachmentMissing', names[0])
    const { attachments, lost } = await sentWith(id, turnId)
    if (lost[0] !== undefined) throw new AppError('attachmentMissing', lost[0])
    return attachments
  }
  return async (id: string, turnId: string): Promise<void> => {
    const turns = await conversations.readAll(id)
    const turn = turns.find((other) => other.id === turnId)
    if (turn === undefined) throw new AppError('sessionMissing', turnId)
    const said = turn.items.findLast((item) => item.kind === 'message' && item.text !== '')
    const tail = said?.kind === 'message' ? said.text.slice(-TAIL).toWellFormed() : ''
    const { prompt } = turn
    if (prompt === null || (tail !== '' && (await inLog(id, turnId)))) await runner.send(id, continuePrompt(tail))
    else await runner.send(id, prompt.text, await sentAlong(id, turnId, prompt.attachments))
  }
}

/** A log that is not there, or holds nothing yet. */
function noneOf(error: unknown): readonly never[] {
  if (error instanceof AppError) return []
  throw error
}
