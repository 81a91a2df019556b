import type { ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import { continueTurn } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useTranscript } from './context.ts'

/** Says of a request that it waited when everything ended, and what can still be done about it. */
export function AgainNote({ again, turnId }: { readonly again: AnswerAgain; readonly turnId: string }): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const lost = again === 'began' || again === 'askAgain'
  return (
    <div className="ask-again">
      <p>{t(`request.again.${again}`)}</p>
      {lost && (
        <Button
          onClick={() => {
            focusComposer()
            void continueTurn(sessionId, turnId)
          }}
        >
          {t('request.askAgain')}
        </Button>
      )}
    </div>
  )
}
