import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import type { Answer } from '../../shared/model/request.ts'
import { answer } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { AgainNote } from './againNote.tsx'
import { useTranscript } from './context.ts'
// Those of any card first: these go beyond them.
import './cards.css'
import './asks.css'

/** What each card of a request is told. */
export interface CardProps<R> {
  readonly request: R
  readonly turnId: string
  /** How it can be answered when it waited as everything ended; null while its turn runs. */
  readonly again: AnswerAgain | null
}

/** The card of something that waits for the person: what it is, what it is about, whether it waited before, the ways to answer. */
export function RequestFrame({
  request,
  turnId,
  again,
  icon: Icon,
  title,
  label = title,
  beside,
  inWords = true,
  about,
  children,
}: CardProps<{ readonly id: string }> & {
  readonly icon: LucideIcon
  readonly title: string
  /** Its name, where the title alone does not tell. */
  readonly label?: string
  /** What stands behind the title. */
  readonly beside?: ReactNode
  /** Whether it is answered in words; loud when not. */
  readonly inWords?: boolean
  readonly about: ReactNode
  /** The ways to answer. */
  readonly children: ReactNode
}): ReactNode {
  return (
    <section className={`card ask ${inWords ? 'question' : ''}`} data-item-id={request.id} aria-label={label}>
      <div className="card-line">
        <Icon aria-hidden="true" />
        <b>{title}</b>
        {beside}
      </div>
      {about}
      {again !== null && <AgainNote again={again} turnId={turnId} />}
      {children}
    </section>
  )
}

/** Gives an answer once; when it did not arrive, the card is still there and can be answered again. */
export function useGive(requestId: string): { readonly given: boolean; readonly give: (reply: Answer) => void } {
  const { sessionId } = useTranscript()
  const [given, setGiven] = useState(false)
  const give = (reply: Answer): void => {
    setGiven(true)
    // The card goes, and must not take the focus with it.
    focusComposer()
    void answer(sessionId, requestId, reply).finally(() => setGiven(false))
  }
  return { given, give }
}
