import type { ReactNode } from 'react'
import type { Thinking } from '../../shared/model.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { Folded } from './folded.tsx'
import { durationLabel, secondsLabel } from './format.ts'

/** What a model thought before it spoke, folded. */
export function Reasoning({ text, ms }: { readonly text: string; readonly ms: number | null }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const time = ms === null ? null : ms < 1_000 ? durationLabel(ms, language) : secondsLabel(ms, language)
  const summary = time === null ? t('turn.thought') : t('turn.thoughtFor', { time })
  return (
    <Folded summary={summary} className="reasoning">
      <Markdown text={text} />
    </Folded>
  )
}

/** Thinking that goes on: its last line shows, all of it on request. */
export function ThinkingLine({ thinking }: { readonly thinking: Thinking }): ReactNode {
  const t = useT()
  return (
    <Folded
      summary={t('turn.thinking')}
      aside={<span className="reasoning-last">{lastLine(thinking.text)}</span>}
      className="reasoning"
    >
      <Markdown text={thinking.text} streaming />
    </Folded>
  )
}

function lastLine(text: string): string {
  const end = text.slice(-400).trimEnd()
  return end.slice(end.lastIndexOf('\n') + 1).replace(/[*_`#]+/g, '')
}
