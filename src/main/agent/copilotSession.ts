import type { CopilotSession, MessageOptions } from '@github/copilot-sdk'
import { AppError } from '../../shared/errors.ts'
import type { FormContent } from '../../shared/form.ts'
import type { RewoundFiles, SentAttachment } from './port.ts'
import type { Refusable, RuntimeSession, SessionSpec } from './runtime.ts'
import type { Effort } from './sessionConfig.ts'
import { toInvoked, toOffered } from './slashCommands.ts'

/** Under which we keep something of ours with a session. */
export const METADATA_KEY = 'retoma'

const DENIED =
  'The user did not allow this. Do not try it again in another way; say what you wanted to do, or go on without it.'

/** Files that a rewind to before a turn would put back (absolute paths); null when nobody kept what they were. */
export async function changedSince(session: CopilotSession, turnId: string): Promise<readonly string[] | null> {
  const { available, files } = await session.rpc.history.previewRewind({ eventId: turnId })
  return available ? files.map(({ path }) => path) : null
}

/** Takes a turn and all behind it out of the log. Throws sessionBusy, rewindFailed. */
export async function rewind(session: CopilotSession, turnId: string, files: boolean): Promise<RewoundFiles> {
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

/** Keeps something of ours with a session; its log and times stay as they are. */
export async function keepMetadata(session: CopilotSession, text: string): Promise<void> {
  await session.rpc.metadata.updateClientMetadata({ set: { [METADATA_KEY]: text } })
}

/** What a session of the SDK can do for us. Closes it when it can't be asked what it runs with. */
export async function openedSession(session: CopilotSession, spec: SessionSpec): Promise<RuntimeSession> {
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

function toSdk(attachment: SentAttachment): NonNullable<MessageOptions['attachments']>[number] {
  const { name } = attachment
  if (attachment.kind === 'bytes') {
    return { type: 'blob', data: attachment.data, mimeType: attachment.mimeType, displayName: name }
  }
  return { type: attachment.kind === 'folder' ? 'directory' : 'file', path: attachment.path, displayName: name }
}
