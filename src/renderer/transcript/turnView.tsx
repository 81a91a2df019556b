import { memo } from 'react'
import type { ReactNode } from 'react'
import { type AnswerAgain, waitingAgain } from '../../shared/cut.ts'
import type { Item, RequestOutcome, Turn } from '../../shared/model.ts'
import { assertNever } from '../../shared/errors.ts'
import { useApp, useT } from '../store/store.ts'
import { Glyph } from '../ui/glyph.tsx'
import { AnswerHead } from './answerHead.tsx'
import { useDateLanguage, useElapsed } from './clock.ts'
import { useTranscript } from './context.ts'
import type { Entry } from './entries.ts'
import { dayLabel, secondsLabel, startOfDay, timeLabel } from './format.ts'
import { MessageView } from './messageView.tsx'
import { NoticeLine } from './noticeLine.tsx'
import { OutcomeLine } from './outcomeLine.tsx'
import { PromptView } from './promptView.tsx'
import { ThinkingLine } from './reasoning.tsx'
import { RequestView } from './requestView.tsx'
import { shownItems } from './shownItems.ts'
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
  const shown = shownItems(turn.items)
  const { live } = useTranscript()
  // What waited when everything ended waits again, as long as nothing was said since.
  const again = last && live ? waitingAgain(turn) : null
  // A notice alone, such as a change of the model between two turns, is nobody's answer.
  const spoke = running || shown.some(({ item }) => item.kind !== 'notice') || turn.thinking !== null
  // A card that waits says so itself.
  const end = shown.at(-1)?.item
  return (
    <div className="answer-column">
      {spoke && <AnswerHead turn={turn} />}
      {shown.map(({ item, permission }) => (
        <ItemView
          key={item.id}
          turnId={turn.id}
          item={item}
          permission={permission}
          running={running}
          again={again?.get(item.id) ?? null}
        />
      ))}
      {turn.thinking !== null && <ThinkingLine thinking={turn.thinking} />}
      {running && !(end?.kind === 'request' && end.outcome === null) && <WorkingLine turn={turn} />}
      <OutcomeLine turn={turn} last={last} />
    </div>
  )
}

const ItemView = memo(function ItemView({
  turnId,
  item,
  permission,
  running,
  again,
}: {
  readonly turnId: string
  readonly item: Item
  readonly permission: RequestOutcome | null
  readonly running: boolean
  readonly again: AnswerAgain | null
}): ReactNode {
  switch (item.kind) {
    case 'message':
      return <MessageView turnId={turnId} item={item} running={running} />
    case 'tool':
      return <ToolCard item={item} permission={permission} />
    case 'request':
      return <RequestView item={item} turnId={turnId} again={again} />
    case 'notice':
      return <NoticeLine item={item} running={running} />
    default:
      return assertNever(item)
  }
})

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
