import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Virtualizer } from 'virtua'
import type { VirtualizerHandle } from 'virtua'
import { jumpTo } from '../store/actions.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { timeLabel } from '../transcript/format.ts'
import { currentLine } from './facts.ts'
import { Section } from './section.tsx'
import type { Prompts } from './useOutline.ts'

/** About as high as a line is, in CSS pixels. */
const guessedHeight = 28

/** Every prompt of a session, loaded or not, as a way through it. */
export function OutlineSection({
  sessionId,
  prompts,
}: {
  readonly sessionId: string
  readonly prompts: Prompts
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const anchor = useApp(selectField(sessionId, 'anchor')) ?? null
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)

  const { lines, reading, state } = prompts
  const current = currentLine(state, lines, anchor === null || anchor.atEnd ? null : anchor.turnId)
  const at = lines.findIndex((line) => line.turnId === current)

  useEffect(() => {
    if (at >= 0) list.current?.scrollToIndex(at, { align: 'nearest' })
  }, [at])

  return (
    <Section title={t('inspector.outline')}>
      {reading && <p className="inspector-quiet">{t('inspector.outlineMore')}</p>}
      {lines.length === 0 && !reading && <p className="inspector-quiet">{t('inspector.outlineEmpty')}</p>}
      <div ref={scroller} className="inspector-list outline">
        <Virtualizer
          ref={list}
          as="ol"
          item="li"
          scrollRef={scroller}
          data={lines}
          itemSize={guessedHeight}
          bufferSize={300}
        >
          {(line) => (
            <button
              key={line.turnId}
              type="button"
              className={`outline-line ${line.turnId === current ? 'outline-current' : ''}`}
              aria-current={line.turnId === current ? 'location' : undefined}
              onClick={() => void jumpTo({ sessionId, turnId: line.turnId, itemId: null })}
            >
              <time>{timeLabel(line.at, language)}</time>
              <span>{line.text}</span>
            </button>
          )}
        </Virtualizer>
      </div>
    </Section>
  )
}
