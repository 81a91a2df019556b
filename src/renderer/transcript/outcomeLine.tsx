import { useId, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Turn, TurnError } from '../../shared/model/turn.ts'
import { folderName } from '../../shared/folderName.ts'
import { isRemote } from '../list/status.ts'
import { editMessage, goOnWithoutImages, retryWith, whyNot } from '../steering/actions.ts'
import { refusedImages } from '../steering/refusedImages.ts'
import { continueTurn } from '../store/actions.ts'
import { focusComposer, goTo, openDialog } from '../store/navigation.ts'
import type { AppState } from '../store/state.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { useTranscript } from './context.ts'
import { failedWords, noError } from './failedWords.ts'
import { Folded } from './folded.tsx'
import './cards.css'
import './outcome.css'

/** How a turn ended that did not end well: what happened, what was kept, what can be done. */
export function OutcomeLine({
  turn,
  last,
  asks,
}: {
  readonly turn: Turn
  readonly last: boolean
  /** Whether a card in it is the way to go on. */
  readonly asks: boolean
}): ReactNode {
  const t = useT()
  const { sessionId, live } = useTranscript()
  if (turn.outcome === 'done' || turn.outcome === 'running') return null
  if (turn.outcome === 'failed') return <FailedCard turn={turn} last={last} />
  const interrupted = turn.outcome === 'interrupted'
  return (
    <div className="outcome">
      <Glyph state="stopped" />
      <span>{t(interrupted ? 'turn.interrupted' : 'turn.stopped')}</span>
      {last && live && !asks && (
        <Button
          onClick={() => {
            focusComposer()
            void continueTurn(sessionId, turn.id)
          }}
        >
          {t('turn.continue')}
        </Button>
      )}
    </div>
  )
}

function FailedCard({ turn, last }: { readonly turn: Turn; readonly last: boolean }): ReactNode {
  const t = useT()
  const { sessionId, live } = useTranscript()
  const error = turn.error ?? noError
  const action = last && live ? actionFor(error.kind) : null
  const { prompt } = turn
  const said = turn.items.some((item) => item.kind === 'message' && item.text !== '')
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns)
  const images = useMemo(
    () => (last && live && turns !== undefined ? refusedImages(turns, turn) : null),
    [last, live, turns, turn],
  )
  const online = useApp((state) => state.online || !isRemoteSession(state, sessionId))
  const wordsId = useId()
  return (
    <section className="card failed" aria-labelledby={wordsId}>
      <div className="card-line">
        <Glyph state="failed" />
        <span id={wordsId} className="failed-text">
          {t(failedWords(turn, error, online || !last))}
        </span>
      </div>
      {images !== null && (
        <p className="card-text">
          {t('turn.refusedImages', { count: images.names.length, names: images.names.map(folderName).join(', ') })}
        </p>
      )}
      <div className="failed-foot">
        {(error.message !== '' || error.status !== null) && (
          <Folded
            summary={t(error.kind === 'persistence' ? 'turn.detailsRuntime' : 'turn.details')}
            className="card-fold"
            keep={`outcome ${turn.id}`}
          >
            <pre className="card-pre selectable">
              {[error.status === null ? '' : t('turn.status', { status: error.status }), error.message]
                .filter((part) => part !== '')
                .join('\n')}
            </pre>
          </Folded>
        )}
        <span className="spring" />
        {(error.kind === 'tooLong' || error.kind === 'rejected') && last && live && (
          <OtherWays sessionId={sessionId} turn={turn} tooLong={error.kind === 'tooLong'} />
        )}
        {action === 'settings' && <Button onClick={() => goTo({ kind: 'settings' })}>{t('turn.openSettings')}</Button>}
        {images !== null && (
          <Button
            onClick={() => {
              focusComposer()
              void goOnWithoutImages(sessionId, images.turnId)
            }}
          >
            {t('turn.withoutImages', { count: images.names.length })}
          </Button>
        )}
        {action !== null && prompt !== null && (
          <Button
            onClick={() => {
              focusComposer()
              // What had come is gone on from; where nothing had, the message is sent again with all that went along.
              void continueTurn(sessionId, turn.id)
            }}
          >
            {t(said ? 'turn.continue' : 'turn.sendAgain')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** What helps when a model doesn't take a message: another model, other words, and where it is too long, less of it. */
function OtherWays({
  sessionId,
  turn,
  tooLong,
}: {
  readonly sessionId: string
  readonly turn: Turn
  readonly tooLong: boolean
}): ReactNode {
  const t = useT()
  const before = useApp((state) => (state.opened.get(sessionId)?.state.turns.length ?? 0) > 1)
  const canEdit = turn.prompt !== null && whyNot(sessionId, turn.id) === null
  return (
    <>
      {tooLong && before && (
        <Button onClick={() => openDialog({ kind: 'compact', id: sessionId, keep: '' })}>{t('turn.sumUp')}</Button>
      )}
      {canEdit && (
        <>
          <Button onClick={(event) => retryWith(sessionId, turn.id, event.currentTarget)}>
            {t('turn.otherModel')}
          </Button>
          <Button onClick={() => editMessage(sessionId, turn.id)}>
            {t(tooLong ? 'turn.shorten' : 'message.edit')}
          </Button>
        </>
      )}
    </>
  )
}

function isRemoteSession({ rows, providers }: AppState, sessionId: string): boolean {
  const provider = providers.find(({ id }) => id === rows.get(sessionId)?.providerId)
  return provider !== undefined && isRemote(provider)
}

function actionFor(kind: TurnError['kind']): 'settings' | 'again' | null {
  switch (kind) {
    case 'authentication':
      return 'settings'
    case 'rateLimit':
    case 'unreachable':
    case 'stalled':
    case 'runtime':
    case 'other':
      return 'again'
    case 'tooLong':
    case 'rejected':
    case 'persistence':
      return null
  }
}
