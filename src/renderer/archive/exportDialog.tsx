import { Dialog } from '@base-ui/react/dialog'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { AppError, type Failure } from '../../shared/errors.ts'
import { isFaultOfPlace, type FoundSecrets } from '../../shared/exporting.ts'
import { closeDialog, goTo } from '../store/navigation.ts'
import type { DialogRequest } from '../store/state.ts'
import { app, useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import type { Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import { useLeft } from '../ui/useLeft.ts'
import { isStopped, lookForSecrets, tell, write, type ExportWish, type WrittenTo } from './exporting.ts'
import { ExportOptions, type Options } from './exportOptions.tsx'
import { SecretList } from './secretList.tsx'
import './archive.css'

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'looking' | 'writing'; readonly done: number; readonly of: number }
  | { readonly kind: 'secrets'; readonly found: FoundSecrets }
  | {
      readonly kind: 'failed'
      readonly failure: Failure
      readonly redact: boolean
      /** Some may have been written. */
      readonly written: WrittenTo | null
    }

/** Asks what of sessions is written and how, looks for secrets before anything is, and writes it. */
export function ExportDialog({ request }: { readonly request: Extract<DialogRequest, { kind: 'export' }> }): ReactNode {
  const t = useT()
  const asked = request.ids
  const [options, setOptions] = useState<Options>({
    format: request.format,
    range: request.sinceBookmarkId === null ? 'all' : 'since',
    bookmarkId: request.sinceBookmarkId,
    untilId: request.untilBookmarkId ?? null,
    from: null,
    to: null,
    tools: true,
    reasoning: true,
    zip: true,
  })
  const ids = options.range === 'bookmarked' && asked.length > 1 ? marked(asked) : asked
  const [step, setStep] = useState<Step>(
    request.found === null ? { kind: 'choose' } : { kind: 'secrets', found: request.found },
  )
  const work = useRef<Work | null>(null)
  const left = useLeft(() => work.current?.cancel())
  const steps = useRef<HTMLDivElement>(null)
  // What had the focus went with its step.
  useEffect(() => steps.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus(), [step.kind])
  const follow = (kind: 'looking' | 'writing') => ({
    onWork: (one: Work) => (work.current = one),
    onProgress: (done: number) => setStep({ kind, done, of: ids.length }),
  })

  async function look(): Promise<void> {
    setStep({ kind: 'looking', done: 0, of: ids.length })
    try {
      const found = await lookForSecrets(ids, wishOf(options), follow('looking'))
      if (left.current) return
      if (found.secrets.length === 0) await save(false)
      else setStep({ kind: 'secrets', found })
    } catch (error) {
      fail(error)
    }
  }
  async function save(redact: boolean): Promise<void> {
    setStep({ kind: 'writing', done: 0, of: ids.length })
    try {
      const written = await write(ids, { ...wishOf(options), redact }, options.zip, follow('writing'))
      if (written === null) {
        if (!left.current) setStep({ kind: 'choose' })
        return
      }
      const { fault } = written
      if (fault !== null && !left.current) {
        setStep({ kind: 'failed', failure: fault, redact, written })
        return
      }
      tell(written)
      if (!left.current) closeDialog()
    } catch (error) {
      if (error instanceof AppError && isFaultOfPlace(error.code) && !left.current)
        setStep({ kind: 'failed', failure: error, redact, written: null })
      else fail(error)
    }
  }
  function fail(error: unknown): void {
    if (!isStopped(error)) report(error)
    if (!left.current) setStep({ kind: 'choose' })
  }

  /** All are written, and not yet in their place. */
  const zipping = step.kind === 'writing' && options.zip && step.of > 1 && step.done === step.of
  const title =
    asked.length === 1
      ? t('exporting.title', { title: app.getState().rows.get(asked[0] ?? '')?.title ?? '' })
      : t('exporting.titleMany', { count: ids.length })
  return (
    <div ref={steps} className="archive-steps">
      <Dialog.Title className="dialog-title export-title" title={title}>
        {title}
      </Dialog.Title>
      {step.kind === 'choose' && (
        <>
          <ExportOptions ids={asked} marked={marked(asked).length} options={options} onChange={setOptions} />
          <div className="dialog-actions">
            <Button onClick={closeDialog}>{t('common.cancel')}</Button>
            <Button variant="primary" data-first-focus="" onClick={() => void look()}>
              {t('exporting.export')}
            </Button>
          </div>
        </>
      )}
      {(step.kind === 'looking' || step.kind === 'writing') && (
        <>
          <Dialog.Description className="dialog-text" role="status">
            {t(zipping ? 'exporting.zipping' : step.kind === 'looking' ? 'exporting.looking' : 'exporting.writing', {
              done: step.done,
              of: step.of,
            })}
          </Dialog.Description>
          <progress
            className="repair-progress"
            aria-label={title}
            {...(step.of === 1 || zipping ? {} : { max: step.of, value: step.done })}
          />
          <div className="dialog-actions">
            <Button data-first-focus="" onClick={() => work.current?.cancel()}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      )}
      {step.kind === 'secrets' && (
        <SecretList found={step.found} many={ids.length > 1} onChoose={(redact) => void save(redact)} />
      )}
      {step.kind === 'failed' && <ExportFailed {...step} onElsewhere={() => void save(step.redact)} />}
    </div>
  )
}

/** The place takes no export: what became of it, and the ways on. */
function ExportFailed({
  failure: { code, detail },
  written,
  onElsewhere,
}: {
  readonly failure: Failure
  readonly written: WrittenTo | null
  readonly onElsewhere: () => void
}): ReactNode {
  const t = useT()
  return (
    <>
      <div className="export-failed" role="alert">
        <TriangleAlert aria-hidden="true" />
        <div>
          <p className="export-failed-title">{t(`error.${code}`)}</p>
          <p>{t(`error.${code}.help`, { detail })}</p>
          {written !== null && written.whole > 0 && (
            <p>{t('exporting.before', { count: written.whole, path: written.path })}</p>
          )}
        </div>
      </div>
      <div className="dialog-actions">
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        {code === 'exportFull' && (
          <Button
            onClick={() => {
              closeDialog()
              goTo({ kind: 'cleanup' })
            }}
          >
            {t('command.cleanup')}
          </Button>
        )}
        <Button variant="primary" data-first-focus="" onClick={onElsewhere}>
          {t('exporting.elsewhere')}
        </Button>
      </div>
    </>
  )
}

/** Those of them that have a bookmark. */
function marked(ids: readonly string[]): readonly string[] {
  const { rows } = app.getState()
  return ids.filter((id) => (rows.get(id)?.bookmarks ?? 0) > 0)
}

function wishOf({ format, range, bookmarkId, untilId, from, to, tools, reasoning }: Options): ExportWish {
  return {
    format,
    sinceBookmarkId: range === 'since' ? bookmarkId : null,
    ...(range === 'since' && untilId !== null ? { untilBookmarkId: untilId } : {}),
    ...(range === 'between' ? { range: { kind: 'between', from, to } as const } : {}),
    ...(range === 'bookmarked' ? { range: { kind: 'bookmarked' } as const } : {}),
    tools,
    reasoning,
  }
}
