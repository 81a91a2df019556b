import type { KeyboardEvent, ReactNode } from 'react'
import { flushReplies, saveReply } from '../store/replies.ts'
import { useApp } from '../store/store.ts'
import { useTranscript } from './context.ts'

/** What is typed into a request: kept over a switch of sessions, a reload and a crash. */
export function useOwnWords(requestId: string): string {
  const { sessionId } = useTranscript()
  return useApp((state) => state.opened.get(sessionId)?.replies[requestId]) ?? ''
}

/** Room for one's own words in a request, and the button that gives them. */
export function OwnWords({
  requestId,
  text,
  label,
  onKeyDown,
  children,
}: {
  readonly requestId: string
  readonly text: string
  readonly label: string
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly children: ReactNode
}): ReactNode {
  const { sessionId } = useTranscript()
  return (
    <div className="own-words">
      <textarea
        className="input"
        rows={1}
        value={text}
        placeholder={label}
        aria-label={label}
        onChange={(event) => saveReply(sessionId, requestId, event.target.value)}
        onBlur={flushReplies}
        onKeyDown={onKeyDown}
      />
      {children}
    </div>
  )
}
