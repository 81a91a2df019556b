import { AppError } from '../../shared/errors.ts'
import type { SessionEvent } from '../../shared/events.ts'
import type { TurnError, TurnOutcome } from '../../shared/model/turn.ts'
import { bounded, settledWithin } from './deadline.ts'
import type { Life } from './life.ts'
import { loggable } from './mapError.ts'
import type { LiveOptions, LiveSession, SendOptions } from './port.ts'
import { createPendingRequests } from './requests.ts'
import { modeIn, withEffort } from './modes.ts'
import type { Runtime, RuntimeSession, SessionSpec } from './runtime.ts'
import type { AgentLog } from './supervisor.ts'
import { takeUpOf } from './takeUp.ts'
import type { Timings } from './timings.ts'
import { createTurnReader } from './turnReader.ts'

/** A live session as its host keeps it. */
export interface HostedSession extends LiveSession {
  readonly life: Life<Runtime>
  /** The runtime is gone: the turn counts as interrupted, and `onLost` is called. */
  lose(): void
  /** Everything ends: the turn counts as interrupted, and nobody is told more. */
  drop(): void
  rename(name: string): Promise<void>
  keepMetadata(text: string): Promise<void>
  changedSince(turnId: string): Promise<readonly string[] | null>
  /** The machine slept: silence counts from now. */
  woke(): void
}

/** How a session works at the moment: with what it was opened, or what was chosen since. */
type Now = Pick<SessionSpec, 'model' | 'effort' | 'mode'>

/** What a live session needs from its host. */
export interface LiveSessionDeps {
  readonly options: LiveOptions
  readonly life: Life<Runtime>
  /** Opens it in the runtime (resumes it, once it was opened before), with its events going to `onEvent`. */
  readonly open: (how: 'first' | 'again', now: Now, onEvent: (event: unknown) => void) => Promise<RuntimeSession>
  /** A turn has ended; with null when it did not fail. */
  readonly onTurnEnded: (outcome: TurnOutcome, error: TurnError | null) => void
  /** It is not live any more, for whatever reason. */
  readonly onEnd: () => void
  /** Waits until the runtime has let go of it, bounded by time, and keeps others from opening it until then. */
  readonly letGo: (disconnected: Promise<void>) => Promise<void>
  readonly timings: Timings
  readonly log: AgentLog
}

/** Opens a session and speaks for it until it is closed or lost. */
export async function openLiveSession(deps: LiveSessionDeps): Promise<HostedSession> {
  const { options, life, timings, log } = deps
  const { id } = options
  let session: RuntimeSession | null = null
  let now: Now = { model: options.model, effort: options.effort ?? null, mode: options.mode ?? null }
  let ended = false
  /** How many ended otherwise than with a summary. */
  let failedCompactions = 0
  /** Settles when the runtime has left the turn that was given up last: an abort takes along what was sent before it is done. */
  let leaving: Promise<void> = Promise.resolve()

  /** Whether the newest message that was accepted stands in the log. */
  let saving: Promise<boolean> = Promise.resolve(true)

  const requests = createPendingRequests({
    grant: (requestId) =>
      call('grant', timings.call, (open) => open.decide(requestId, { kind: 'approve-once' })).catch(() => false),
    allowedByRule: (request) => options.allowedByRule?.(request) ?? null,
    refuse: (what, requestId) =>
      void call('refuse', timings.call, (open) => open.refuse(what, requestId)).catch((error: unknown) =>
        log.warn(`refuse ${what}: ${loggable(error)}`),
      ),
    tell,
  })
  const turn = createTurnReader({
    sessionId: id,
    requests,
    tell,
    onAccepted: () => {
      saving = life
        .call('save', timings.call, (runtime) => runtime.save(id))
        .then(
          () => true,
          () => false,
        )
    },
    onStalled: (error) => void giveUp(error),
    timings,
    log,
  })
  const onEvent = (event: unknown): void => {
    if (ended) return
    const mode = modeIn(event)
    if (mode !== null) {
      now = { ...now, mode }
      options.onMode?.(mode)
    }
    turn.take(event)
  }

  function call<T>(what: string, ms: number, work: (session: RuntimeSession) => Promise<T>): Promise<T> {
    const open = session
    if (ended || open === null) return Promise.reject(new AppError('runtimeFailed'))
    return life.call(what, ms, () => work(open))
  }

  function tell(events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (ended) return
      options.onEvent(event)
      if (event.type === 'noticeAdded' && withoutSummary.has(event.notice.kind)) failedCompactions += 1
      if (event.type === 'turnEnded') deps.onTurnEnded(event.outcome, event.error)
    }
  }

  const abort = (): Promise<void> => call('abort', timings.stop, (open) => open.abort())

  async function giveUp(error: TurnError): Promise<void> {
    log.warn('a turn was given up: nothing came for too long')
    turn.end('failed', error)
    const left = turn.idle()
    // Its last word comes after the abort has been answered: it must not end what is sent next.
    leaving = abort().then(
      () => settledWithin(left, timings.stop).then(() => undefined),
      (failed: unknown) => log.warn(`abort: ${loggable(failed)}`),
    )
    await leaving
  }

  function end(outcome: 'interrupted' | 'stopped'): void {
    turn.end(outcome, null)
    ended = true
    session = null
    turn.dispose()
    deps.onEnd()
  }

  function lose(outcome: 'interrupted' | 'stopped'): void {
    if (ended) return
    end(outcome)
    options.onLost()
  }

  async function stop(): Promise<void> {
    const open = session
    if (open === null) return
    const softly = Promise.all([turn.ended(), abort()])
    const bounds = { what: 'stop', ms: timings.stop, gone: life.gone }
    const [result] = await Promise.allSettled([bounded(softly, bounds)])
    if (result.status === 'fulfilled' || ended) return
    log.warn(`a turn did not stop by itself: ${loggable(result.reason)}`)
    lose('stopped')
    await deps.letGo(open.disconnect())
  }

  async function compact(keep: string): Promise<void> {
    const before = failedCompactions
    try {
      await call('compact', timings.compact, (open) => open.compact(keep.toWellFormed()))
    } catch (error) {
      // Told where it happened: in the conversation.
      if (failedCompactions === before) throw error
    }
  }

  async function send(prompt: string, options: SendOptions = plainly): Promise<void> {
    await leaving
    const well = prompt.toWellFormed()
    const { given } = options
    const how = given === undefined ? options : { ...options, given: given.toWellFormed() }
    const ms = timings.send * (1 + ((given ?? well).length + weight(options)) / 5_000_000)
    try {
      await call('send', ms, (open) => open.send(well, how))
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'sessionMissing') throw error
      log.info('the runtime had let go of a session: it is opened again')
      try {
        session = await deps.open('again', now, onEvent)
      } catch (failed) {
        lose('interrupted')
        throw failed
      }
      await call('send', ms, (open) => open.send(well, how))
    }
  }

  const { takeUp } = options
  const pending = takeUp == null ? [] : await pendingOf(takeUp.requestId)
  session = await deps.open('first', now, onEvent)
  const { runsWith } = session
  now = withEffort(now, runsWith)
  if (takeUp != null) await takeUpTurn(takeUp.turnId)

  /** Read before it is opened: opened so, the runtime does again what had begun. */
  async function pendingOf(requestId: string): Promise<readonly unknown[]> {
    const events = await life.call('newestEvents', timings.call, (runtime) => runtime.newestEvents(id))
    const found = takeUpOf(events, requestId)
    if (found === null) throw new AppError('takeUpUnsafe')
    return found
  }

  async function takeUpTurn(turnId: string): Promise<void> {
    const open = session
    const waiting = await call('pending', timings.call, (opened) => opened.pendingPermissions())
    const known = new Set(requests.again(pending))
    if (waiting.length === known.size && waiting.every((one) => known.has(one))) {
      turn.takeUp(turnId)
      return
    }
    // What an older turn left would be waited for as well, and has no card.
    requests.clear()
    ended = true
    session = null
    turn.dispose()
    if (open !== null) await deps.letGo(open.disconnect())
    throw new AppError('takeUpUnsafe')
  }

  return {
    id,
    life,
    runsWith,
    send,
    saved: () => saving,
    stop,
    answer: async (requestId, answer) => {
      const answering = requests.answer(requestId, answer, {
        decide: (asked, decision) => call('answer', timings.call, (open) => open.decide(asked, decision)),
        reply: (asked, words, freeform) => call('answer', timings.call, (open) => open.reply(asked, words, freeform)),
        fillIn: (asked, given) => call('answer', timings.call, (open) => open.fillIn(asked, given)),
        decidePlan: (asked, decision) => call('answer', timings.call, (open) => open.decidePlan(asked, decision)),
      })
      await bounded(answering, { what: 'answer', ms: timings.call, gone: life.gone })
    },
    setModel: async (next, effort = null) => {
      const well = next.toWellFormed()
      if (well.trim() === '') throw new AppError('modelMissing')
      await call('setModel', timings.call, (open) => open.setModel(well, effort))
      now = { ...now, model: well, effort }
    },
    grants: () => requests.grants(),
    revokeGrants: async () => {
      requests.forgetGrants()
      await call('resetGrants', timings.call, (open) => open.resetGrants())
    },
    compact,
    cancelCompaction: () => call('cancelCompaction', timings.call, (open) => open.cancelCompaction()),
    summarise: () => call('summarise', timings.compact, (open) => open.summarise()),
    setMode: async (mode) => {
      await call('setMode', timings.call, (open) => open.setMode(mode))
      now = { ...now, mode }
    },
    commands: () => call('commands', timings.call, (open) => open.commands()),
    // One of them may ask the model.
    invoke: (name, input) => call('invoke', timings.invoke, (open) => open.invoke(name, input)),
    close: async () => {
      const open = session
      if (open === null) return
      end('interrupted')
      await deps.letGo(open.disconnect())
    },
    lose: () => lose('interrupted'),
    drop: () => {
      if (!ended) end('interrupted')
    },
    rename: (name) => call('rename', timings.call, (open) => open.setName(name)),
    keepMetadata: (text) => call('keepMetadata', timings.call, (open) => open.keepMetadata(text)),
    changedSince: (turnId) => call('changedSince', timings.call, (open) => open.changedSince(turnId)),
    woke: () => turn.touch(),
  }
}

const withoutSummary: ReadonlySet<string> = new Set(['compactionFailed', 'compactionCancelled'])

const plainly: SendOptions = { attachments: [], steer: false }

/** How much there is to hand over beside the text, in characters. */
function weight({ attachments }: SendOptions): number {
  return attachments.reduce((sum, attachment) => sum + (attachment.kind === 'bytes' ? attachment.data.length : 0), 0)
}
