import type { SessionEvent } from './events.ts'
import type { SubAgent, ToolFacts, ToolItem } from './model/tool.ts'
import { changesFiles } from './toolSorts.ts'

/** A use of a tool that has ended; what was known from its arguments stays, unless the result tells better. */
export function finishTool(item: ToolItem, event: Extract<SessionEvent, { type: 'toolFinished' }>): ToolItem {
  const { facts: known, ...rest } = item
  const facts: ToolFacts = { ...withoutStyles(known), ...ofTool(item.name, event.facts ?? {}) }
  return {
    ...rest,
    state: event.state,
    output: event.output,
    endedAt: event.at,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/** A use of a tool that has printed more, and is not done. */
export function printTool(item: ToolItem, event: Extract<SessionEvent, { type: 'toolPrinted' }>): ToolItem {
  const { facts: known, ...rest } = item
  const facts: ToolFacts = {
    ...withoutStyles(known),
    ...(event.styles.length === 0 ? {} : { styles: event.styles }),
  }
  return { ...rest, output: event.output, ...(Object.keys(facts).length === 0 ? {} : { facts }) }
}

/** The colours are those of the output that was there before. */
function withoutStyles(facts: ToolFacts = {}): ToolFacts {
  const { styles, ...rest } = facts
  return styles === undefined ? facts : rest
}

/** What is told of the sub-agent that a call started. What has ended does not change any more. */
export function withAgent(
  item: ToolItem,
  event: Extract<SessionEvent, { type: 'agentStarted' | 'agentSpoke' | 'agentEnded' }>,
): ToolItem {
  const { agent } = item
  if (event.type === 'agentStarted') {
    if (agent !== undefined && agent.state !== 'running') return item
    const { name, sort, model, at } = event
    const begun: SubAgent = { name, sort, model, state: 'running', words: '', startedAt: at, endedAt: null }
    return { ...item, agent: begun }
  }
  if (agent?.state !== 'running') return item
  if (event.type === 'agentSpoke') return { ...item, agent: { ...agent, words: event.words } }
  const words = event.words ?? agent.words
  return { ...item, agent: { ...agent, state: event.state, words, endedAt: event.at } }
}

/** A use of a tool in a turn that has ended: what still ran then was cut. */
export function cutTool(item: ToolItem, at: number): ToolItem {
  const cut: ToolItem = item.state === 'running' ? { ...item, state: 'failed', endedAt: at } : item
  return cut.agent?.state === 'running' ? { ...cut, agent: { ...cut.agent, state: 'stopped', endedAt: at } } : cut
}

/** Many tools tell what they read as a diff too: a change it is only of those that change files. */
function ofTool(name: string, facts: ToolFacts): ToolFacts {
  if (facts.diff === undefined || changesFiles(name)) return facts
  const { styles, cut, inputSize, exitCode, saved } = facts
  return {
    ...(styles === undefined ? {} : { styles }),
    ...(cut === undefined ? {} : { cut }),
    ...(inputSize === undefined ? {} : { inputSize }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(saved === undefined ? {} : { saved }),
  }
}
