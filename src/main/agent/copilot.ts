import { ChildProcess } from 'node:child_process'
import { homedir } from 'node:os'
import {
  CopilotClient,
  type CopilotRequestContext,
  CopilotRequestHandler,
  type CopilotSession,
  type ResumeSessionConfig,
  RuntimeConnection,
} from '@github/copilot-sdk'
import type { AuthState, Model } from '../../shared/model/provider.ts'
import { changedSince, keepMetadata, METADATA_KEY, openedSession, rewind } from './copilotSession.ts'
import { cpuTime } from './cpuTime.ts'
import { PRACTICE_URL } from './practice/address.ts'
import type { Runtime, SessionSpec } from './runtime.ts'
import { sessionConfig } from './sessionConfig.ts'
import { toOffered } from './slashCommands.ts'

/** What one runtime is started with. */
export interface CopilotOptions {
  /** The executable. */
  readonly path: string
  /** COPILOT_HOME. */
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clientName: string
  readonly clientVersion: string
  /**
   * Answers requests to the model in our own process; null passes one on untouched. With no function at all, the
   * runtime makes its requests itself (its proxy, its certificates, its WebSockets).
   */
  readonly answerModel: ((request: Request, signal: AbortSignal) => Promise<Response> | null) | null
}

/** Variables that would change which runtime is started, or how. */
const strippedVariables = ['COPILOT_CLI_PATH', 'COPILOT_SDK_DEFAULT_CONNECTION', 'ELECTRON_RUN_AS_NODE']

/** Makes a runtime of the SDK's client, not started yet: the only place where the SDK's values are used. */
export function createCopilotRuntime(options: CopilotOptions): Runtime {
  const { answerModel } = options
  const env = Object.fromEntries(Object.entries(options.env).filter(([name]) => !strippedVariables.includes(name)))
  const client = new CopilotClient({
    connection: RuntimeConnection.forStdio({ path: options.path }),
    baseDirectory: options.home,
    // Not the folder that the app was started from: it may be gone, and chats without a folder would claim it.
    workingDirectory: homedir(),
    env,
    logLevel: 'error',
    // The practice model needs no account, and must not contact anyone.
    ...(answerModel === null ? {} : { useLoggedInUser: false, requestHandler: new ModelRequests(answerModel) }),
    clientInfo: { applicationName: options.clientName, applicationVersion: options.clientVersion },
  })
  const exitListeners = new Set<() => void>()
  let child: ChildProcess | null = null

  const watchChild = (): void => {
    // Nothing public tells of the end of the process. Should the SDK rename this, the ping finds out, only later.
    const found: unknown = Reflect.get(client, 'cliProcess')
    if (!(found instanceof ChildProcess) || found === child) return
    child = found
    const ended = (): void => {
      for (const listener of exitListeners) listener()
      exitListeners.clear()
    }
    found.once('exit', ended)
    found.once('error', ended)
  }
  const childGone = (): Promise<void> =>
    new Promise((resolve) => {
      if (child === null || isGone(child)) resolve()
      else child.once('exit', () => resolve())
    })
  /** Opens a closed session for a moment, without a trace in its log. */
  const visit = async <T>(
    id: string,
    work: (session: CopilotSession) => Promise<T>,
    more: Pick<ResumeSessionConfig, 'enableFileChangeTracking'> = {},
  ): Promise<T> => {
    const session = await client.resumeSession(id, {
      ...more,
      suppressResumeEvent: true,
      provider: { type: 'openai', baseUrl: PRACTICE_URL },
      model: 'none',
      availableTools: [],
      enableHostGitOperations: false,
      enableSkills: false,
      onPermissionRequest: () => ({ kind: 'no-result' }),
    })
    try {
      return await work(session)
    } finally {
      await session.disconnect()
    }
  }
  const configOf = (spec: SessionSpec): ResumeSessionConfig => sessionConfig(spec, options.clientName)

  return {
    pid: () => (child === null || isGone(child) ? null : (child.pid ?? null)),
    start: async () => {
      const started = client.start()
      watchChild()
      await started
      watchChild()
      return (await client.getStatus()).version
    },
    ping: async () => {
      await client.ping()
    },
    cpuTime: async () => (child?.pid === undefined ? null : cpuTime(child.pid)),
    stop: async () => {
      await client.stop()
      await childGone()
    },
    kill: async () => {
      child?.kill('SIGKILL')
      await client.forceStop()
      await childGone()
    },
    onExit: (listener) => {
      exitListeners.add(listener)
    },
    create: async (spec) => {
      const session = await client.createSession({ ...configOf(spec), sessionId: spec.id })
      return openedSession(session, spec)
    },
    resume: async (spec) => openedSession(await client.resumeSession(spec.id, configOf(spec)), spec),
    renameClosed: (id, name) => visit(id, (session) => session.rpc.name.set({ name })),
    keepMetadataClosed: (id, text) => visit(id, (session) => keepMetadata(session, text)),
    changedSinceClosed: (id, turnId) => visit(id, (session) => changedSince(session, turnId), tracked),
    rewindClosed: (id, turnId, files) => visit(id, (session) => rewind(session, turnId, files), files ? tracked : {}),
    metadata: async (ids) => {
      const entries = await client.rpc.sessions.getClientMetadata({ sessionIds: [...ids] })
      return new Map(
        entries.flatMap((entry) => {
          const text = entry.status === 'ok' ? entry.metadata[METADATA_KEY] : undefined
          return text === undefined ? [] : [[entry.sessionId, text] as const]
        }),
      )
    },
    newestEvents: async (id) => {
      const newest: unknown[] = []
      let cursor: string | undefined
      // Backwards, page by page, until the message that began the turn.
      for (let page = 0; page < 25; page += 1) {
        const read = await client.rpc.sessions.readPersistedEvents({
          sessionId: id,
          max: 200,
          direction: 'backward',
          ...(cursor === undefined ? {} : { cursor }),
        })
        // The pages come newest first, the events of a page in their order.
        for (const event of read.events.toReversed()) {
          newest.unshift(event)
          if (event.type === 'user.message') return newest
        }
        if (!read.hasMore) return newest
        cursor = read.cursor
      }
      return newest
    },
    save: async (id) => {
      await client.rpc.sessions.save({ sessionId: id })
    },
    exists: async (id) => (await client.getSessionMetadata(id)) !== undefined,
    remove: (id) => client.deleteSession(id),
    inUse: async (ids) => (await client.rpc.sessions.checkInUse({ sessionIds: [...ids] })).inUse,
    commands: async () => toOffered(await client.rpc.commands.list()),
    authState: async () => authStateOf(await client.getAuthStatus()),
    signIn: async (token, host) => {
      await client.rpc.account.login({ host, token })
    },
    signOut: async () => {
      for (const user of await client.rpc.account.getAllUsers()) {
        await client.rpc.account.logout({ authInfo: user.authInfo })
      }
    },
    models: async () => {
      const models = await client.listModels()
      return models
        .filter((model) => model.policy?.state !== 'disabled')
        .map((model): Model => ({
          id: model.id,
          name: model.name,
          efforts: model.supportedReasoningEfforts ?? [],
          contextLimit: model.capabilities.limits.max_context_window_tokens || null,
        }))
    },
  }
}

function isGone(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

class ModelRequests extends CopilotRequestHandler {
  readonly #answer: NonNullable<CopilotOptions['answerModel']>

  constructor(answer: NonNullable<CopilotOptions['answerModel']>) {
    super()
    this.#answer = answer
  }

  protected override sendRequest(request: Request, context: CopilotRequestContext): Promise<Response> {
    return this.#answer(request, context.signal) ?? super.sendRequest(request, context)
  }
}

/** The runtime has to know what files were, for what asks about them. */
const tracked = { enableFileChangeTracking: true } as const

function authStateOf(status: Awaited<ReturnType<CopilotClient['getAuthStatus']>>): AuthState {
  return {
    signedIn: status.isAuthenticated,
    login: status.login ?? null,
    source: status.isAuthenticated ? (status.authType ?? null) : null,
    detail: status.statusMessage ?? '',
  }
}
