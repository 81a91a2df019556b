import MessageCircleQuestionMark from 'lucide-react/icons/message-circle-question-mark'
import type { KeyboardEvent, ReactNode } from 'react'
import type { Request } from '../../shared/model/request.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { isComposing, sendPress } from '../composer/keys.ts'
import { useArmed } from './armed.ts'
import { OwnWords, useOwnWords } from './ownWords.tsx'
import { type CardProps, RequestFrame, useGive } from './requestFrame.tsx'

type Question = Extract<Request, { kind: 'question' }>

/** A question of the agent: choices as buttons, and room for one's own words. */
export function QuestionCard(props: CardProps<Question>): ReactNode {
  const t = useT()
  const { request } = props
  const { guard } = useArmed()
  const { given, give } = useGive(request.id)
  const text = useOwnWords(request.id)
  const sendKey = useApp((state) => state.settings.sendKey)
  const platform = useApp((state) => state.platform)
  // A question without choices can only be answered in words, whatever it says.
  const inWords = request.freeform || request.choices.length === 0

  const reply = (words: string, freeform: boolean): void => {
    if (!given && words.trim() !== '') give({ kind: 'reply', text: words, freeform })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent) || sendPress(event, sendKey, platform) !== 'send') return
    event.preventDefault()
    reply(text, true)
  }
  return (
    <RequestFrame
      {...props}
      icon={MessageCircleQuestionMark}
      title={t('request.question')}
      about={
        <div className="question-text">
          <Markdown text={request.question} />
        </div>
      }
    >
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
        <OwnWords requestId={request.id} text={text} label={t('request.ownWords')} onKeyDown={onKeyDown}>
          <Button variant="primary" disabled={given || text.trim() === ''} onClick={() => reply(text, true)}>
            {t('request.reply')}
          </Button>
        </OwnWords>
      )}
    </RequestFrame>
  )
}
