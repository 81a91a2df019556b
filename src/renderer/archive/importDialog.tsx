import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { call, lookAtImport } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { ImportOffer, ItemResult } from '../../shared/model/keeping.ts'
import { openSession } from '../store/actions.ts'
import { closeDialog, goTo } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { inform, report } from '../store/toasts.ts'
import { followWork, type Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import { useLeft } from '../ui/useLeft.ts'
import { CandidateList, leftAtFirst } from './importCandidates.tsx'
import { ResultList } from './importLists.tsx'
import './archive.css'

type Step =
  | { readonly kind: 'choose'; readonly none?: true }
  | {
      readonly kind: 'working'
      readonly what: 'reading' | 'importing'
      readonly done: number
      readonly of: number | null
    }
  | { readonly kind: 'offered'; readonly offer: ImportOffer }
  | {
      readonly kind: 'finished'
      readonly offer: ImportOffer
      readonly only: readonly string[]
      readonly results: readonly ItemResult[]
      readonly left: number
    }

/**
 * Brings sessions in from files or from another home: shows what there is before anything is imported, and says of each what became
 * of it. `files` were dropped, and are looked at at once.
 */
export function ImportDialog({ files }: { readonly files: readonly File[] | undefined }): ReactNode {
  const t = useT()
  const [step, setStep] = useState<Step>({ kind: 'choose' })
  const steps = useRef<HTMLDivElement>(null)
  const work = useRef<Work | null>(null)
  const left = useLeft(() => work.current?.cancel())
  const begin = useEffectEvent((given: readonly File[]) => {
    void look((id) => lookAtImport(given, id), { kind: 'choose', none: true })
  })
  useEffect(() => {
    if (files !== undefined) begin(files)
  }, [files])
  // What had the focus went with its step.
  useEffect(() => steps.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus(), [step.kind])

  /** `otherwise`: where there is nothing to look at. */
  async function look(ask: (work: string) => Promise<ImportOffer | null>, otherwise: Step): Promise<void> {
    const offer = await follow('reading', ask)
    if (!left.current)
      setStep(offer == null ? (offer === null ? otherwise : { kind: 'choose' }) : { kind: 'offered', offer })
  }

  async function perform(offer: ImportOffer, only: readonly string[]): Promise<void> {
    const { id, candidates } = offer
    const results = await follow('importing', (following) =>
      call('session.import', { offer: id, only: [...only], work: following }),
    )
    const count = results?.filter(({ error }) => error === null).length ?? 0
    if (left.current) {
      // Nobody waits in front of it any more: it opens when asked to, and takes nobody away.
      if (count > 0) {
        const first = results?.find(({ imported }) => imported !== undefined)?.imported?.sessionId
        const open = first === undefined ? null : { label: t('common.open'), perform: () => void openSession(first) }
        inform(t('import.done', { count }), open)
      }
    } else if (results === undefined) setStep({ kind: 'choose' })
    else {
      // Those that nobody could look at have not become anything either.
      const refused = candidates.filter(({ error }) => error !== null).map(({ name, error }) => ({ id: name, error }))
      setStep({ kind: 'finished', offer, only, results: [...results, ...refused], left: only.length - results.length })
    }
  }

  /** Undefined when it failed, which is told, or was given up. */
  async function follow<T>(what: 'reading' | 'importing', ask: (work: string) => Promise<T>): Promise<T | undefined> {
    setStep({ kind: 'working', what, done: 0, of: null })
    try {
      return await followWork(
        ({ done, of }) => setStep({ kind: 'working', what, done, of }),
        (following) => {
          work.current = following
          return ask(following.id)
        },
      )
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'cancelled')) report(error)
      return undefined
    } finally {
      work.current = null
    }
  }

  return (
    <div ref={steps} className="archive-steps">
      <Dialog.Title className="dialog-title">{t('import.title')}</Dialog.Title>
      {step.kind === 'choose' && (
        <>
          <Dialog.Description className="dialog-text">{t('import.intro')}</Dialog.Description>
          {step.none === true && (
            <p className="dialog-text import-bad" role="alert">
              {t('import.noFile')}
            </p>
          )}
          <p className="dialog-text">{t('import.kept')}</p>
          <div className="dialog-actions">
            <Button onClick={closeDialog}>{t('common.cancel')}</Button>
            <Button onClick={() => void look((id) => call('import.pick', { what: 'folder', work: id }), step)}>
              {t('import.folder')}
            </Button>
            <Button
              variant="primary"
              data-first-focus=""
              onClick={() => void look((id) => call('import.pick', { what: 'files', work: id }), step)}
            >
              {t('import.files')}
            </Button>
          </div>
        </>
      )}
      {step.kind === 'working' && (
        <>
          <Dialog.Description className="dialog-text" role="status">
            {step.of === null || step.what === 'reading'
              ? t('import.reading')
              : t('import.importing', { done: step.done, of: step.of })}
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
      {step.kind === 'offered' && (
        <Offered
          offer={step.offer}
          onImport={(only) => void perform(step.offer, only)}
          onBack={() => setStep({ kind: 'choose' })}
        />
      )}
      {step.kind === 'finished' && <Finished {...step} onAgain={() => void perform(step.offer, step.only)} />}
    </div>
  )
}

/** Whether it is the place of the sessions that takes nothing. */
function isFaultOfHome(code: string): boolean {
  return code === 'importFull' || code === 'importUnwritable'
}

function Offered({
  offer: { candidates },
  onImport,
  onBack,
}: {
  readonly offer: ImportOffer
  readonly onImport: (only: readonly string[]) => void
  readonly onBack: () => void
}): ReactNode {
  const t = useT()
  const importable = candidates.filter(({ found }) => found !== null)
  const count = importable.length
  const refused = candidates.length - count
  const [left, setLeft] = useState(() => leftAtFirst(importable))
  const chosen = importable.filter(({ name }) => !left.has(name))
  const here = importable.filter(({ found }) => found?.here != null).length
  return (
    <>
      <Dialog.Description className="dialog-text" role="status">
        {t(count === 0 ? 'import.nothing' : 'import.offer', { count })}
        {count > 0 && refused > 0 && ` ${t('import.refused', { count: refused })}`}
        {count > 1 && here > 0 && ` ${t('import.here', { count: here })}`}
      </Dialog.Description>
      <CandidateList candidates={candidates} left={left} onLeave={setLeft} />
      {count > 0 && <p className="dialog-text">{t('import.kept')}</p>}
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button data-first-focus={chosen.length === 0 ? '' : undefined} onClick={onBack}>
          {t('import.other')}
        </Button>
        {count > 0 && (
          <Button
            variant="primary"
            data-first-focus={chosen.length === 0 ? undefined : ''}
            disabled={chosen.length === 0}
            onClick={() => onImport(chosen.map(({ name }) => name))}
          >
            {t('import.perform', { count: chosen.length })}
          </Button>
        )}
      </div>
    </>
  )
}

function Finished({
  results,
  left,
  onAgain,
}: {
  readonly results: readonly ItemResult[]
  /** Those that were not begun when it was stopped. */
  readonly left: number
  readonly onAgain: () => void
}): ReactNode {
  const t = useT()
  const first = results.find(({ imported }) => imported !== undefined)?.imported ?? null
  // The list learns of it a moment later than this does.
  const title = useApp((state) => state.rows.get(first?.sessionId ?? '')?.title) ?? first?.sessionId ?? ''
  const count = results.filter(({ error }) => error === null).length
  const failed = results.length - count
  const full = results.some(({ error }) => error?.code === 'importFull')
  // With some of them there it would bring those a second time.
  const again = count === 0 && results.some(({ error }) => error !== null && isFaultOfHome(error.code))
  return (
    <>
      <Dialog.Description className="dialog-text" role="status">
        {t('import.done', { count })}
        {failed > 0 && ` ${t('import.failed', { count: failed })}`}
        {left > 0 && ` ${t('import.stopped', { count: left })}`}
      </Dialog.Description>
      <ResultList results={results} />
      <div className="dialog-actions">
        <Button
          variant={first === null && !again ? 'primary' : 'plain'}
          data-first-focus={first === null && !again ? '' : undefined}
          onClick={closeDialog}
        >
          {t('common.close')}
        </Button>
        {full && (
          <Button
            onClick={() => {
              closeDialog()
              goTo({ kind: 'cleanup' })
            }}
          >
            {t('command.cleanup')}
          </Button>
        )}
        {again && (
          <Button variant="primary" data-first-focus="" onClick={onAgain}>
            {t('common.retry')}
          </Button>
        )}
        {first !== null && (
          <Button
            variant="primary"
            className="import-open"
            data-first-focus=""
            onClick={() => {
              closeDialog()
              void openSession(first.sessionId)
            }}
          >
            <span>{t('import.open', { title })}</span>
          </Button>
        )}
      </div>
    </>
  )
}
