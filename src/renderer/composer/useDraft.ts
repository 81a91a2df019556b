import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { Attachment, Draft } from '../../shared/model/draft.ts'
import { flushSaves } from '../store/actions.ts'
import { saveDraft } from '../store/drafts.ts'
import { createSaver } from '../store/saver.ts'
import { app } from '../store/store.ts'
import { replaceRange } from './editing.ts'
import { offerBox } from './inserts.ts'

/** A key press reaches the store within this time, in milliseconds; the store writes it within 100 more. */
const delay = 120

/** What a message box knows of its text. */
export interface DraftBox {
  /** Whether there is anything to send; the only thing of the text that renders. */
  readonly hasText: boolean
  readonly attachments: readonly Attachment[]
  /** The same as it is now, whatever was rendered. */
  readonly going: () => readonly Attachment[]
  /** To be called whenever text or caret changed. */
  readonly changed: () => void
  /** Keeps what is written now, at once. */
  readonly keep: () => void
  /** Replaces the text and puts the caret at its end. */
  readonly replace: (text: string) => void
  /** Replaces what goes along; it is a draft on disk right after. */
  readonly setAttachments: (attachments: readonly Attachment[]) => void
  /** These have gone: the others stay. */
  readonly dropAttachments: (gone: readonly Attachment[]) => void
}

/**
 * Ties a text box to the draft of its session: the box itself holds the text, so that typing renders nothing; the
 * store is told a moment later. What someone else makes of the draft is shown.
 */
export function useDraft(sessionId: string, box: RefObject<HTMLTextAreaElement | null>): DraftBox {
  const [hasText, setHasText] = useState(false)
  const [attachments, setShown] = useState<readonly Attachment[]>([])
  const going = useRef<readonly Attachment[]>([])
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
    saver.set(sessionId, draftOf(area, going.current))
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

  const setAttachments = useCallback(
    (next: readonly Attachment[]): void => {
      going.current = next
      setShown(next)
      changed()
      keep()
    },
    [changed, keep],
  )

  const dropAttachments = useCallback(
    (gone: readonly Attachment[]): void => {
      if (gone.length > 0) setAttachments(going.current.filter(({ id }) => !gone.some((other) => other.id === id)))
    },
    [setAttachments],
  )

  useEffect(() => {
    const attach = (more: readonly Attachment[]): void => setAttachments([...going.current, ...more])
    return offerBox(sessionId, {
      attach,
      put: (text) => {
        const area = box.current
        if (area !== null) replaceRange(area, area.selectionStart, area.selectionEnd, text)
      },
      insert: (text, more) => {
        const written = box.current?.value ?? ''
        replace(written === '' ? text : `${text}\n\n${written}`)
        attach(more)
      },
    })
  }, [sessionId, box, replace, setAttachments])

  useLayoutEffect(() => {
    const area = box.current
    if (area === null) return
    const show = (draft: Draft | null): void => {
      own.current = draft
      going.current = draft?.attachments ?? []
      setShown(going.current)
      put(area, draft)
      setHasText(area.value.trim() !== '')
    }
    show(app.getState().opened.get(sessionId)?.draft ?? null)
    return app.subscribe((state, before) => {
      const view = state.opened.get(sessionId)
      if (view === undefined || view.draft === before.opened.get(sessionId)?.draft || view.draft === own.current) return
      // What is being typed at this moment is newer than anything that comes from elsewhere.
      if (saver.get(sessionId) !== undefined) return
      if (view.draft?.text === area.value && isSame(view.draft.attachments, going.current)) own.current = view.draft
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

  return {
    hasText,
    attachments,
    going: useCallback(() => going.current, []),
    changed,
    keep,
    replace,
    setAttachments,
    dropAttachments,
  }
}

function draftOf(area: HTMLTextAreaElement, attachments: readonly Attachment[]): Draft | null {
  const { value, selectionStart, selectionEnd } = area
  return value === '' && attachments.length === 0 ? null : { text: value, selectionStart, selectionEnd, attachments }
}

function isSame(a: readonly Attachment[], b: readonly Attachment[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id)
}

function put(area: HTMLTextAreaElement, draft: Omit<Draft, 'attachments'> | null): void {
  area.value = draft?.text ?? ''
  if (draft !== null) area.setSelectionRange(draft.selectionStart, draft.selectionEnd)
  // The caret is to be seen, also at the end of a long draft.
  if (draft?.selectionEnd === area.value.length) area.scrollTop = area.scrollHeight
}
