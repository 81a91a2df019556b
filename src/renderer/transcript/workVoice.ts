import type { ToolItem } from '../../shared/model/tool.ts'

/** How long what tools do is gathered before it is told by itself, in milliseconds: one sentence in a while, however many calls. */
const pause = 15_000

/** Gathers what tools did, and tells it at once: before something else is told, or after a while. */
export interface WorkVoice {
  /** A tool is through. */
  readonly did: (tool: ToolItem) => void
  /** Gives what was not told yet, and is not told again. */
  readonly take: () => readonly ToolItem[]
  readonly stop: () => void
}

/** A voice that calls `tell` once something was not told for a while; while nothing is done it is silent. */
export function createWorkVoice(tell: (tools: readonly ToolItem[]) => void): WorkVoice {
  let gathered: ToolItem[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }
  const take = (): readonly ToolItem[] => {
    stop()
    const tools = gathered
    gathered = []
    return tools
  }
  return {
    did: (tool) => {
      gathered.push(tool)
      timer ??= setTimeout(() => tell(take()), pause)
    },
    take,
    stop,
  }
}
