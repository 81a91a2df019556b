import type { SessionEvent } from '../../shared/events.ts'
import type { TurnError, TurnOutcome } from '../../shared/model/turn.ts'
import { type Fields, fieldsOf, text } from './fields.ts'
import { createRepeats } from './repeats.ts'
import type { PendingRequests } from './requests.ts'
import { createRetries } from './retries.ts'
import type { AgentLog } from './supervisor.ts'
import type { Timings } from './timings.ts'
import { isKnown, translate } from './translate.ts'
import { turnErrorOf } from './turnError.ts'
import { createTurnWatch } from './turnWatch.ts'

/** What a turn reader needs. */
export interface TurnReaderDeps {
  readonly sessionId: string
  readonly requests: PendingRequests
  readonly tell: (events: readonly SessionEvent[]) => void
  /** The person's message was taken: it can be written to the disk. */
  readonly onAccepted: () => void
  /** A turn was silent for too long: it is to be ended so, and aborted. */
  readonly onStalled: (error: TurnError) => void
  readonly timings: Timings
  readonly log: AgentLog
}

/** Reads the events of a live session: makes ours of them, and knows where the turn stands. */
export interface TurnReader {
  /** Takes an event of the runtime as it comes. */
  take(event: unknown): void
  /** The turn of that id, which was cut, goes on. */
  takeUp(id: string): void
  isRunning(): boolean
  /** Resolves when the turn that runs has ended. */
  ended(): Promise<void>
  /** Resolves when the runtime says for the next time that nothing is going on. */
  idle(): Promise<void>
  /** Ends the turn here, whatever the runtime still says of it. */
  end(outcome: Exclude<TurnOutcome, 'running'>, error: TurnError | null): void
  /** Silence counts from now. */
  touch(): void
  dispose(): void
}

export function createTurnReader(deps: TurnReaderDeps): TurnReader {
  const { requests, tell, timings, log } = deps
  const repeats = createRepeats()
  const tools = new Set<string>()
  let running = false
  let turnId = deps.sessionId
  let failure: TurnError | null = null
  let aborted = false
  /** True while only commands in the background keep the turn open. */
  let inBackground = false
  let unknown = 0
  /** How often this turn was silent before. */
  let silences = 0
  let grace: NodeJS.Timeout | null = null
  let waiting: (() => void)[] = []
  let untilIdle = Promise.withResolvers<undefined>()

  const watch = createTurnWatch({
    silence: timings.silence,
    stall: timings.stall,
    waitsForPerson: () => requests.waits(),
    works: () => tools.size > 0 || inBackground,
    onSilent: () => tellSilence(false),
    onHeard: () => tellSilence(true),
    onStalled: () => deps.onStalled(retries.reason() ?? { kind: 'stalled', message: '', status: null }),
  })
  const retries = createRetries(tell)

  function tellSilence(over: boolean): void {
    const notice = { kind: 'info', message: 'no-activity', ...(over ? { over } : {}) } as const
    tell([{ type: 'noticeAdded', itemId: `${turnId}:no-activity:${silences}`, at: Date.now(), notice }])
    if (over) silences += 1
  }

  const stopGrace = (): void => {
    if (grace !== null) clearTimeout(grace)
    grace = null
  }

  /** The runtime says when a turn is over; should it forget to after an error or an abort, this does. */
  const expectIdle = (): void => {
    stopGrace()
    grace = setTimeout(settle, timings.grace)
  }

  function begin(): void {
    stopGrace()
    repeats.turn()
    running = true
    failure = null
    aborted = false
    inBackground = false
    silences = 0
    tools.clear()
    watch.start()
  }

  function end(outcome: Exclude<TurnOutcome, 'running'>, error: TurnError | null): void {
    stopGrace()
    watch.stop()
    requests.clear()
    if (running) retries.over()
    if (running) tell([{ type: 'turnEnded', at: Date.now(), outcome, error }])
    running = false
    const told = waiting
    waiting = []
    for (const resolve of told) resolve()
  }

  function settle(): void {
    if (aborted) end('stopped', null)
    else if (failure !== null) end('failed', failure)
    else end('done', null)
  }

  /** Events that say where the turn stands; true when nothing else is to be made of them. */
  function control(type: string, data: Fields): boolean {
    switch (type) {
      case 'assistant.turn_start':
        inBackground = false
        // One that the runtime began by itself, without a message of the person.
        if (!running) begin()
        return true
      case 'assistant.idle':
        inBackground = true
        // What it can't write, it never calls done: it tries for hours, and all has been said.
        if (failure?.kind === 'persistence' && grace === null) expectIdle()
        return true
      case 'session.idle':
        if (data['aborted'] === true) aborted = true
        settle()
        untilIdle.resolve(undefined)
        untilIdle = Promise.withResolvers()
        return true
      case 'abort':
        aborted = true
        if (running) expectIdle()
        return true
      case 'session.error':
        failure = turnErrorOf(data)
        log.warn(`a turn met an error: ${failure.kind} ${String(failure.status ?? '')}`)
        // A full disk does not end the turn: its answer still comes.
        if (running && failure.kind !== 'persistence') expectIdle()
        else if (running && inBackground && grace === null) expectIdle()
        return true
      default:
        if (grace !== null) expectIdle()
        return false
    }
  }

  function track(events: readonly SessionEvent[]): void {
    for (const event of events) {
      if (event.type === 'toolStarted') tools.add(event.itemId)
      else if (event.type === 'toolFinished') tools.delete(event.itemId)
    }
  }

  return {
    take: (event) => {
      watch.touch()
      const fields = fieldsOf(event)
      const type = text(fields, 'type')
      // Twice as many as all others together, and hardly anything in them is needed.
      if (type === 'assistant.streaming_delta') return
      if (type.startsWith('model.')) {
        if (running && type === 'model.call_failure') retries.failed(fieldsOf(fields['data']))
        else if (running && type === 'model.turn_retry') retries.asked()
        return
      }
      if (repeats.isRepeat(text(fields, 'id'))) return
      const data = fieldsOf(fields['data'])
      if (typeof fields['agentId'] !== 'string' && control(type, data)) return
      // What comes late, after its turn was ended here, must not begin another one.
      if (!running && type.endsWith('_delta')) return
      const events = translate(event)
      if (events.length === 0 && !isKnown(event)) unknown += 1
      const first = events[0]
      if (first?.type === 'turnStarted') {
        // What a message is put into goes on: what works in it still does.
        if (running && first.steered === true) repeats.turn()
        else {
          // The runtime goes on with what it was given meanwhile, and says nothing more of the turn that failed.
          if (running && failure !== null) end('failed', failure)
          begin()
        }
        turnId = first.turnId
        retries.turn(turnId)
        deps.onAccepted()
      } else if (events.some(isOutput)) retries.over()
      track(events)
      tell(requests.observe(type, data, events))
    },
    takeUp: (id) => {
      begin()
      turnId = id
      retries.turn(id)
      tell([{ type: 'turnTakenUp', turnId: id }])
    },
    isRunning: () => running,
    ended: () => (running ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    idle: () => untilIdle.promise.then(() => undefined),
    end,
    touch: () => watch.touch(),
    dispose: () => {
      if (unknown > 0) log.info(`${unknown} events of unknown types were ignored`)
      watch.stop()
      stopGrace()
    },
  }
}

/** Whether the model said or did something: then what was tried before got through. */
function isOutput({ type }: SessionEvent): boolean {
  return type !== 'noticeAdded' && type !== 'usageReported' && type !== 'contextMeasured' && type !== 'turnEnded'
}
