import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { parseDiff } from '../../shared/diffLines.ts'
import type { Request } from '../../shared/model/request.ts'
import { mayRule } from '../../shared/rules.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useArmed } from './armed.ts'
import { useTranscript } from './context.ts'
import { Diff } from './diff.tsx'
import { type CardProps, RequestFrame, useGive } from './requestFrame.tsx'
import { ruleWords } from './ruleWords.ts'
import { actionWords } from './sentences.ts'

type Permission = Extract<Request, { kind: 'permission' }>

/** Asks for a permission. It takes no focus by itself, and no press that was not aimed at it. */
export function PermissionCard(props: CardProps<Permission>): ReactNode {
  const t = useT()
  const { request, again } = props
  const { sessionId } = useTranscript()
  const { guard } = useArmed()
  const { given, give } = useGive(request.id)
  const folder = useApp((state) => state.rows.get(sessionId)?.folder ?? null)
  const language = useApp((state) => state.language)
  const lines = useMemo(() => (request.diff === null ? [] : parseDiff(request.diff)), [request.diff])
  const action = t(actionWords[request.action])
  const { offer } = request

  return (
    <RequestFrame
      {...props}
      icon={TriangleAlert}
      title={action}
      label={t('request.label', { what: `${action} ${request.subject}` })}
      inWords={false}
      beside={
        <>
          {!isLong(request.subject) && <code className="subject">{request.subject}</code>}
          {request.folder !== null && <span className="ask-folder">{t('request.in', { folder: request.folder })}</span>}
        </>
      }
      about={
        <>
          {isLong(request.subject) && (
            <pre className="card-pre ask-subject selectable" tabIndex={0} aria-label={action}>
              {request.subject}
            </pre>
          )}
          {request.intention !== '' && !request.intention.includes(request.subject) && (
            <p className="card-text">{request.intention}</p>
          )}
          {lines.length > 0 && (
            <Diff lines={lines} label={t('diff.of', { path: request.subject })} path={request.subject} />
          )}
        </>
      }
    >
      {(again === null || again === 'takeUp') && (
        <div className="ask-buttons">
          <Button disabled={given} {...guard(() => give({ kind: 'deny' }))}>
            {t('request.deny')}
          </Button>
          {/* Of a turn that was taken up the runtime does not remember it. */}
          {again === null && (
            <Button disabled={given} {...guard(() => give({ kind: 'allowForSession' }))}>
              {t('request.allowSession')}
            </Button>
          )}
          <span className="spring" />
          <Button variant="primary" disabled={given} {...guard(() => give({ kind: 'allowOnce' }))}>
            {t('request.allowOnce')}
          </Button>
          {mayRule(offer, folder, request.subject) && (
            <Button className="ask-rule" disabled={given} {...guard(() => give({ kind: 'allowForFolder' }))}>
              {t('request.ruleLabel', {
                what: ruleWords(t, language, offer.tool, offer.what),
                folder: folder ?? '',
              })}
            </Button>
          )}
        </div>
      )}
    </RequestFrame>
  )
}

/** One must be able to read all of what one allows. */
function isLong(subject: string): boolean {
  return subject.length > 64 || subject.includes('\n')
}
