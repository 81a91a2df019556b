import type { InfiniteSessionConfig, ProviderConfig, ResumeSessionConfig } from '@github/copilot-sdk'
import { AppError } from '../../shared/errors.ts'
import type { Connection, ContextRule } from './port.ts'
import { PRACTICE_URL } from './practice/address.ts'
import type { SessionSpec } from './runtime.ts'

const CHAT_SYSTEM_MESSAGE =
  'You are a helpful assistant in a desktop chat. Answer in the language of the person, in Markdown where it helps. ' +
  'You have no tools and no access to files.'

/** The SDK names those of some models only; providers take others. */
export type Effort = NonNullable<ResumeSessionConfig['reasoningEffort']>

/** How a session is made or resumed. Supplied in full at every resume too: the runtime keeps neither provider nor key. */
export function sessionConfig(spec: SessionSpec, clientName: string): ResumeSessionConfig {
  const provider = providerOf(spec.connection, spec.context?.limit ?? null)
  return {
    clientName,
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
