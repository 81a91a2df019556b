import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import type { Answer, Request } from '../../shared/model.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import { answer } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useArmed } from './armed.ts'
import { useTranscript } from './context.ts'
import { Diff } from './diff.tsx'
import { parseDiff } from '../../shared/diffLines.ts'

type Permission = Extract<Request, { kind: 'permission' }>

const words: Readonly<Record<Permission['action'], StringKey>> = {
  shell: 'request.run',
  write: 'request.write',
  read: 'request.read',
  url: 'request.url',
  tool: 'request.tool',
  other: 'request.other',
}

/** Asks for a permission. It takes no focus by itself and no click in its first moments. */
export function PermissionCard({ request }: { readonly request: Permission }): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const { guard } = useArmed()
  const [given, setGiven] = useState(false)
  const lines = useMemo(() => (request.diff === null ? [] : parseDiff(request.diff)), [request.diff])
  const what = `${t(words[request.action])} ${request.subject}`

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
      <div className="ask-buttons">
        <Button disabled={given} {...guard(give({ kind: 'deny' }))}>
          {t('request.deny')}
        </Button>
        <Button disabled={given} {...guard(give({ kind: 'allowForSession' }))}>
          {t('request.allowSession')}
        </Button>
        <span className="spring" />
        <Button variant="primary" disabled={given} {...guard(give({ kind: 'allowOnce' }))}>
          {t('request.allowOnce')}
        </Button>
      </div>
    </section>
  )
}

/** One must be able to read all of what one allows. */
function isLong(subject: string): boolean {
  return subject.length > 64 || subject.includes('\n')
}
