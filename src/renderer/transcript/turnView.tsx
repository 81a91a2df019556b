import { memo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { Version } from '../../shared/model/opened.ts'
import { VersionBar } from '../steering/versionBar.tsx'
import { useApp, useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { useTranscript } from './context.ts'
import type { Entry } from './entries.ts'
import { useFilledTurn } from '../ui/filling.ts'
import { dayLabel, startOfDay, timeLabel } from './format.ts'
import { TurnContent } from './turnContent.tsx'
import { VersionTurns } from './versionTail.tsx'

/** One turn: what the person said, and all that followed. Renders again only when it changed. */
export const TurnView = memo(function TurnView({
  entry,
  position,
  total,
  last,
  first,
  readAt,
}: {
  readonly entry: Entry
  /** Its place among those that are loaded, from 1. */
  readonly position: number
  /** How many there are; -1 while older ones are left to load. */
  readonly total: number
  readonly last: boolean
  /** Whether it is drawn at once, wherever it is: one of those that the conversation opens with. */
  readonly first: boolean
  readonly readAt: number | null
}): ReactNode {
  const t = useT()
  const { turn } = entry
  const { sessionId, versions } = useTranscript()
  const earlier = versions.get(turn.id)
  const [chosen, setChosen] = useState<Version | null>(null)
  const version = earlier?.includes(chosen as Version) === true ? chosen : null
  const article = useRef<HTMLElement>(null)
  const { filled, height } = useFilledTurn(article, position - 1, first || last || turn.outcome === 'running')
  return (
    <article
      ref={article}
      className={filled ? 'turn' : 'turn turn-waiting'}
      style={filled ? undefined : { height }}
      aria-busy={!filled}
      data-turn-id={turn.id}
      aria-label={turn.prompt?.text.slice(0, 120) ?? t('turn.began')}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={-1}
    >
      {entry.day !== null && <DayLine day={entry.day} />}
      {entry.isNew && <NewLine readAt={readAt} />}
      {!filled ? (
        <WaitingTurn text={turn.prompt?.text ?? ''} />
      ) : version === null ? (
        <TurnContent turn={turn} last={last} modelBefore={entry.modelBefore} />
      ) : (
        <VersionTurns sessionId={sessionId} version={version} />
      )}
      {filled && earlier !== undefined && (
        <VersionBar versions={earlier} shown={version} onShow={setChosen} sessionId={sessionId} />
      )}
    </article>
  )
})

/** Of a prompt so much tells one where one is while one rushes past, in characters. */
const enough = 240

/** What stands in the place of a turn until it is drawn. */
function WaitingTurn({ text }: { readonly text: string }): ReactNode {
  return <div className="prompt">{text !== '' && <div className="bubble">{text.slice(0, enough)}</div>}</div>
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
