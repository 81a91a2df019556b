import type { Workspace } from '../history/workspaceFile.ts'
import type { LooseEvent } from './validEvent.ts'

/** The first event of a log that lost it, made of what workspace.yaml says; `id` and `timestamp` fit the event behind it. */
export function startEvent(
  sessionId: string,
  workspace: Workspace,
  { id, timestamp }: { readonly id: string; readonly timestamp: string },
): LooseEvent {
  return {
    type: 'session.start',
    data: {
      sessionId,
      version: 1,
      producer: 'copilot-agent',
      copilotVersion: '0.0.0',
      startTime: workspace.createdAt === null ? timestamp : new Date(workspace.createdAt).toISOString(),
      ...(workspace.cwd === null ? {} : { context: { cwd: workspace.cwd } }),
      alreadyInUse: false,
    },
    id,
    timestamp,
    parentId: null,
  }
}
