import ArrowDown from 'lucide-react/icons/arrow-down'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Virtualizer } from 'virtua'
import type { VirtualizerHandle } from 'virtua'
import { loadOlder } from '../store/actions.ts'
import { focusComposer, jumpDone } from '../store/navigation.ts'
import { app, selectField, selectState, useApp, useT } from '../store/store.ts'
import { isTyping } from '../ui/focus.ts'
import { useMarks } from '../find/useMarks.ts'
import { TranscriptProvider, messageKey } from './context.ts'
import type { TranscriptContext } from './context.ts'
import { firstNewTurn, isPrepended, layEntries } from './entries.ts'
import type { Entry } from './entries.ts'
import { BeforeMoves, ListBox, ListItem } from './listBox.tsx'
import { LiveRegion } from './liveRegion.tsx'
import { useNewBelow } from './newBelow.ts'
import { startSlack } from './place.ts'
import { QueueTail } from './queueTail.tsx'
import { versionsByTurn } from '../steering/versions.ts'
import { VersionTail } from './versionTail.tsx'
import { TranscriptHead } from './transcriptHead.tsx'
import { TurnView } from './turnView.tsx'
import { headHeight, usePlace } from './usePlace.ts'
import { walk } from './walk.ts'

/** About as high as a turn is, in CSS pixels: a guess that is too low renders many that nobody sees. */
const guessedHeight = 560

/** How long a message that was jumped to stays marked, in milliseconds. */
const markedFor = 2_400

/** The scrolling conversation of a session in which something was said. */
export function Flow({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const { entries, shift } = useEntries(sessionId)
  const complete = useApp((state) => state.opened.get(sessionId)?.before === null)
  const anchor = useApp(selectField(sessionId, 'anchor')) ?? null
  const [startAnchor] = useState(anchor)
  const place = usePlace({ sessionId, scroller, list, entries, anchor: startAnchor })
  const context = useContextValue(sessionId, place.goTo, entries)
  const readAt = useApp(selectField(sessionId, 'readAt')) ?? null
  const [firstReadAt] = useState(readAt)
  const newBelow = useNewBelow(entries, place.following)
  useOlder(sessionId, scroller, entries)
  useMarks(sessionId, scroller, place.goTo)

  const focusTurn = useFocusTurn(scroller)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event
    if (event.defaultPrevented || isTyping(event.target)) return
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
          <Virtualizer
            ref={list}
            as={ListBox}
            item={ListItem}
            scrollRef={scroller}
            data={entries}
            shift={shift}
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
                total={complete ? entries.length : -1}
                last={index === entries.length - 1}
                readAt={firstReadAt}
              />
            )}
          </Virtualizer>
        </BeforeMoves>
        <VersionTail />
        <QueueTail sessionId={sessionId} />
      </div>
      {!place.following && (
        <button type="button" className={`to-end ${newBelow ? 'to-end-new' : ''}`} onClick={place.goToEnd}>
          <ArrowDown aria-hidden="true" />
          {t(newBelow ? 'transcript.newBelow' : 'transcript.toEnd')}
        </button>
      )}
      <LiveRegion sessionId={sessionId} />
    </TranscriptProvider>
  )
}

/** The turns as entries, and whether older ones were just put before them. */
function useEntries(sessionId: string): { readonly entries: readonly Entry[]; readonly shift: boolean } {
  const state = useApp(selectState(sessionId))
  const complete = useApp((state) => state.opened.get(sessionId)?.before === null)
  const readTurnId = useApp(selectField(sessionId, 'readTurnId')) ?? null
  const [firstNewId, setFirstNewId] = useState(() =>
    firstNewTurn(state?.turns ?? [], state?.active ?? null, readTurnId),
  )
  const [laid, setLaid] = useState(() => ({
    state,
    firstNewId,
    complete,
    entries: layEntries(state?.turns ?? [], state?.active ?? null, firstNewId, complete, []),
    shift: false,
  }))
  // Coming back to the window is a visit of its own: what came meanwhile is new.
  useEffect(() => {
    const onShow = (): void => {
      if (document.visibilityState !== 'visible') return
      const view = app.getState().opened.get(sessionId)
      if (view === undefined) return
      const next = firstNewTurn(view.state.turns, view.state.active, view.readTurnId)
      if (next !== null) setFirstNewId(next)
    }
    document.addEventListener('visibilitychange', onShow)
    return () => document.removeEventListener('visibilitychange', onShow)
  }, [sessionId])

  if (laid.state === state && laid.firstNewId === firstNewId && laid.complete === complete) return laid
  const entries = layEntries(state?.turns ?? [], state?.active ?? null, firstNewId, complete, laid.entries)
  const next = { state, firstNewId, complete, entries, shift: isPrepended(laid.entries, entries) }
  setLaid(next)
  return next
}

/** What the turns need to know, with the wish to jump followed. */
function useContextValue(
  sessionId: string,
  goTo: (turnId: string, itemId: string | null) => void,
  entries: readonly Entry[],
): TranscriptContext {
  const bookmarks = useApp(selectField(sessionId, 'bookmarks'))
  const problem = useApp(selectField(sessionId, 'problem'))
  const jump = useApp((state) => (state.jump?.sessionId === sessionId ? state.jump : null))
  const [marked, setMarked] = useState<TranscriptContext['marked']>(null)
  const here = jump !== null && entries.some((entry) => entry.turn.id === jump.turnId)
  if (jump !== null && here && marked?.nonce !== jump.nonce) {
    setMarked({ turnId: jump.turnId, itemId: jump.itemId, nonce: jump.nonce })
  }
  useEffect(() => {
    if (jump === null || !here) return
    goTo(jump.turnId, jump.itemId)
    jumpDone(jump.nonce)
  }, [jump, here, goTo])
  const nonce = marked?.nonce ?? null
  useEffect(() => {
    if (nonce === null) return
    const timer = setTimeout(() => setMarked(null), markedFor)
    return () => clearTimeout(timer)
  }, [nonce])

  const versions = useVersions(sessionId, entries)
  return useMemo(() => {
    const byMessage = new Map((bookmarks ?? []).map((one) => [messageKey(one.turnId, one.itemId), one]))
    return { sessionId, bookmarks: byMessage, marked, live: problem == null, versions, kept: false }
  }, [sessionId, bookmarks, marked, problem, versions])
}

/** Earlier versions by turn; the same map as long as the same turns stand there. */
function useVersions(sessionId: string, entries: readonly Entry[]): TranscriptContext['versions'] {
  const kept = useApp(selectField(sessionId, 'versions'))
  const complete = useApp((state) => state.opened.get(sessionId)?.before === null)
  const none = kept === undefined || kept.length === 0
  // While an answer streams its turn is another one with every piece, and stands where it stood.
  const ids = none ? '' : entries.map(({ turn }) => `${turn.id}${turn.prompt === null ? '-' : ''}`).join(' ')
  const [laid, setLaid] = useState(() => ({ kept, complete, ids, map: versionsByTurn([], [], false) }))
  if (laid.kept === kept && laid.complete === complete && laid.ids === ids && (none || laid.map.size > 0))
    return laid.map
  const turns = entries.map(({ turn }) => turn)
  const map = versionsByTurn(kept ?? [], turns, complete)
  if (laid.kept !== kept || laid.complete !== complete || laid.ids !== ids) setLaid({ kept, complete, ids, map })
  return map
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

/** Asks for older turns when the start comes near. */
function useOlder(
  sessionId: string,
  scroller: { readonly current: HTMLDivElement | null },
  entries: readonly Entry[],
): void {
  const more = useApp((state) => (state.opened.get(sessionId)?.before ?? null) !== null)
  useEffect(() => {
    const box = scroller.current
    if (box === null || !more) return
    const check = (): void => {
      if (box.scrollTop < startSlack) void loadOlder(sessionId)
    }
    // Not before the stored place is reached: the list begins at its start for a moment.
    const timer = setTimeout(check, 250)
    box.addEventListener('scroll', check, { passive: true })
    return () => {
      clearTimeout(timer)
      box.removeEventListener('scroll', check)
    }
  }, [sessionId, scroller, more, entries.length])
}
