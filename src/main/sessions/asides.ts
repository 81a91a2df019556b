import { randomUUID } from 'node:crypto'
import { newAsideId } from '../../shared/aside.ts'
import type { AsideTold } from '../../shared/aside.ts'
import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { AppEvent, SessionEvent } from '../../shared/events.ts'
import type { SessionProblem } from '../../shared/model/session.ts'
import type { Agent, Connection, LiveSession } from '../agent/port.ts'
import type { History } from '../history/port.ts'
import type { AsideCopies } from './asideCopies.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversations } from './conversations.ts'
import type { ForkingDeps } from './forking.ts'
import { CLIENT_NAME } from './rows.ts'
import type { ModelChoice } from './runner.ts'

/**
 * Questions about a conversation that leave no trace in it. The runtime's own way (`ui.ephemeralQuery`) writes the question
 * with its whole context into the log; so a copy is asked, which nothing lists and which is deleted for good.
 */
export interface Asides {
  /**
   * Puts a question to the thread `run`, which begins with the first one: about what is finished in the session `id`. What is
   * said comes as `aside.told`; resolves when the answer is complete or stopped. Rejects with nothingToAsk, sessionBusy,
   * sessionMissing, sessionDamaged …
   */
  ask(id: string, run: string, question: string): Promise<void>
  /** Ends the present answer; the thread goes on with the next question. */
  stop(run: string): Promise<void>
  /** Ends a thread; resolves when nothing of it is left. */
  close(run: string): Promise<void>
  /** Removes what a crash left, once no runtime of the last run can write to it. */
  sweep(): Promise<void>
  dispose(): Promise<void>
}

export interface AsidesDeps {
  readonly agent: Pick<Agent, 'resume' | 'remove'>
  readonly history: Pick<History, 'prompts'>
  readonly catalogue: () => Catalogue
  readonly conversations: Conversations
  readonly copies: ForkingDeps['copies']
  readonly asideCopies: AsideCopies
  readonly connection: (providerId: string) => Promise<Connection>
  readonly chooseFor: (model: string | null) => ModelChoice | null
  readonly contextLimit: (choice: ModelChoice) => number | null
  readonly emit: (event: AppEvent) => void
  readonly log: { readonly error: (what: string, error: unknown) => void }
}

type Ended = Omit<Extract<AsideTold, { what: 'ended' }>, 'run' | 'what'>

interface Thread {
  readonly run: string
  readonly id: string
  readonly copy: string
  /** Set while the copy is made and when it is there. */
  made: Promise<void> | null
  live: LiveSession | null
  /** The question that is being answered. */
  asking: Promise<void> | null
  /** Resolves when its answer has ended. */
  answer: PromiseWithResolvers<Ended> | null
  stopped: boolean
}

const stoppedOutcome: Ended = { outcome: 'stopped', error: null }

/** See {@link Asides}. There is one thread at a time: a new one ends the one before. */
export function createAsides(deps: AsidesDeps): Asides {
  const { agent, catalogue, conversations, asideCopies } = deps
  const threads = new Map<string, Thread>()
  const leaving = new Set<Promise<void>>()
  let disposed = false

  const tell = (told: AsideTold): void => deps.emit({ type: 'aside.told', told })

  /** The first message that is not finished, which stays behind; null when all is. */
  const openEnd = async (id: string): Promise<string | null> => {
    const { state } = await conversations.inMemory(id)
    const prompts = (await deps.history.prompts(id)).map(({ turnId }) => turnId)
    // What runs may not have reached the log yet.
    const active = prompts.indexOf(state.active?.id ?? '')
    if (prompts.length === 0 || active === 0) throw new AppError('nothingToAsk', id)
    return prompts[active] ?? null
  }

  const copy = async ({ id, copy: to }: Thread): Promise<void> => {
    const row = catalogue().row(id)
    if (row === null) throw new AppError('sessionMissing', id)
    if (row.unsent) throw new AppError('nothingToAsk', id)
    refuse(id, (await conversations.load(id)).problem)
    const before = await openEnd(id)
    await deps.copies.fork({ from: id, to, before, name: to, clientName: CLIENT_NAME })
  }

  const choiceFor = (id: string): ModelChoice => {
    const record = catalogue().record(id)
    const chosen =
      record?.providerId != null && record.model !== null
        ? { providerId: record.providerId, model: record.model }
        : deps.chooseFor(catalogue().disk(id)?.model ?? null)
    if (chosen === null) throw new AppError('providerMissing')
    return chosen
  }

  const hear = (thread: Thread, event: SessionEvent): void => {
    const { run, answer } = thread
    if (answer === null) return
    if (event.type === 'textStreamed') tell({ run, what: 'text', itemId: event.itemId, text: event.text })
    else if (event.type === 'messageCompleted')
      tell({ run, what: 'message', itemId: event.itemId, text: event.text, model: event.model })
    else if (event.type === 'turnEnded') answer.resolve({ outcome: event.outcome, error: event.error })
  }

  const wake = async (thread: Thread, choice: ModelChoice): Promise<LiveSession> => {
    const live = await agent.resume({
      id: thread.copy,
      // Without tools, whatever the session may do: a question changes nothing.
      kind: 'chat',
      folder: null,
      connection: await deps.connection(choice.providerId),
      model: choice.model,
      // One request for one question.
      context: { limit: deps.contextLimit(choice), compactAt: null },
      effort: catalogue().record(thread.id)?.effort ?? null,
      onEvent: (event) => hear(thread, event),
      onLost: () => {
        thread.live = null
        thread.answer?.resolve({ outcome: 'interrupted', error: null })
      },
    })
    thread.live = live
    return live
  }

  /** Asked anew each time: it may change while one waits. */
  const isStopped = (thread: Thread): boolean => thread.stopped

  const answered = async (thread: Thread, question: string): Promise<Ended> => {
    thread.made ??= copy(thread).catch((error: unknown) => {
      thread.made = null
      throw error
    })
    await thread.made
    if (isStopped(thread)) return stoppedOutcome
    const choice = choiceFor(thread.id)
    tell({ run: thread.run, what: 'asked', model: choice.model })
    const live = thread.live ?? (await wake(thread, choice))
    if (isStopped(thread)) return stoppedOutcome
    const answer = Promise.withResolvers<Ended>()
    thread.answer = answer
    try {
      await live.send(question)
      return await answer.promise
    } finally {
      thread.answer = null
    }
  }

  const stop = async (thread: Thread): Promise<void> => {
    thread.stopped = true
    const { answer } = thread
    if (answer === null) return
    await thread.live?.stop().catch((error: unknown) => deps.log.error('stopping a side question', error))
    // What was stopped before it began ends without a word.
    answer.resolve(stoppedOutcome)
  }

  const end = async (thread: Thread): Promise<void> => {
    threads.delete(thread.run)
    await stop(thread)
    await thread.asking?.catch(() => undefined)
    await thread.live?.close().catch((error: unknown) => deps.log.error('closing a side question', error))
    if (thread.made === null) return
    await agent.remove(thread.copy).catch((error: unknown) => deps.log.error('deleting a side question', error))
    // The runtime may be gone.
    await asideCopies.wipe(thread.copy).catch((error: unknown) => deps.log.error('removing a side question', error))
  }
  const leave = (thread: Thread): Promise<void> => {
    const left = end(thread).finally(() => leaving.delete(left))
    leaving.add(left)
    return left
  }

  const begin = (id: string, run: string): Thread => {
    for (const other of threads.values()) void leave(other)
    const thread: Thread = {
      run,
      id,
      copy: newAsideId(randomUUID()),
      made: null,
      live: null,
      asking: null,
      answer: null,
      stopped: false,
    }
    threads.set(run, thread)
    return thread
  }

  return {
    ask: async (id, run, question) => {
      const thread = threads.get(run) ?? begin(id, run)
      if (disposed || thread.asking !== null || thread.id !== id) throw new AppError('sessionBusy', id)
      thread.stopped = false
      const asking = answered(thread, question).then((ended) => tell({ run, what: 'ended', ...ended }))
      thread.asking = asking
      try {
        await asking
      } finally {
        thread.asking = null
      }
    },
    stop: async (run) => {
      const thread = threads.get(run)
      if (thread !== undefined) await stop(thread)
    },
    close: async (run) => {
      const thread = threads.get(run)
      if (thread !== undefined) await leave(thread)
    },
    sweep: async () => {
      const own = new Set([...threads.values()].map((thread) => thread.copy))
      for (const id of await asideCopies.left()) if (!own.has(id)) await asideCopies.wipe(id)
    },
    dispose: async () => {
      disposed = true
      for (const thread of threads.values()) void leave(thread)
      await Promise.all(leaving)
    },
  }
}

/** What can't be read from end to end is not copied: what would be asked about is not all of it. */
function refuse(id: string, problem: SessionProblem | null): void {
  const code = problem === null ? undefined : refusals[problem.code]
  if (code !== undefined) throw new AppError(code, problem?.detail ?? id)
}

const refusals: Partial<Record<SessionProblem['code'], ErrorCode>> = {
  missing: 'sessionMissing',
  empty: 'sessionEmpty',
  damaged: 'sessionDamaged',
  newer: 'sessionNewer',
  unreadable: 'readFailed',
}
