import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import { parseDiff } from '../../shared/diffLines.ts'
import type { Answer, Request } from '../../shared/model.ts'
import { mayRule } from '../../shared/rules.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import { answer } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { AgainNote } from './againNote.tsx'
import { useArmed } from './armed.ts'
import { useTranscript } from './context.ts'
import { Diff } from './diff.tsx'
import { ruleWords } from './ruleWords.ts'

type Permission = Extract<Request, { kind: 'permission' }>

const words: Readonly<Record<Permission['action'], StringKey>> = {
  shell: 'request.run',
  write: 'request.write',
  read: 'request.read',
  url: 'request.url',
  tool: 'request.tool',
  other: 'request.other',
}

/** Asks for a permission. It takes no focus by itself, and no press that was not aimed at it. */
export function PermissionCard({
  request,
  turnId,
  again,
}: {
  readonly request: Permission
  readonly turnId: string
  /** How it can be answered when it waited as everything ended; null while its turn runs. */
  readonly again: AnswerAgain | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const { guard } = useArmed()
  const [given, setGiven] = useState(false)
  const folder = useApp((state) => state.rows.get(sessionId)?.folder ?? null)
  const language = useApp((state) => state.language)
  const lines = useMemo(() => (request.diff === null ? [] : parseDiff(request.diff)), [request.diff])
  const what = `${t(words[request.action])} ${request.subject}`
  const { offer } = request

  const give = (reply: Answer): (() => void) => {
    return () => {
      setGiven(true)
      // The card goes, and must not take the focus with it.
      focusComposer()
      // When it did not arrive, the card is still there and can be answered again.
      void answer(sessionId, request.id, reply).finally(() => setGiven(false))
    }
  }
  return (
    <section className="card ask" data-item-id={request.id} aria-label={t('request.label', { what })}>
      <div className="card-line">
        <TriangleAlert aria-hidden="true" />
        <b>{t(words[request.action])}</b>
        {!isLong(request.subject) && <code className="subject">{request.subject}</code>}
        {request.folder !== null && <span className="ask-folder">{t('request.in', { folder: request.folder })}</span>}
      </div>
      {isLong(request.subject) && (
        <pre className="card-pre ask-subject selectable" tabIndex={0} aria-label={t(words[request.action])}>
          {request.subject}
        </pre>
      )}
      {request.intention !== '' && !request.intention.includes(request.subject) && (
        <p className="card-text">{request.intention}</p>
      )}
      {lines.length > 0 && <Diff lines={lines} label={t('diff.of', { path: request.subject })} />}
      {again !== null && <AgainNote again={again} turnId={turnId} />}
      {(again === null || again === 'takeUp') && (
        <div className="ask-buttons">
          <Button disabled={given} {...guard(give({ kind: 'deny' }))}>
            {t('request.deny')}
          </Button>
          {/* Of a turn that was taken up the runtime does not remember it. */}
          {again === null && (
            <Button disabled={given} {...guard(give({ kind: 'allowForSession' }))}>
              {t('request.allowSession')}
            </Button>
          )}
          <span className="spring" />
          <Button variant="primary" disabled={given} {...guard(give({ kind: 'allowOnce' }))}>
            {t('request.allowOnce')}
          </Button>
          {mayRule(offer, folder, request.subject) && (
            <Button className="ask-rule" disabled={given} {...guard(give({ kind: 'allowForFolder' }))}>
              {t('request.ruleLabel', {
                what: ruleWords(t, language, offer.tool, offer.what),
                folder: folder ?? '',
              })}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

/** One must be able to read all of what one allows. */
function isLong(subject: string): boolean {
  return subject.length > 64 || subject.includes('\n')
}
