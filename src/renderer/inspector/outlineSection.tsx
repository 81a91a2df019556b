import { useEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import { jumpTo } from '../store/actions.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { timeLabel } from '../transcript/format.ts'
import { currentLine, outlineOf } from './facts.ts'
import { Section } from './section.tsx'

/** The prompts that are loaded, as a way through a long session. */
export function OutlineSection({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns)
  const activeId = useApp((state) => state.opened.get(sessionId)?.state.active?.id ?? null)
  const activeAt = useApp((state) => state.opened.get(sessionId)?.state.active?.at ?? 0)
  const activePrompt = useApp((state) => state.opened.get(sessionId)?.state.active?.prompt ?? null)
  const anchor = useApp(selectField(sessionId, 'anchor')) ?? null
  const more = useApp((state) => (state.opened.get(sessionId)?.before ?? null) !== null)

  const { state, outline } = useMemo(() => {
    const active =
      activeId === null ? null : ({ ...emptyTurn, id: activeId, at: activeAt, prompt: activePrompt } as const)
    const whole = { turns: turns ?? [], active }
    return { state: whole, outline: outlineOf(whole) }
  }, [turns, activeId, activeAt, activePrompt])
  const current = currentLine(state, outline, anchor === null || anchor.atEnd ? null : anchor.turnId)

  return (
    <Section title={t('inspector.outline')}>
      {more && <p className="inspector-quiet">{t('inspector.outlineMore')}</p>}
      {outline.length === 0 && !more && <p className="inspector-quiet">{t('inspector.outlineEmpty')}</p>}
      <ol className="inspector-list outline">
        {outline.map((line) => (
          <Line
            key={line.turnId}
            time={timeLabel(line.at, language)}
            text={line.text}
            current={line.turnId === current}
            onChoose={() => void jumpTo({ sessionId, turnId: line.turnId, itemId: null })}
          />
        ))}
      </ol>
    </Section>
  )
}

const emptyTurn = {
  items: [],
  thinking: null,
  outcome: 'running',
  error: null,
  endedAt: null,
  usage: null,
} as const

function Line({
  time,
  text,
  current,
  onChoose,
}: {
  readonly time: string
  readonly text: string
  readonly current: boolean
  readonly onChoose: () => void
}): ReactNode {
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    const own = line.current
    const list = own?.parentElement
    if (!current || own == null || list == null) return
    // Not `scrollIntoView`: that would scroll the whole inspector too.
    const top = own.offsetTop - list.offsetTop
    if (top < list.scrollTop) list.scrollTop = top
    else if (top + own.offsetHeight > list.scrollTop + list.clientHeight) {
      list.scrollTop = top + own.offsetHeight - list.clientHeight
    }
  }, [current])
  return (
    <li ref={line}>
      <button
        type="button"
        className={`outline-line ${current ? 'outline-current' : ''}`}
        aria-current={current ? 'location' : undefined}
        onClick={onChoose}
      >
        <time>{time}</time>
        <span>{text}</span>
      </button>
    </li>
  )
}
