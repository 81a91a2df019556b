import { oneLine } from '../fields.ts'
import { type PracticeMessage, promptsOf } from './conversation.ts'
import { type Intent, intentOf } from './intents.ts'
import { type Language, languageOf } from './language.ts'
import { longText } from './longText.ts'
import { type Words, words } from './words.ts'

/** What the practice model does with a request. */
export type PracticeReply =
  | { readonly kind: 'text'; readonly reasoning: string; readonly text: string }
  | {
      readonly kind: 'call'
      readonly id: string
      readonly tool: string
      readonly arguments: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'refusal'; readonly status: number; readonly message: string }

const HELLO = "printf 'Hello from Retoma\\n'"

/** Answers from the conversation alone: pure, and always the same for the same conversation. */
export function answer(messages: readonly PracticeMessage[], tools: readonly string[]): PracticeReply {
  const prompts = promptsOf(messages)
  const language = languageOf(prompts)
  const say = words[language]
  const last = messages.at(-1)
  if (last?.role === 'tool') return says(afterTool(messages, last.text, say))
  const prompt = prompts.at(-1) ?? ''
  const auxiliary = auxiliaryText(prompt, prompts, tools)
  if (auxiliary !== null) return says(auxiliary)
  const first = !messages.some(({ role }) => role === 'assistant')
  return replyTo(intentOf(prompt), { prompts, tools, language, say, callId: nextCallId(messages), first })
}

interface Situation {
  readonly prompts: readonly string[]
  readonly tools: readonly string[]
  readonly language: Language
  readonly say: Words
  readonly callId: string
  /** True when nothing was answered yet. */
  readonly first: boolean
}

function replyTo(intent: Intent, situation: Situation): PracticeReply {
  const { prompts, tools, language, say, callId, first } = situation
  // Whoever reads only the first answer must know what gave it.
  const text = (content: string): PracticeReply => says(first ? say.notice + content : content)
  switch (intent) {
    case 'recall': {
      const earlier = prompts.slice(0, -1).map((prompt) => oneLine(prompt, 160))
      return text(earlier.length === 0 ? say.recallNothing : say.recall(earlier))
    }
    case 'files':
      if (tools.includes('glob')) return calls(callId, 'glob', { pattern: '*' })
      return text(say.noTools)
    case 'command': {
      const shell = tools.find((tool) => tool === 'bash' || tool === 'powershell')
      if (shell === undefined) return text(say.noShell)
      const command = shell === 'bash' ? HELLO : "Write-Output 'Hello from Retoma'"
      return calls(callId, shell, { command, description: say.commandDescription })
    }
    case 'question':
      if (tools.includes('ask_user')) return calls(callId, 'ask_user', { question: say.question, choices: say.choices })
      return text(say.questionInText)
    case 'long':
      return text(longText(language))
    case 'think':
      return { kind: 'text', reasoning: say.thinking, text: (first ? say.notice : '') + say.thought }
    case 'abstain':
      return says(say.abstained)
    case 'fail':
      return { kind: 'refusal', status: 400, message: say.refusal }
    case 'help':
      return says(say.intro)
    case 'continue':
      return goOn(situation)
    case 'other': {
      if (first) return says(say.intro)
      const before = prompts.length > 1 ? oneLine(prompts.at(-2) ?? '', 80) : ''
      return says(say.other(prompts.length, oneLine(prompts.at(-1) ?? '', 120), before))
    }
  }
}

/** What broke off is not in the conversation: it is given again from its beginning. */
function goOn(situation: Situation): PracticeReply {
  const { prompts, say } = situation
  const unfinished = prompts.findLastIndex((prompt) => intentOf(prompt) !== 'continue')
  if (unfinished < 0) return says(say.nothingToContinue)
  const reply = replyTo(intentOf(prompts[unfinished] ?? ''), {
    ...situation,
    prompts: prompts.slice(0, unfinished + 1),
  })
  return reply.kind === 'text' ? { ...reply, text: say.continued + reply.text } : reply
}

function afterTool(messages: readonly PracticeMessage[], output: string, say: Words): string {
  const caller = messages.findLast(({ role, calls: called }) => role === 'assistant' && called.length > 0)
  if (/\b(rejected|denied|not permitted|permission)\b/iu.test(output.slice(0, 200))) return say.toolDenied
  if (caller?.calls.includes('ask_user') === true) return say.answered(oneLine(output.replace(/^User [a-z ]+: /u, '')))
  return say.toolGave(output.replace(/\n?<shellId: [^<>]*>\s*$/u, ''))
}

/** The runtime too asks a model now and then: for a title, or for a summary when the context is full. */
function auxiliaryText(prompt: string, prompts: readonly string[], tools: readonly string[]): string | null {
  if (tools.length > 0 || prompt.length < 80) return null
  const earlier = prompts.slice(0, -1).map((said) => oneLine(said, 160))
  if (/\b(generate|create|write) a (short |concise |brief )*title\b/iu.test(prompt)) {
    return oneLine(earlier[0] ?? 'Practice session', 60)
  }
  if (
    /\bsummar(y|ize|ise)\b[\s\S]{0,80}\bconversation\b|\bconversation\b[\s\S]{0,80}\bsummar(y|ize|ise)\b/iu.test(prompt)
  ) {
    return earlier.map((said) => `- ${said}`).join('\n') || '-'
  }
  return null
}

function nextCallId(messages: readonly PracticeMessage[]): string {
  return `practice-${messages.reduce((sum, message) => sum + message.calls.length, 0) + 1}`
}

function says(text: string): PracticeReply {
  return { kind: 'text', reasoning: '', text }
}

function calls(id: string, tool: string, args: Readonly<Record<string, unknown>>): PracticeReply {
  return { kind: 'call', id, tool, arguments: args }
}
