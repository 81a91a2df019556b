import type { ReactNode } from 'react'
import type { Thinking } from '../../shared/model/turn.ts'
import { useHitIn } from '../find/state.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { Folded } from './folded.tsx'
import { durationLabel, secondsLabel } from './format.ts'

const reasoningParts = ['reasoning'] as const
const thinkingParts = ['thinking'] as const

/** What a model thought before it spoke, folded. */
export function Reasoning({
  itemId,
  text,
  ms,
}: {
  readonly itemId: string
  readonly text: string
  readonly ms: number | null
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const found = useHitIn(itemId, reasoningParts)
  const time = ms === null ? null : ms < 1_000 ? durationLabel(ms, language) : secondsLabel(ms, language)
  const summary = time === null ? t('turn.thought') : t('turn.thoughtFor', { time })
  return (
    <Folded summary={summary} className="reasoning" keep={`reasoning ${itemId}`} found={found}>
      <Markdown text={text} />
    </Folded>
  )
}

/** Thinking that goes on: its last line shows, all of it on request. */
export function ThinkingLine({ thinking }: { readonly thinking: Thinking }): ReactNode {
  const t = useT()
  const found = useHitIn(null, thinkingParts)
  return (
    <Folded
      summary={t('turn.thinking')}
      aside={<span className="reasoning-last">{lastLine(thinking.text)}</span>}
      className="reasoning"
      found={found}
    >
      <Markdown text={thinking.text} streaming />
    </Folded>
  )
}

function lastLine(text: string): string {
  const end = text.slice(-400).trimEnd()
  return end.slice(end.lastIndexOf('\n') + 1).replace(/[*_`#]+/g, '')
}
