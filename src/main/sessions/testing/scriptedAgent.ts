import { AppError } from '../../../shared/errors.ts'
import type { SessionEvent } from '../../../shared/events.ts'
import type { Answer } from '../../../shared/model/request.ts'
import type { RuntimeStatus } from '../../../shared/model/runtimeStatus.ts'
import type { Agent, Invoked, LiveOptions, LiveSession, OfferedCommand } from '../../agent/port.ts'

/** An agent that does what a test says, call by call. */
export interface ScriptedAgent extends Agent {
  /** What was asked of it, in order: `create a`, `send a: text`, `stop a` … */
  readonly calls: string[]
  /** What the model was given in place of a message, where it was not the message itself. */
  readonly given: string[]
  /** Sends an event of a live session. */
  say(id: string, event: SessionEvent): void
  /** A whole answered turn. */
  answerTurn(id: string, turnId: string, prompt: string, text: string): void
  /** The runtime dies: running turns end, every live session is lost. */
  die(): void
  failNext(what: 'create' | 'resume' | 'send' | 'compact' | 'summarise', error: AppError): void
  held: Set<string>
  /** The model that the runtime uses for a session, whatever was asked for. */
  readonly uses: Map<string, string>
  /** With what each live session was opened. */
  readonly opened: ReadonlyMap<string, LiveOptions>
  readonly offered: OfferedCommand[]
  readonly invoked: Map<string, Invoked>
  /** What is kept with each session. */
  readonly kept: Map<string, string>
  /** What the model answers when it is asked for a summary. */
  summary: string
  /** For as long older messages are summed up. */
  compacts: Promise<void>
  /** With which options each session was made live last. */
  readonly options: ReadonlyMap<string, LiveOptions>
  /** Called with each removal; what it throws is how that fails. */
  onRemove: (id: string) => void
  setStatus(status: RuntimeStatus): void
  /** Called with each rewind; what it throws is how that fails. */
  onRewind: (id: string, turnId: string) => void
  /** Whether the message that is being read is in the log. */
  saved: (id: string) => Promise<boolean>
  /** What a turn and those behind it changed; null when nobody kept that. */
  changed: readonly string[] | null
}

/** @param known ids that the runtime has on its disk */
export function createScriptedAgent(known: Set<string>): ScriptedAgent {
  const live = new Map<string, LiveOptions>()
  const calls: string[] = []
  const given: string[] = []
  const failures = new Map<string, AppError>()
  const held = new Set<string>()
  const kept = new Map<string, string>()
  const listeners = new Set<(status: RuntimeStatus) => void>()
  let status: RuntimeStatus = { state: 'running', version: '1' }
  const check = (what: string): void => {
    const error = failures.get(what)
    failures.delete(what)
    if (error !== undefined) throw error
  }
  const begin = (options: LiveOptions): LiveSession => {
    const { id } = options
    live.set(id, options)
    return {
      id,
      send: async (text, { attachments, steer, given: instead } = { attachments: [], steer: false }) => {
        if (instead !== undefined) given.push(instead)
        const names = attachments.map(({ name }) => ` +${name}`).join('')
        calls.push(`${steer ? 'steer' : 'send'} ${id}: ${text}${names}`)
        await Promise.resolve()
        check('send')
      },
      saved: () => agent.saved(id),
      stop: async () => {
        calls.push(`stop ${id}`)
        await Promise.resolve()
        options.onEvent({ type: 'turnEnded', at: 9, outcome: 'stopped', error: null })
      },
      answer: async (requestId: string, answer: Answer) => {
        calls.push(`answer ${id} ${requestId} ${answer.kind}`)
        await Promise.resolve()
      },
      runsWith: { model: agent.uses.get(id) ?? options.model, effort: options.effort ?? null },
      setModel: async (model, effort = null) => {
        calls.push(`setModel ${id} ${model}${effort === null ? '' : ` ${effort}`}`)
        await Promise.resolve()
      },
      grants: () => [],
      revokeGrants: async () => {
        calls.push(`revokeGrants ${id}`)
        await Promise.resolve()
      },
      compact: async (keep) => {
        calls.push(`compact ${id}${keep === '' ? '' : `: ${keep}`}`)
        await agent.compacts
        check('compact')
      },
      cancelCompaction: async () => {
        calls.push(`cancelCompaction ${id}`)
        await Promise.resolve()
        return true
      },
      summarise: async () => {
        calls.push(`summarise ${id}`)
        await Promise.resolve()
        check('summarise')
        return agent.summary
      },
      setMode: async (mode) => {
        calls.push(`setMode ${id} ${mode}`)
        await Promise.resolve()
      },
      commands: () => Promise.resolve(agent.offered),
      invoke: async (name, input) => {
        calls.push(`invoke ${id} ${name} ${input}`)
        await Promise.resolve()
        const invoked = agent.invoked.get(name)
        if (invoked === undefined) throw new AppError('invalid', name)
        return invoked
      },
      close: async () => {
        calls.push(`close ${id}`)
        live.delete(id)
        await Promise.resolve()
      },
    }
  }
  const say = (id: string, event: SessionEvent): void => {
    const options = live.get(id)
    if (options === undefined) throw new Error(`${id} is not live`)
    options.onEvent(event)
  }
  const unused = (): Promise<never> => Promise.reject(new Error('not part of this script'))

  const agent: ScriptedAgent = {
    calls,
    given,
    uses: new Map(),
    opened: live,
    offered: [],
    invoked: new Map(),
    kept,
    held,
    summary: '',
    compacts: Promise.resolve(),
    options: live,
    onRemove: () => undefined,
    onRewind: () => undefined,
    saved: () => Promise.resolve(true),
    changed: null,
    changedSince: () => Promise.resolve(agent.changed),
    rewind: async (id, turnId, files) => {
      calls.push(`rewind ${id} ${turnId}${files ? ' with files' : ''}`)
      await Promise.resolve()
      agent.onRewind(id, turnId)
      return { restored: files ? (agent.changed ?? []) : [], skipped: [] }
    },
    say,
    answerTurn: (id, turnId, prompt, text) => {
      say(id, { type: 'turnStarted', turnId, at: 2, prompt: { text: prompt, attachments: [] } })
      say(id, { type: 'textStreamed', itemId: `m-${turnId}`, at: 3, text: text.slice(0, 2) })
      say(id, { type: 'messageCompleted', itemId: `m-${turnId}`, at: 4, text, reasoning: '', model: 'demo' })
      say(id, { type: 'turnEnded', at: 5, outcome: 'done', error: null })
    },
    die: () => {
      for (const options of live.values()) {
        options.onEvent({ type: 'turnEnded', at: 9, outcome: 'interrupted', error: null })
        options.onLost()
      }
      live.clear()
    },
    failNext: (what, error) => {
      failures.set(what, error)
    },
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setStatus: (next) => {
      status = next
      for (const listener of listeners) listener(next)
    },
    warmUp: () => undefined,
    restart: () => Promise.resolve(),
    stopTrying: () => undefined,
    create: async (options) => {
      calls.push(`create ${options.id}`)
      await Promise.resolve()
      check('create')
      if (known.has(options.id)) throw new AppError('idTaken', options.id)
      known.add(options.id)
      return begin(options)
    },
    resume: async (options) => {
      calls.push(`resume ${options.id} ${options.model}`)
      await Promise.resolve()
      check('resume')
      if (!known.has(options.id)) throw new AppError('sessionMissing', options.id)
      return begin(options)
    },
    exists: (id) => Promise.resolve(known.has(id)),
    remove: async (id) => {
      calls.push(`remove ${id}`)
      agent.onRemove(id)
      await Promise.resolve()
      known.delete(id)
    },
    rename: async (id, name) => {
      calls.push(`rename ${id}: ${name}`)
      await Promise.resolve()
    },
    keepMetadata: async (id, text) => {
      await Promise.resolve()
      if (!known.has(id)) throw new AppError('sessionMissing', id)
      kept.set(id, text)
    },
    metadata: (ids) =>
      Promise.resolve(
        new Map(
          ids.flatMap((id) => {
            const text = kept.get(id)
            return text === undefined ? [] : [[id, text] as const]
          }),
        ),
      ),
    inUse: (ids) => Promise.resolve(new Set(ids.filter((id) => held.has(id)))),
    commands: () => Promise.resolve(agent.offered),
    authState: unused,
    signIn: unused,
    signOut: unused,
    copilotModels: unused,
    woke: () => undefined,
    dispose: () => Promise.resolve(),
  }
  return agent
}
