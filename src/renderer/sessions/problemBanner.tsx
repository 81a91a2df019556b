import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { Failure } from '../../shared/errors.ts'
import type { SessionProblem } from '../../shared/model/session.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { exportSession, reopen, takeOpened } from '../store/actions.ts'
import { openDialog } from '../store/navigation.ts'
import { continueElsewhere, entryOf, locateFolder, restoreSession } from '../store/resuming.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { bringWaiting } from './bringing.ts'
import { visit } from './visit.ts'
import '../ui/bars.css'

/** What is wrong with a session: what happened, what was kept, what can be done. */
export function ProblemBanner({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const problem = useApp(selectField(id, 'problem'))
  if (problem === undefined || problem === null) return null
  return (
    <div className="bar bar-warn" role="status">
      <TriangleAlert aria-hidden="true" />
      <p className="bar-text">
        <strong>{problemTitle(t, problem)}</strong> {t(`problem.${problem.code}.help`)}
      </p>
      <div className="bar-actions">
        <Actions id={id} code={problem.code} />
      </div>
    </div>
  )
}

/** The page of a session that did not open at all. */
export function OpenFailed({ id, failure }: { readonly id: string; readonly failure: Failure }): ReactNode {
  const t = useT()
  const missing = failure.code === 'sessionMissing'
  const listed = useApp((state) => state.rows.has(id))
  if (missing && !listed) return <Unknown id={id} />
  return (
    <div className="message-page" role="alert">
      <h1>{missing ? t('problem.missing') : t('problem.openFailed')}</h1>
      <p>
        {missing
          ? t('problem.missing.help')
          : `${t(`error.${failure.code}`, { detail: failure.detail })}. ${t(`error.${failure.code}.help`, { detail: failure.detail })}`}
      </p>
      <div className="message-page-actions">
        {missing ? (
          <Actions id={id} code="missing" />
        ) : (
          <Button variant="primary" onClick={() => void reopen(id)}>
            {t('common.retry')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What a link or a command line named, and nobody has. */
function Unknown({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  return (
    <div className="message-page" role="alert">
      <h1>{t('problem.unknown', { id })}</h1>
      <p>{t('problem.unknown.help')}</p>
      <div className="message-page-actions">
        <RestoreButton id={id} />
        <Button onClick={() => void visit({ kind: 'newSession', id })}>{t('problem.unknown.create')}</Button>
      </div>
    </div>
  )
}

function Actions({ id, code }: { readonly id: string; readonly code: SessionProblem['code'] }): ReactNode {
  const t = useT()
  switch (code) {
    case 'missing':
    case 'empty':
      return (
        <>
          {code === 'missing' && <RestoreButton id={id} />}
          <ContinueButton id={id} />
          <Button onClick={() => void takeOpened(call('session.recreate', { id }))}>{t('problem.beginAnew')}</Button>
          <Button onClick={() => openDialog({ kind: 'delete', ids: [id] })}>{t('problem.removeFromList')}</Button>
        </>
      )
    case 'damaged':
      return (
        <>
          <Button onClick={() => openDialog({ kind: 'repair', id, refused: null })}>{t('problem.repair')}</Button>
          <ContinueButton id={id} />
          <Button onClick={() => void exportSession(id, 'markdown')}>{t('problem.export')}</Button>
          <Button onClick={() => void attempt(call('session.reveal', { id }))}>{t('command.reveal')}</Button>
        </>
      )
    case 'newer':
      return (
        <>
          <ContinueButton id={id} />
          <Button onClick={() => void exportSession(id, 'markdown')}>{t('problem.export')}</Button>
          <Button onClick={() => void attempt(call('session.reveal', { id }))}>{t('command.reveal')}</Button>
        </>
      )
    case 'unreadable':
      return (
        <>
          <Button onClick={() => void reopen(id)}>{t('common.retry')}</Button>
          <Button onClick={() => void attempt(call('session.reveal', { id }))}>{t('command.reveal')}</Button>
        </>
      )
    case 'inUse':
      return (
        <>
          <Button onClick={() => void takeOpened(call('session.takeOver', { id }))}>{t('problem.takeOver')}</Button>
          <ContinueButton id={id} />
        </>
      )
    case 'folderMissing':
      return (
        <>
          <Button onClick={() => void locateFolder(id)}>{t('problem.locate')}</Button>
          <Button onClick={() => void takeOpened(call('session.setFolder', { id, folder: null }))}>
            {t('problem.without')}
          </Button>
        </>
      )
  }
}

/** Offered where anything is left that a new session could be given. */
function ContinueButton({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const something = useApp((state) => (state.opened.get(id)?.state.turns.length ?? 0) > 0)
  if (!something) return null
  return <Button onClick={() => void continueElsewhere(id, false)}>{t('way.continue')}</Button>
}

/** Offered where the trash has a copy of it. */
function RestoreButton({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const [there, setThere] = useState(false)
  useEffect(() => {
    let left = false
    entryOf(id).then(
      (entryId) => {
        if (!left) setThere(entryId !== null)
      },
      () => undefined,
    )
    return () => {
      left = true
    }
  }, [id])
  if (!there) return null
  return (
    <Button variant="primary" onClick={() => void restoreSession(id).then(() => bringWaiting(id))}>
      {t('way.restore')}
    </Button>
  )
}

function problemTitle(t: Translate, { code, detail }: SessionProblem): string {
  if (detail !== null && detail !== '') {
    if (code === 'damaged') return t('problem.damagedAt', { line: detail })
    if (code === 'inUse') return t('problem.inUseBy', { holder: detail })
    if (code === 'folderMissing') return t('problem.folderMissingAt', { folder: detail })
  }
  return t(`problem.${code}`)
}
