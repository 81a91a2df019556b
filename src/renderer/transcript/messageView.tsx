import CircleSlash from 'lucide-react/icons/circle-slash'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { PRACTICE_MODEL } from '../../shared/model/provider.ts'
import type { MessageItem } from '../../shared/model/turn.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { modelLabel } from '../list/labels.ts'
import { useApp, useT } from '../store/store.ts'
import { splitAbstention } from './abstention.ts'
import { Folded } from './folded.tsx'
import { Message } from './message.tsx'
import { Reasoning } from './reasoning.tsx'

/** Something that the model said, with what it thought before. */
export const MessageView = memo(function MessageView({
  turnId,
  item,
  running,
  named,
}: {
  readonly turnId: string
  readonly item: MessageItem
  readonly running: boolean
  readonly named: boolean
}): ReactNode {
  const t = useT()
  const streaming = running && !item.complete
  const { abstained, text, raw } = splitAbstention(item.text, !streaming)
  return (
    <Message
      turnId={turnId}
      itemId={item.id}
      text={item.text}
      className="answer"
      label={item.model ?? t('turn.copilot')}
    >
      {named && item.model !== null && <MessageModel model={item.model} />}
      {item.reasoning !== '' && <Reasoning itemId={item.id} text={item.reasoning} ms={item.reasoningMs} />}
      {abstained ? <Abstained raw={raw} /> : text !== '' && <Markdown text={text} streaming={streaming} />}
    </Message>
  )
})

/** Which of several models said this. */
function MessageModel({ model }: { readonly model: string }): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const name = model === PRACTICE_MODEL ? t('model.practice') : (modelLabel(t, providers, null, model) ?? model)
  return <p className="message-model">{t('reading.answeredBy', { model: name })}</p>
}

function Abstained({ raw }: { readonly raw: string }): ReactNode {
  const t = useT()
  return (
    <div className="card abstained">
      <div className="card-line">
        <CircleSlash aria-hidden="true" />
        <b>{t('abstained.title')}</b>
      </div>
      <p className="card-text">{t('abstained.text')}</p>
      <Folded summary={t('abstained.raw')} className="card-fold">
        <pre className="card-pre selectable">{raw}</pre>
      </Folded>
    </div>
  )
}
