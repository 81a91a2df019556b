import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { Draft } from '../../shared/model.ts'
import { flushSaves, saveDraft } from '../store/actions.ts'
import { createSaver } from '../store/saver.ts'
import { app } from '../store/store.ts'
import { offerBox } from './inserts.ts'

/** A key press reaches the store within this time, in milliseconds; the store writes it within 100 more. */
const delay = 120

/** What a message box knows of its text. */
export interface DraftBox {
  /** Whether there is anything to send; the only thing of the text that renders. */
  readonly hasText: boolean
  /** To be called whenever text or caret changed. */
  readonly changed: () => void
  /** Keeps what is written now, at once. */
  readonly keep: () => void
  /** Replaces the text and puts the caret at its end. */
  readonly replace: (text: string) => void
}

/**
 * Ties a text box to the draft of its session: the box itself holds the text, so that typing renders nothing; the
 * store is told a moment later. What someone else makes of the draft is shown.
 */
export function useDraft(sessionId: string, box: RefObject<HTMLTextAreaElement | null>): DraftBox {
  const [hasText, setHasText] = useState(false)
  const own = useRef<Draft | null>(null)
  const [saver] = useState(() =>
    createSaver<Draft | null>({
      delay,
      write: (id, draft) => {
        own.current = draft
        saveDraft(id, draft)
      },
    }),
  )

  const changed = useCallback((): void => {
    const area = box.current
    if (area === null) return
    setHasText(area.value.trim() !== '')
    saver.set(sessionId, draftOf(area))
  }, [box, saver, sessionId])

  const keep = useCallback((): void => {
    saver.flush()
    flushSaves()
  }, [saver])

  const replace = useCallback(
    (text: string): void => {
      const area = box.current
      if (area === null) return
      put(area, { text, selectionStart: text.length, selectionEnd: text.length })
      changed()
    },
    [box, changed],
  )

  useEffect(
    () =>
      offerBox(sessionId, (text) => {
        const written = box.current?.value ?? ''
        replace(written === '' ? text : `${text}\n\n${written}`)
        keep()
      }),
    [sessionId, box, replace, keep],
  )

  useLayoutEffect(() => {
    const area = box.current
    if (area === null) return
    const show = (draft: Draft | null): void => {
      own.current = draft
      put(area, draft)
      setHasText(area.value.trim() !== '')
    }
    show(app.getState().opened.get(sessionId)?.draft ?? null)
    return app.subscribe((state, before) => {
      const view = state.opened.get(sessionId)
      if (view === undefined || view.draft === before.opened.get(sessionId)?.draft || view.draft === own.current) return
      // What is being typed at this moment is newer than anything that comes from elsewhere.
      if (saver.get(sessionId) !== undefined) return
      if (view.draft?.text === area.value) own.current = view.draft
      else show(view.draft)
    })
  }, [sessionId, box, saver])

  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') keep()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('blur', keep)
    window.addEventListener('pagehide', keep)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('blur', keep)
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [keep])

  return { hasText, changed, keep, replace }
}

function draftOf(area: HTMLTextAreaElement): Draft | null {
  const { value, selectionStart, selectionEnd } = area
  return value === '' ? null : { text: value, selectionStart, selectionEnd }
}

function put(area: HTMLTextAreaElement, draft: Draft | null): void {
  area.value = draft?.text ?? ''
  if (draft !== null) area.setSelectionRange(draft.selectionStart, draft.selectionEnd)
  // The caret is to be seen, also at the end of a long draft.
  if (draft?.selectionEnd === area.value.length) area.scrollTop = area.scrollHeight
}
