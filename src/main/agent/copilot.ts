import { ChildProcess } from 'node:child_process'
import { homedir } from 'node:os'
import {
  CopilotClient,
  type CopilotRequestContext,
  CopilotRequestHandler,
  type CopilotSession,
  type InfiniteSessionConfig,
  type MessageOptions,
  type ProviderConfig,
  type ResumeSessionConfig,
  RuntimeConnection,
} from '@github/copilot-sdk'
import { AppError } from '../../shared/errors.ts'
import type { FormContent } from '../../shared/form.ts'
import type { AuthState, Model } from '../../shared/model.ts'
import { cpuTime } from './cpuTime.ts'
import type { Connection, ContextRule, RewoundFiles, SentAttachment } from './port.ts'
import { toInvoked, toOffered } from './slashCommands.ts'
import { PRACTICE_URL } from './practice/address.ts'
import type { Refusable, Runtime, RuntimeSession, SessionSpec } from './runtime.ts'

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

const CHAT_SYSTEM_MESSAGE =
  'You are a helpful assistant in a desktop chat. Answer in the language of the person, in Markdown where it helps. ' +
  'You have no tools and no access to files.'

/** The SDK names those of some models only; providers take others. */
type Effort = NonNullable<ResumeSessionConfig['reasoningEffort']>

/** Under which we keep something of ours with a session. */
const METADATA_KEY = 'retoma'

const DENIED =
  'The user did not allow this. Do not try it again in another way; say what you wanted to do, or go on without it.'

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
  const configOf = (spec: SessionSpec): ResumeSessionConfig => sessionConfig(spec, options)

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
      return opened(session, spec)
    },
    resume: async (spec) => opened(await client.resumeSession(spec.id, configOf(spec)), spec),
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

/** Supplied in full at every resume too: the runtime keeps neither provider nor key. */
function sessionConfig(spec: SessionSpec, options: CopilotOptions): ResumeSessionConfig {
  const provider = providerOf(spec.connection, spec.context?.limit ?? null)
  return {
    clientName: options.clientName,
    model: spec.model,
    ...(spec.effort == null ? {} : { reasoningEffort: spec.effort as Effort }),
    streaming: true,
    // The answer is given over RPC, when the person has given it.
    onPermissionRequest: () => ({ kind: 'no-result' }),
    onEvent: spec.onEvent,
    // A command that was running would be run again, by itself, and billed: what was pending counts as interrupted, unless
    // it is known that nothing but the person's answer was waited for.
    continuePendingWork: spec.continuePendingWork,
    ...(provider === null ? {} : { provider }),
    ...(spec.context === undefined ? {} : { infiniteSessions: compactionOf(spec.context) }),
    ...(spec.folder === null ? {} : { workingDirectory: spec.folder }),
    ...(spec.kind === 'agent' ? agentOptions : chatOptions),
  }
}

/** `mode: 'empty'` of the client, spelled out for one session: so one runtime hosts both kinds. */
const chatOptions = {
  availableTools: [] as string[],
  systemMessage: { mode: 'replace', content: CHAT_SYSTEM_MESSAGE },
  skipCustomInstructions: true,
  customAgentsLocalOnly: true,
  coauthorEnabled: false,
  enableSessionTelemetry: false,
  skipEmbeddingRetrieval: true,
  embeddingCacheStorage: 'in-memory',
  enableOnDemandInstructionDiscovery: false,
  enableFileHooks: false,
  enableHostGitOperations: false,
  enableSessionStore: false,
  enableSkills: false,
  memory: { enabled: false },
} satisfies ResumeSessionConfig

const agentOptions = {
  // Never resolves: the answer is given over RPC. Without it there is no `ask_user`.
  onUserInputRequest: () => new Promise<never>(() => undefined),
  // The same for forms, and for `exit_plan_mode`.
  onElicitationRequest: () => new Promise<never>(() => undefined),
  onExitPlanModeRequest: () => new Promise<never>(() => undefined),
  enableSessionTelemetry: false,
  // A copy of each file before a tool changes it: what rewinding puts back. It can't be had afterwards.
  enableFileChangeTracking: true,
} satisfies ResumeSessionConfig

const tracked = { enableFileChangeTracking: true } as const

async function changedSince(session: CopilotSession, turnId: string): Promise<readonly string[] | null> {
  const { available, files } = await session.rpc.history.previewRewind({ eventId: turnId })
  return available ? files.map(({ path }) => path) : null
}

async function rewind(session: CopilotSession, turnId: string, files: boolean): Promise<RewoundFiles> {
  const mode = files ? 'conversation-and-files' : 'conversation'
  const { outcome, restoredFiles, skippedFiles } = await session.rpc.history.rewind({ eventId: turnId, mode })
  switch (outcome) {
    // What is left over in the last two is the runtime's own, and harms nothing.
    case 'success':
    case 'checkpoint-cleanup-failed':
    case 'snapshot-prune-failed':
      return { restored: restoredFiles, skipped: skippedFiles.map(({ path }) => path) }
    case 'session-busy':
      throw new AppError('sessionBusy', session.sessionId)
    default:
      throw new AppError('rewindFailed', outcome)
  }
}

async function keepMetadata(session: CopilotSession, text: string): Promise<void> {
  await session.rpc.metadata.updateClientMetadata({ set: { [METADATA_KEY]: text } })
}

async function opened(session: CopilotSession, spec: SessionSpec): Promise<RuntimeSession> {
  let runsWith: RuntimeSession['runsWith']
  try {
    const { modelId, reasoningEffort } = await session.rpc.model.getCurrent()
    runsWith = modelId === undefined ? null : { model: modelId, effort: reasoningEffort ?? null }
    if (spec.kind === 'agent') {
      // Makes the runtime take commands apart: reading ones in the folder need no permission, others are remembered by name.
      await session.rpc.options.update({ enableScriptSafety: true })
      if (spec.mode != null) await session.rpc.mode.set({ mode: spec.mode })
    }
  } catch (error) {
    await session.disconnect()
    throw error
  }
  let effort = runsWith?.effort ?? null
  return {
    send: async (prompt, { attachments, steer, given }) => {
      await session.send({
        ...(given === undefined ? { prompt } : { prompt: given, displayPrompt: prompt }),
        ...(attachments.length === 0 ? {} : { attachments: attachments.map(toSdk) }),
        ...(steer ? { mode: 'immediate' } : {}),
      })
    },
    abort: () => session.abort(),
    runsWith,
    setModel: async (model, next) => {
      // Left out, it would stay as it is: `none` is what sends no word of it to the provider.
      const given = next ?? (effort === null ? null : 'none')
      await session.setModel(model, given === null ? {} : { reasoningEffort: given as Effort })
      effort = given
    },
    compact: async (keep) => {
      await session.rpc.history.compact({ trigger: 'manual', ...(keep === '' ? {} : { customInstructions: keep }) })
    },
    cancelCompaction: async () => (await session.rpc.history.abortManualCompaction()).aborted,
    summarise: async () => (await session.rpc.history.summarizeForHandoff()).summary,
    setMode: async (mode) => {
      await session.rpc.mode.set({ mode })
    },
    commands: async () => toOffered(await session.rpc.commands.list()),
    invoke: async (name, input) =>
      toInvoked(await session.rpc.commands.invoke({ name, ...(input === '' ? {} : { input }) })),
    setName: (name) => session.rpc.name.set({ name }),
    keepMetadata: (text) => keepMetadata(session, text),
    decide: async (requestId, decision) => {
      // Without a word for the model, the runtime would end the turn here.
      const result = decision.kind === 'reject' ? { kind: decision.kind, feedback: DENIED } : decision
      return (await session.rpc.permissions.handlePendingPermissionRequest({ requestId, result })).success
    },
    reply: async (requestId, answer, wasFreeform) =>
      (await session.rpc.ui.handlePendingUserInput({ requestId, response: { answer, wasFreeform } })).success,
    fillIn: async (requestId, answer) => {
      const result = answer.action === 'accept' ? { action: answer.action, content: mutable(answer.content) } : answer
      return (await session.rpc.ui.handlePendingElicitation({ requestId, result })).success
    },
    decidePlan: async (requestId, response) =>
      (await session.rpc.ui.handlePendingExitPlanMode({ requestId, response })).success,
    refuse: (what, requestId) => refuse(session, what, requestId),
    resetGrants: async () => {
      await session.rpc.permissions.resetSessionApprovals({ includeLocation: false })
    },
    pendingPermissions: async () =>
      (await session.rpc.permissions.pendingRequests()).items.map(({ requestId }) => requestId),
    changedSince: (turnId) => changedSince(session, turnId),
    disconnect: () => session.disconnect(),
  }
}

async function refuse(session: CopilotSession, what: Refusable, requestId: string): Promise<void> {
  const { ui, mcp } = session.rpc
  switch (what) {
    case 'sampling.requested':
      await ui.handlePendingSampling({ requestId })
      return
    case 'auto_mode_switch.requested':
      await ui.handlePendingAutoModeSwitch({ requestId, response: 'no' })
      return
    case 'session_limits_exhausted.requested':
      await ui.handlePendingSessionLimitsExhausted({ requestId, response: { action: 'cancel' } })
      return
    case 'mcp.oauth_required':
      await mcp.oauth.handlePendingRequest({ requestId, result: { kind: 'cancelled' } })
      return
    case 'mcp.headers_refresh_required':
      await mcp.headers.handlePendingHeadersRefreshRequest({ requestId, result: { kind: 'none' } })
  }
}

function mutable(content: FormContent): Record<string, string | number | boolean | string[]> {
  const fields = Object.entries(content).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value])
  return Object.fromEntries(fields) as Record<string, string | number | boolean | string[]>
}

/** Above every share: the runtime goes by the thresholds alone, whether or not this is switched on. */
const NEVER = 10
/** From this share on the runtime waits for the summary instead of going on beside it. */
const WAITS = 0.95

function compactionOf({ compactAt }: ContextRule): InfiniteSessionConfig {
  if (compactAt === null) {
    return { enabled: false, backgroundCompactionThreshold: NEVER, bufferExhaustionThreshold: NEVER }
  }
  return {
    enabled: true,
    backgroundCompactionThreshold: compactAt,
    bufferExhaustionThreshold: Math.max(compactAt, WAITS),
  }
}

function providerOf(connection: Connection, limit: number | null): ProviderConfig | null {
  switch (connection.kind) {
    case 'copilot':
      return null
    case 'practice':
      return { type: 'openai', baseUrl: PRACTICE_URL }
    case 'openai':
    case 'anthropic':
    case 'azure': {
      if (connection.baseUrl === '') throw new AppError('providerInvalid')
      const key = connection.apiKey === null || connection.apiKey === '' ? {} : { apiKey: connection.apiKey }
      const bounds = limit === null ? {} : { maxPromptTokens: limit }
      return { type: connection.kind, baseUrl: connection.baseUrl, ...key, ...bounds }
    }
  }
}

function authStateOf(status: Awaited<ReturnType<CopilotClient['getAuthStatus']>>): AuthState {
  return {
    signedIn: status.isAuthenticated,
    login: status.login ?? null,
    source: status.isAuthenticated ? (status.authType ?? null) : null,
    detail: status.statusMessage ?? '',
  }
}

function toSdk(attachment: SentAttachment): NonNullable<MessageOptions['attachments']>[number] {
  const { name } = attachment
  if (attachment.kind === 'bytes') {
    return { type: 'blob', data: attachment.data, mimeType: attachment.mimeType, displayName: name }
  }
  return { type: attachment.kind === 'folder' ? 'directory' : 'file', path: attachment.path, displayName: name }
}
