import type { FindPart, FindScope } from './find.ts'
import type { Item, Turn } from './model/turn.ts'
import { changeText, searchedOutput } from './toolTexts.ts'

/** One text of a turn that is shown, or can be opened. */
export interface TurnText {
  readonly itemId: string | null
  readonly part: FindPart
  readonly scope: FindScope
  readonly text: string
}

/** The texts of a turn, from top to bottom. */
export function* textsOf(turn: Turn): Generator<TurnText> {
  if (turn.prompt !== null) yield { itemId: null, part: 'prompt', scope: 'mine', text: turn.prompt.text }
  const asks = turn.items.some((item) => item.kind === 'request' && item.request.kind === 'question')
  for (const item of turn.items) {
    // A tool that only asks the person is told by its question.
    if (asks && item.kind === 'tool' && item.name === 'ask_user') continue
    yield* textsOfItem(item)
  }
  if (turn.thinking !== null) {
    yield { itemId: null, part: 'thinking', scope: 'answers', text: turn.thinking.text }
  }
}

function* textsOfItem(item: Item): Generator<TurnText> {
  const itemId = item.id
  if (item.kind === 'message') {
    yield { itemId, part: 'reasoning', scope: 'answers', text: item.reasoning }
    yield { itemId, part: 'text', scope: 'answers', text: item.text }
  } else if (item.kind === 'request' && item.request.kind === 'question') {
    yield { itemId, part: 'question', scope: 'answers', text: item.request.question }
  } else if (item.kind === 'tool') {
    const change = changeText(item)
    yield { itemId, part: 'subject', scope: 'tools', text: item.subject }
    if (change !== '') yield { itemId, part: 'change', scope: 'tools', text: change }
    else if (item.input !== '{}') yield { itemId, part: 'input', scope: 'tools', text: item.input }
    const output = searchedOutput(item)
    if (output !== '') yield { itemId, part: 'output', scope: 'tools', text: output }
  }
}
