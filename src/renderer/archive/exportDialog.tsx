import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { FoundSecrets } from '../../shared/exporting.ts'
import { closeDialog } from '../store/navigation.ts'
import type { DialogRequest } from '../store/state.ts'
import { app, useT } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import type { Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import { isStopped, lookForSecrets, tell, write, type ExportWish } from './exporting.ts'
import { ExportOptions, type Options } from './exportOptions.tsx'
import { SecretList } from './secretList.tsx'
import './archive.css'

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'looking' | 'writing'; readonly done: number; readonly of: number }
  | { readonly kind: 'secrets'; readonly found: FoundSecrets }

/** Asks what of sessions is written and how, looks for secrets before anything is, and writes it. */
export function ExportDialog({ request }: { readonly request: Extract<DialogRequest, { kind: 'export' }> }): ReactNode {
  const t = useT()
  const { ids } = request
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
  const [step, setStep] = useState<Step>(
    request.found === null ? { kind: 'choose' } : { kind: 'secrets', found: request.found },
  )
  const work = useRef<Work | null>(null)
  const left = useRef(false)
  useEffect(() => {
    left.current = false
    return () => {
      left.current = true
      work.current?.cancel()
    }
  }, [])
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
      tell(written)
      if (!left.current) closeDialog()
    } catch (error) {
      fail(error)
    }
  }
  function fail(error: unknown): void {
    if (!isStopped(error)) report(error)
    if (!left.current) setStep({ kind: 'choose' })
  }

  const title =
    ids.length === 1
      ? t('exporting.title', { title: app.getState().rows.get(ids[0] ?? '')?.title ?? '' })
      : t('exporting.titleMany', { count: ids.length })
  return (
    <>
      <Dialog.Title className="dialog-title">{title}</Dialog.Title>
      {step.kind === 'choose' && (
        <>
          <ExportOptions ids={ids} options={options} onChange={setOptions} />
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
            {t(step.kind === 'looking' ? 'exporting.looking' : 'exporting.writing', { done: step.done, of: step.of })}
          </Dialog.Description>
          <progress
            className="repair-progress"
            aria-label={title}
            {...(step.of === 1 ? {} : { max: step.of, value: step.done })}
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
    </>
  )
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
