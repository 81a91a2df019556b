import type { CommandOutput, SlashCommand } from '../../shared/model/completion.ts'
import type { SessionKind } from '../../shared/model/session.ts'
import { commandIn } from '../../shared/slash.ts'
import type { Agent, LiveSession, OfferedCommand } from '../agent/port.ts'
import type { Conversations } from './conversations.ts'
import type { Opening } from './opening.ts'
import type { Runner } from './runner.ts'

/** Those of the runtime's own that answer with a text (tried, one by one); what they say is ours to translate. */
const run: ReadonlySet<string> = new Set(['context', 'usage', 'env', 'list-dirs'])
/** Those that the runtime lists only for a session, and that every session has. */
const ofEverySession: readonly string[] = ['context', 'usage']
/** Those that become a message to the model, and need tools. */
const ask: ReadonlySet<string> = new Set(['init', 'review', 'security-review'])
/** Those that may be run while the model works. */
export const whileWorking: ReadonlySet<string> = new Set(['context', 'usage', 'env', 'list-dirs'])

/**
 * Which of the commands that the runtime offers can be had here: the others are for a terminal, or are done by the window in
 * a way of its own. `unsent`: nothing was said that they could be about.
 */
export function commandsFor(
  offered: readonly OfferedCommand[],
  { kind, unsent, live }: { readonly kind: SessionKind; readonly unsent: boolean; readonly live: boolean },
): readonly SlashCommand[] {
  const named = live ? [] : ofEverySession.map((name) => ({ name, kind: 'builtin', description: '', aliases: [] }))
  return [...offered, ...named].flatMap(({ name, kind: from, description }): readonly SlashCommand[] => {
    if (from !== 'builtin') return kind === 'agent' ? [{ name, how: 'ask', description }] : []
    if (ask.has(name)) return kind === 'agent' ? [{ name, how: 'ask', description: '' }] : []
    if (!run.has(name) || unsent || (kind === 'chat' && !ofEverySession.includes(name))) return []
    return [{ name, how: 'run', description: '' }]
  })
}

/** What the model is to be given for a message that is a command; undefined for any other message. */
export async function expandCommand(live: LiveSession, text: string): Promise<string | undefined> {
  const command = commandIn(text)
  if (command === null) return undefined
  try {
    const found = (await live.commands()).find(
      ({ name, aliases }) => name === command.name || aliases.includes(command.name),
    )
    if (found === undefined || (found.kind === 'builtin' && !ask.has(found.name))) return undefined
    const invoked = await live.invoke(found.name, command.input)
    return invoked.kind === 'prompt' ? invoked.prompt : undefined
  } catch {
    // What is no command is a text, and is sent as one.
    return undefined
  }
}

/** The commands of the runtime in a session. */
export interface Commands {
  /** Those that can be had; asks for them without making the session live. */
  commands(id: string): Promise<readonly SlashCommand[]>
  /** Runs one that answers with a text; null when it had nothing to say. */
  runCommand(id: string, name: string, input: string): Promise<CommandOutput | null>
}

export interface CommandsDeps {
  readonly agent: Pick<Agent, 'commands'>
  readonly conversations: Pick<Conversations, 'get'>
  readonly runner: Pick<Runner, 'invoke'>
  readonly opening: Pick<Opening, 'row'>
}

/** See {@link Commands}. */
export function createCommands({ agent, conversations, runner, opening }: CommandsDeps): Commands {
  return {
    commands: async (id) => {
      const { kind, unsent } = opening.row(id)
      const live = conversations.get(id)?.live ?? null
      // A runtime that does not run has no commands: the window's own are there all the same.
      const offered = await (live ?? agent).commands().catch(() => null)
      return offered === null ? [] : commandsFor(offered, { kind: kind ?? 'agent', unsent, live: live !== null })
    },
    runCommand: async (id, name, input) => {
      opening.row(id)
      const invoked = await runner.invoke(id, name, input)
      return invoked.kind === 'text' ? { text: invoked.text, markdown: invoked.markdown } : null
    },
  }
}
