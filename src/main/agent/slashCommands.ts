import { stripVTControlCharacters } from 'node:util'
import type { CopilotSession } from '@github/copilot-sdk'
import { AppError } from '../../shared/errors.ts'
import type { Invoked, OfferedCommand } from './port.ts'

type Commands = CopilotSession['rpc']['commands']
type CommandList = Awaited<ReturnType<Commands['list']>>
type Invocation = Awaited<ReturnType<Commands['invoke']>>

/** The runtime's list of commands as ours. */
export function toOffered({ commands }: CommandList): readonly OfferedCommand[] {
  return commands.map(({ name, aliases, kind, description }) => ({ name, aliases: aliases ?? [], kind, description }))
}

/** What came of a command; the dialogs of a terminal are none of ours. */
export function toInvoked(result: Invocation): Invoked {
  switch (result.kind) {
    case 'text':
      return { kind: 'text', text: stripVTControlCharacters(result.text), markdown: result.markdown === true }
    case 'agent-prompt':
      return { kind: 'prompt', prompt: result.prompt }
    case 'completed':
      return result.message === undefined ? { kind: 'done' } : { kind: 'text', text: result.message, markdown: false }
    default:
      throw new AppError('invalid', 'command')
  }
}
