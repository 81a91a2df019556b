import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { ItemResult } from '../../shared/model.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { openSession } from '../store/actions.ts'
import { closeDialog } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { inform, report } from '../store/toasts.ts'
import { followWork, type Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import './archive.css'

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'importing'; readonly done: number; readonly of: number | null }
  | { readonly kind: 'finished'; readonly results: readonly ItemResult[] }

/** Brings sessions in from files or from another home, and says of each what became of it. */
export function ImportDialog(): ReactNode {
  const t = useT()
  const [step, setStep] = useState<Step>({ kind: 'choose' })
  const work = useRef<Work | null>(null)
  const left = useRef(false)
  useEffect(() => {
    left.current = false
    return () => {
      left.current = true
      work.current?.cancel()
    }
  }, [])

  async function perform(what: 'files' | 'folder'): Promise<void> {
    setStep({ kind: 'importing', done: 0, of: null })
    try {
      const results = await followWork(
        ({ done, of }) => setStep({ kind: 'importing', done, of }),
        (following) => {
          work.current = following
          return call('session.import', { what, work: following.id })
        },
      )
      const count = results?.filter(({ error }) => error === null).length ?? 0
      if (left.current) {
        if (count > 0) inform(t('import.done', { count }))
      } else setStep(results === null ? { kind: 'choose' } : { kind: 'finished', results })
    } catch (error) {
      report(error)
      if (!left.current) setStep({ kind: 'choose' })
    }
    work.current = null
  }

  return (
    <>
      <Dialog.Title className="dialog-title">{t('import.title')}</Dialog.Title>
      {step.kind === 'choose' && (
        <>
          <Dialog.Description className="dialog-text">{t('import.intro')}</Dialog.Description>
          <p className="dialog-text">{t('import.kept')}</p>
          <div className="dialog-actions">
            <Button onClick={closeDialog}>{t('common.cancel')}</Button>
            <Button onClick={() => void perform('folder')}>{t('import.folder')}</Button>
            <Button variant="primary" data-first-focus="" onClick={() => void perform('files')}>
              {t('import.files')}
            </Button>
          </div>
        </>
      )}
      {step.kind === 'importing' && (
        <>
          <Dialog.Description className="dialog-text" role="status">
            {step.of === null ? t('import.reading') : t('import.importing', { done: step.done, of: step.of })}
          </Dialog.Description>
          <progress
            className="repair-progress"
            aria-label={t('import.title')}
            {...(step.of === null ? {} : { max: Math.max(step.of, 1), value: step.done })}
          />
          <div className="dialog-actions">
            <Button data-first-focus="" onClick={() => work.current?.cancel()}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      )}
      {step.kind === 'finished' && <Finished results={step.results} />}
    </>
  )
}

function Finished({ results }: { readonly results: readonly ItemResult[] }): ReactNode {
  const t = useT()
  const first = results.find(({ imported }) => imported !== undefined)?.imported ?? null
  // The list learns of it a moment later than this does.
  const title = useApp((state) => state.rows.get(first?.sessionId ?? '')?.title) ?? first?.sessionId ?? ''
  const count = results.filter(({ error }) => error === null).length
  const failed = results.length - count
  return (
    <>
      <Dialog.Description className="dialog-text" role="status">
        {t('import.done', { count })}
        {failed > 0 && ` ${t('import.failed', { count: failed })}`}
      </Dialog.Description>
      {results.length > 0 && (
        <ul className="dialog-list import-results" tabIndex={0} aria-label={t('import.results')}>
          {results.map((result) => (
            <li key={result.id}>
              <span className="import-name">{result.id.split(/[\\/]/).at(-1)}</span>
              <span className={result.error === null ? undefined : 'import-bad'}>{wordsOf(result, t)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-actions">
        <Button
          variant={first === null ? 'primary' : 'plain'}
          data-first-focus={first === null ? '' : undefined}
          onClick={closeDialog}
        >
          {t('common.close')}
        </Button>
        {first !== null && (
          <Button
            variant="primary"
            data-first-focus=""
            onClick={() => {
              closeDialog()
              void openSession(first.sessionId)
            }}
          >
            {t('import.open', { title })}
          </Button>
        )}
      </div>
    </>
  )
}

/** What became of one of them: where it is, and what it had to leave behind. */
function wordsOf({ error, imported }: ItemResult, t: Translate): string {
  if (error !== null) {
    const detail = { detail: error.message }
    const code = error.code as ErrorCode
    return `${t(`error.${code}`, detail)}. ${t(`error.${code}.help`, detail)}`
  }
  if (imported === undefined) return ''
  return [
    t(imported.renamed ? 'import.renamed' : 'import.kept.id', { id: imported.sessionId }),
    ...(imported.whole ? [] : [t('import.fromMessages')]),
    ...(imported.leftOut === 0 ? [] : [t('import.leftOut', { count: imported.leftOut })]),
    ...(imported.tools === 0 ? [] : [t('import.tools', { count: imported.tools })]),
  ].join(' ')
}
