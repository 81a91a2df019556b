import MessageCircleQuestionMark from 'lucide-react/icons/message-circle-question-mark'
import { useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import type { Request } from '../../shared/model.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { answer } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { flushReplies, saveReply } from '../store/replies.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { isComposing } from '../composer/keys.ts'
import { AgainNote } from './againNote.tsx'
import { useArmed } from './armed.ts'
import { useTranscript } from './context.ts'

type Question = Extract<Request, { kind: 'question' }>

/** A question of the agent: choices as buttons, and room for one's own words. */
export function QuestionCard({
  request,
  turnId,
  again,
}: {
  readonly request: Question
  readonly turnId: string
  readonly again: AnswerAgain | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const { guard } = useArmed()
  const [given, setGiven] = useState(false)
  // What is typed here is kept: over a switch of sessions, a reload and a crash.
  const text = useApp((state) => state.opened.get(sessionId)?.replies[request.id]) ?? ''
  // A question without choices can only be answered in words, whatever it says.
  const inWords = request.freeform || request.choices.length === 0

  const reply = (words: string, freeform: boolean): void => {
    if (given || words.trim() === '') return
    setGiven(true)
    // The card goes, and must not take the focus with it.
    focusComposer()
    void answer(sessionId, request.id, { kind: 'reply', text: words, freeform }).finally(() => setGiven(false))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
    event.preventDefault()
    reply(text, true)
  }
  return (
    <section className="card ask question" data-item-id={request.id} aria-label={t('request.question')}>
      <div className="card-line">
        <MessageCircleQuestionMark aria-hidden="true" />
        <b>{t('request.question')}</b>
      </div>
      <div className="question-text">
        <Markdown text={request.question} />
      </div>
      {again !== null && <AgainNote again={again} turnId={turnId} />}
      {request.choices.length > 0 && (
        <div className="question-choices" role="group" aria-label={t('request.offer')}>
          {request.choices.map((choice) => (
            <Button key={choice} disabled={given} {...guard(() => reply(choice, false))}>
              {choice}
            </Button>
          ))}
        </div>
      )}
      {inWords && (
        <div className="own-words">
          <textarea
            className="input"
            rows={1}
            value={text}
            placeholder={t('request.ownWords')}
            aria-label={t('request.ownWords')}
            onChange={(event) => saveReply(sessionId, request.id, event.target.value)}
            onBlur={flushReplies}
            onKeyDown={onKeyDown}
          />
          <Button variant="primary" disabled={given || text.trim() === ''} onClick={() => reply(text, true)}>
            {t('request.reply')}
          </Button>
        </div>
      )}
    </section>
  )
}
