import ArrowDown from 'lucide-react/icons/arrow-down'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Virtualizer } from 'virtua'
import type { VirtualizerHandle } from 'virtua'
import type { ScrollAnchor } from '../../shared/model/opened.ts'
import { loadNewer, loadOlder, showNewest } from '../store/reading.ts'
import { focusComposer } from '../store/navigation.ts'
import { selectField, selectIsAway, selectIsComplete, useApp, useT } from '../store/store.ts'
import { isTyping } from '../ui/focus.ts'
import { useMarks } from '../find/useMarks.ts'
import { TranscriptProvider } from './context.ts'
import type { Entry } from './entries.ts'
import { FillingProvider, useFilling } from '../ui/filling.ts'
import { BeforeMoves, ListBox, ListItem } from './listBox.tsx'
import { LiveRegion } from './liveRegion.tsx'
import { useNewBelow } from './newBelow.ts'
import { moreSlack } from './place.ts'
import { NewerTail } from './newerTail.tsx'
import { QueueTail } from './queueTail.tsx'
import { VersionTail } from './versionTail.tsx'
import { TranscriptHead } from './transcriptHead.tsx'
import { TurnView } from './turnView.tsx'
import { useContextValue } from './useContextValue.ts'
import { useEntries } from './useEntries.ts'
import { headHeight, usePlace } from './usePlace.ts'
import { walk } from './walk.ts'

/** About as high as a turn is, in CSS pixels: a guess that is too low renders many that nobody sees. */
const guessedHeight = 560

/** The scrolling conversation of a session in which something was said. */
export function Flow({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const { entries, shift } = useEntries(sessionId)
  const complete = useApp(selectIsComplete(sessionId))
  const away = useApp(selectIsAway(sessionId))
  const anchor = useApp(selectField(sessionId, 'anchor')) ?? null
  const [startAnchor] = useState(anchor)
  const [firstIds] = useState(() => openedWith(entries, anchor))
  const place = usePlace({ sessionId, scroller, list, entries, anchor: startAnchor, ends: !away })
  const filling = useFilling(scroller, list, guessedHeight, place.drawn)
  const context = useContextValue(sessionId, place.goTo, entries)
  const readAt = useApp(selectField(sessionId, 'readAt')) ?? null
  const [firstReadAt] = useState(readAt)
  const newBelow = useNewBelow(sessionId, place.following)
  useMore(sessionId, scroller, entries, away)
  useSent(sessionId, place.goToEnd)
  useMarks(sessionId, scroller, place.goTo)

  const focusTurn = useFocusTurn(scroller)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event
    if (event.defaultPrevented || isTyping(event.target)) return
    // The end is that of the conversation, not of what is loaded of it.
    if (away && key === 'End') {
      toNewest(sessionId, event)
      return
    }
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown'))
      focusTurn(place.step(key === 'ArrowUp' ? -1 : 1, turnAround(event.target)))
    else if (altKey || ctrlKey || metaKey || shiftKey || !walk(event.currentTarget, key)) {
      // From the conversation as a whole, Escape stops the answer, as it does everywhere.
      if (key !== 'Escape' || event.target === event.currentTarget) return
      focusComposer()
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <TranscriptProvider value={context}>
      <div
        ref={scroller}
        className="transcript"
        role="feed"
        aria-label={t('transcript.label')}
        aria-busy={entries.at(-1)?.turn.outcome === 'running'}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className="transcript-spring" />
        <TranscriptHead sessionId={sessionId} />
        <BeforeMoves value={place.beforeMove}>
          <FillingProvider value={filling}>
            <Virtualizer
              ref={list}
              as={ListBox}
              item={ListItem}
              scrollRef={scroller}
              data={entries}
              shift={shift}
              keepMounted={place.following ? lastOf(entries) : none}
              startMargin={headHeight}
              bufferSize={600}
              itemSize={guessedHeight}
              onResize={place.settle}
            >
              {(entry, index) => (
                <TurnView
                  key={entry.turn.id}
                  entry={entry}
                  position={index + 1}
                  total={complete && !away ? entries.length : -1}
                  last={!away && index === entries.length - 1}
                  first={firstIds.has(entry.turn.id)}
                  readAt={firstReadAt}
                />
              )}
            </Virtualizer>
          </FillingProvider>
        </BeforeMoves>
        {away ? (
          <NewerTail sessionId={sessionId} />
        ) : (
          <>
            <VersionTail />
            <QueueTail sessionId={sessionId} />
          </>
        )}
      </div>
      {!place.following && (
        <button
          type="button"
          className={`to-end ${newBelow ? 'to-end-new' : ''}`}
          onClick={() => (away ? toNewest(sessionId) : place.goToEnd())}
        >
          <ArrowDown aria-hidden="true" />
          {t(newBelow ? 'transcript.newBelow' : 'transcript.toEnd')}
        </button>
      )}
      <LiveRegion sessionId={sessionId} />
    </TranscriptProvider>
  )
}

/** Shows the end of a conversation of which something further up is shown; what was pressed for it goes. */
function toNewest(sessionId: string, event?: KeyboardEvent): void {
  event?.preventDefault()
  event?.stopPropagation()
  showNewest(sessionId)
  focusComposer()
}

/** The turns that a conversation opens with: those around the place where it was left, or its last ones. */
function openedWith(entries: readonly Entry[], anchor: ScrollAnchor | null): ReadonlySet<string> {
  const left = anchor === null || anchor.atEnd ? -1 : entries.findIndex(({ turn }) => turn.id === anchor.turnId)
  const from = left < 0 ? Math.max(0, entries.length - 3) : left
  return new Set(entries.slice(from, from + 3).map(({ turn }) => turn.id))
}

/**
 * The last turn, while its end is followed: when it grows by more than the list keeps ready beyond the view, the list
 * takes it to be out of view until it was measured, and would take all of it out of the page and put it in anew. Not where
 * a line has no end: the page would lay it out with each piece that comes, for seconds.
 */
function lastOf(entries: readonly Entry[]): readonly number[] {
  const items = entries.at(-1)?.turn.items
  if (items === undefined || items.some((item) => item.kind === 'message' && hasEndlessLine(item.text))) return none
  return [entries.length - 1]
}

/** In UTF-16 units: nobody reads a line this long. */
const endless = 4_000

function hasEndlessLine(text: string): boolean {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    if ((end < 0 ? text.length : end) - from > endless) return true
    if (end < 0) return false
    from = end + 1
  }
  return false
}

const none: readonly number[] = []

/** Goes to the end when the person sends something. */
function useSent(sessionId: string, goToEnd: () => void): void {
  const sent = useApp(selectField(sessionId, 'sent'))
  const seen = useRef(sent)
  useEffect(() => {
    if (seen.current === sent) return
    seen.current = sent
    goToEnd()
  }, [sent, goToEnd])
}

function turnAround(target: EventTarget): string | null {
  const turn = target instanceof Element ? target.closest<HTMLElement>('[data-turn-id]') : null
  return turn?.dataset['turnId'] ?? null
}

/** Gives the focus to a turn as soon as it is there, without scrolling: it is gone to already. */
function useFocusTurn(scroller: { readonly current: HTMLDivElement | null }): (id: string | null) => void {
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return useCallback(
    (id) => {
      cancelAnimationFrame(frame.current)
      if (id === null) return
      const find = (): HTMLElement | null | undefined =>
        scroller.current?.querySelector<HTMLElement>(`[data-turn-id="${CSS.escape(id)}"]`)
      const focus = (triesLeft: number): void => {
        const turn = find()
        if (turn != null) turn.focus({ preventScroll: true })
        else if (triesLeft > 0) frame.current = requestAnimationFrame(() => focus(triesLeft - 1))
      }
      focus(30)
    },
    [scroller],
  )
}

/** Asks for more turns when the start of what is loaded comes near, or an end of it that is not the conversation's. */
function useMore(
  sessionId: string,
  scroller: { readonly current: HTMLDivElement | null },
  entries: readonly Entry[],
  away: boolean,
): void {
  const complete = useApp(selectIsComplete(sessionId))
  useEffect(() => {
    const box = scroller.current
    if (box === null || (complete && !away)) return
    const check = (): void => {
      if (box.scrollTop < moreSlack) void loadOlder(sessionId)
      if (box.scrollHeight - box.clientHeight - box.scrollTop < moreSlack) void loadNewer(sessionId)
    }
    // Not before the stored place is reached: the list begins at its start for a moment.
    const timer = setTimeout(check, 250)
    box.addEventListener('scroll', check, { passive: true })
    return () => {
      clearTimeout(timer)
      box.removeEventListener('scroll', check)
    }
  }, [sessionId, scroller, complete, away, entries.length])
}
