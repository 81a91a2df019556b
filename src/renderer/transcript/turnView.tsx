import { memo } from 'react'
import type { ReactNode } from 'react'
import type { Item, Turn } from '../../shared/model.ts'
import { assertNever } from '../../shared/errors.ts'
import { useApp, useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { AnswerHead } from './answerHead.tsx'
import { useDateLanguage, useElapsed } from './clock.ts'
import type { Entry } from './entries.ts'
import { dayLabel, secondsLabel, startOfDay, timeLabel } from './format.ts'
import { MessageView } from './messageView.tsx'
import { NoticeLine } from './noticeLine.tsx'
import { OutcomeLine } from './outcomeLine.tsx'
import { PromptView } from './promptView.tsx'
import { ThinkingLine } from './reasoning.tsx'
import { RequestView } from './requestView.tsx'
import { ToolCard } from './toolCard.tsx'

/** One turn: what the person said, and all that followed. Renders again only when it changed. */
export const TurnView = memo(function TurnView({
  entry,
  last,
  readAt,
}: {
  readonly entry: Entry
  readonly last: boolean
  readonly readAt: number | null
}): ReactNode {
  const t = useT()
  const { turn } = entry
  return (
    <article className="turn" data-turn-id={turn.id} aria-label={turn.prompt?.text.slice(0, 120) ?? t('turn.began')}>
      {entry.day !== null && <DayLine day={entry.day} />}
      {entry.isNew && <NewLine readAt={readAt} />}
      {turn.prompt !== null && <PromptView turnId={turn.id} at={turn.at} prompt={turn.prompt} />}
      <Answer turn={turn} last={last} />
    </article>
  )
})

function Answer({ turn, last }: { readonly turn: Turn; readonly last: boolean }): ReactNode {
  const running = turn.outcome === 'running'
  const shown = turn.items.filter((item) => !isSilent(item, turn.items))
  // A notice alone, such as a change of the model between two turns, is nobody's answer.
  const spoke = running || shown.some((item) => item.kind !== 'notice') || turn.thinking !== null
  return (
    <div className="answer-column">
      {spoke && <AnswerHead turn={turn} />}
      {shown.map((item) => (
        <ItemView key={item.id} turnId={turn.id} item={item} running={running} />
      ))}
      {turn.thinking !== null && <ThinkingLine thinking={turn.thinking} />}
      {running && <WorkingLine turn={turn} />}
      <OutcomeLine turn={turn} last={last} />
    </div>
  )
}

const ItemView = memo(function ItemView({
  turnId,
  item,
  running,
}: {
  readonly turnId: string
  readonly item: Item
  readonly running: boolean
}): ReactNode {
  switch (item.kind) {
    case 'message':
      return <MessageView turnId={turnId} item={item} running={running} />
    case 'tool':
      return <ToolCard item={item} />
    case 'request':
      return <RequestView item={item} />
    case 'notice':
      return <NoticeLine item={item} />
    default:
      return assertNever(item)
  }
})

/** A tool that only asks the person is told by its question. */
function isSilent(item: Item, items: readonly Item[]): boolean {
  if (item.kind !== 'tool' || item.name !== 'ask_user') return false
  return items.some((other) => other.kind === 'request' && other.request.kind === 'question')
}

function WorkingLine({ turn }: { readonly turn: Turn }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const elapsed = useElapsed(turn.at, true)
  const waits = turn.items.some((item) => item.kind === 'request' && item.outcome === null)
  return (
    <div className="working">
      <Glyph state={waits ? 'needsYou' : 'running'} />
      <span>{t(waits ? 'turn.waitingForYou' : 'turn.working')}</span>
      {!waits && elapsed >= 3_000 && <span className="working-time">{secondsLabel(elapsed, language)}</span>}
    </div>
  )
}

function DayLine({ day }: { readonly day: number }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const today = useApp((state) => startOfDay(state.now === 0 ? Date.now() : state.now))
  const ago = Math.round((today - day) / 86_400_000)
  const label =
    ago === 0 ? t('transcript.today') : ago === 1 ? t('transcript.yesterday') : dayLabel(day, today, language)
  return <div className="day-line">{label}</div>
}

function NewLine({ readAt }: { readonly readAt: number | null }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  return (
    <div className="new-line" role="separator">
      <span>
        {readAt === null ? t('transcript.newBelow') : t('transcript.newSince', { time: timeLabel(readAt, language) })}
      </span>
    </div>
  )
}
