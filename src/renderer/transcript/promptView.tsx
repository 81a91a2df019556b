import { memo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Prompt } from '../../shared/model/turn.ts'
import { useHitIn } from '../find/state.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { CarriedView } from './carriedView.tsx'
import { useDateLanguage } from './clock.ts'
import { timeLabel } from './format.ts'
import { Message } from './message.tsx'
import { SentAttachments } from './sentAttachments.tsx'
import { useFold } from './useFold.ts'

/** Longer prompts are folded, in lines as they are written and in characters. */
const foldLines = 20
const foldLength = 2_400

const promptParts = ['prompt'] as const

/** What the person said: white space as it was typed, long ones folded. */
export const PromptView = memo(function PromptView({
  turnId,
  at,
  prompt,
}: {
  readonly turnId: string
  readonly at: number
  readonly prompt: Prompt
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const found = useHitIn(null, promptParts, turnId)
  const [wish, setOpen] = useFold(`prompt ${turnId}`)
  const open = wish ?? false
  const [seen, setSeen] = useState<typeof found>(null)
  if (found !== seen) {
    setSeen(found)
    if (found !== null) setOpen(true)
  }
  const lines = prompt.text.split('\n')
  const long = lines.length > foldLines || prompt.text.length > foldLength
  return (
    <Message
      turnId={turnId}
      itemId={null}
      text={prompt.text}
      className="prompt"
      label={`${t('turn.you')}, ${timeLabel(at, language)}`}
    >
      {prompt.carried !== undefined && <CarriedView carried={prompt.carried} />}
      <div className={`bubble selectable ${long && !open ? 'bubble-folded' : ''}`}>
        {long && !open ? firstPart(lines) : prompt.text}
      </div>
      {prompt.attachments.length > 0 && <SentAttachments turnId={turnId} names={prompt.attachments} />}
      {long && (
        <Button variant="quiet" className="prompt-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('turn.showLess') : t('turn.showAll', { count: lines.length })}
        </Button>
      )}
    </Message>
  )
})

function firstPart(lines: readonly string[]): string {
  return lines.slice(0, foldLines).join('\n').slice(0, foldLength)
}
