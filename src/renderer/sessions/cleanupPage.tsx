import { useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { firstRule } from '../../shared/cleanup.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import type { DiskUse } from '../../shared/diskUse.ts'
import { faultOfPlace, type FoundSecrets } from '../../shared/exporting.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import { isStopped, lookForSecrets } from '../archive/exporting.ts'
import { SecretLines } from '../archive/secretList.tsx'
import { discardDrafts, takeBackDrafts } from '../store/discarding.ts'
import { deleteSessions } from '../store/lifecycle.ts'
import { goTo } from '../store/navigation.ts'
import { app, useApp, useT } from '../store/store.ts'
import { tellFailures } from '../store/marking.ts'
import { inform, report, reportPlace } from '../store/toasts.ts'
import { followWork } from '../store/works.ts'
import type { Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { Held } from '../ui/held.tsx'
import { Page } from '../ui/page.tsx'
import { sizeLabel } from '../ui/sizes.ts'
import { useLeft } from '../ui/useLeft.ts'
import { usePreview, withSizes } from './cleanup.ts'
import { DiskPicture } from './diskPicture.tsx'
import { CleanupRules } from './cleanupRules.tsx'
import { CleanupScheduleLine } from './cleanupSchedule.tsx'
import { CleanupTable } from './cleanupTable.tsx'
import { KeptOut } from './keptOut.tsx'
import { useDuplicates } from './useDuplicates.ts'
import './cleanupPage.css'

type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'looking' | 'exporting' | 'deleting'; readonly done: number; readonly total: number }
  | { readonly kind: 'finished' }

/** Where sessions were exported to, and how many of those that were to be. */
interface Exported {
  readonly folder: string
  readonly count: number
  readonly of: number
}

/** Deleting by age of last activity: everything is shown before it goes, and row by row what came of it. `from` is the rule to begin with. */
export function CleanupPage({ from }: { readonly from: CleanupRule | null }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const days = useApp((state) => state.settings.trashDays)
  const kept = useApp((state) => state.settings.cleanup)
  const [rule, setRule] = useState<CleanupRule>(from ?? (kept.every === 'never' ? firstRule : kept.rule))
  const [version, setVersion] = useState(0)
  const [by, setBy] = useState<'rule' | 'same'>('rule')
  const [measured, setMeasured] = useState<DiskUse | null>(null)
  const [use, setUse] = useState<DiskUse | null>(null)
  const preview = usePreview(rule, version, use)
  const duplicates = useDuplicates(rule)
  const found = by === 'rule' ? preview : duplicates.found
  const rows = useMemo(() => (found === null ? [] : withSizes(found.rows, use)), [found, use])
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const [step, setStep] = useState<Step>({ kind: 'choose' })
  // What is done with each is told on its line: nothing is found anew before that is over.
  if (step.kind === 'choose' && use !== measured) setUse(measured)
  const [results, setResults] = useState<ReadonlyMap<string, ItemResult>>(new Map())
  const [exported, setExported] = useState<ReadonlyMap<string, ItemResult>>(new Map())
  const [exportedTo, setExportedTo] = useState<Exported | null>(null)
  const [secrets, setSecrets] = useState<FoundSecrets | null>(null)
  const work = useRef<Work | null>(null)
  const pageLeft = useLeft(() => {
    // Nothing was written yet, and no dialog is to come out of nowhere.
    if (step.kind === 'looking') work.current?.cancel()
  })
  const chosen = useMemo(() => rows.filter((row) => !left.has(row.id)), [rows, left])
  const count = chosen.length
  /** The sessions stay, and their drafts go. */
  const draftsOnly = by === 'rule' && rule.only === 'draft'
  const size = sizeLabel(
    chosen.reduce((sum, row) => sum + row.size, 0),
    language,
  )
  const looking = duplicates.state
  const busy = step.kind === 'looking' || step.kind === 'exporting' || step.kind === 'deleting'
  const failed = [...results.values()].filter((result) => result.error !== null).length

  /** Exports at once, or asks when there are likely secrets in what would be written. */
  async function look(): Promise<void> {
    setStep({ kind: 'looking', done: 0, total: count })
    try {
      const ids = chosen.map((row) => row.id)
      const found = await lookForSecrets(
        ids,
        { format: 'json', sinceBookmarkId: null },
        {
          onWork: (following) => {
            work.current = following
          },
          onProgress: (done) => setStep({ kind: 'looking', done, total: ids.length }),
        },
      )
      if (pageLeft.current) return
      if (found.secrets.length === 0) {
        await exportAll(false)
        return
      }
      setSecrets(found)
    } catch (error) {
      if (!isStopped(error)) report(error)
    }
    work.current = null
    setStep({ kind: 'choose' })
  }

  /** One folder for all; what could not be exported whole is left out of what goes. */
  async function exportAll(redact: boolean): Promise<void> {
    setSecrets(null)
    setStep({ kind: 'exporting', done: 0, total: count })
    setExported(new Map())
    setExportedTo(null)
    try {
      const answer = await followWork(
        ({ done, of, result }) => {
          setExported((before) => new Map(before).set(result.id, result))
          setStep({ kind: 'exporting', done, total: of })
        },
        (following) => {
          work.current = following
          return call('session.exportMany', {
            ids: chosen.map((row) => row.id),
            format: 'json',
            redact,
            work: following.id,
          })
        },
      )
      if (answer !== null) {
        const done = new Map(answer.results.map((result) => [result.id, result]))
        const whole = (id: string): boolean => done.get(id)?.error === null
        setExported(done)
        setExportedTo({ folder: answer.folder, count: chosen.filter((row) => whole(row.id)).length, of: count })
        setLeft(new Set([...left, ...chosen.map((row) => row.id).filter((id) => !whole(id))]))
        const fault = faultOfPlace(answer.results)
        if (pageLeft.current) {
          inform(
            t('many.exported', {
              count: answer.results.filter(({ error }) => error === null).length,
              folder: answer.folder,
            }),
          )
          if (fault === null) tellFailures(answer.results, 'mark.notExported')
        }
        // The same ones: what is left out now was so by the place alone.
        if (fault !== null) reportPlace(fault, () => void exportAll(redact))
      }
    } catch (error) {
      report(error)
    }
    work.current = null
    setStep({ kind: 'choose' })
  }

  async function takeBack(): Promise<void> {
    try {
      const back = await takeBackDrafts([...results.values()].flatMap(({ id, error }) => (error === null ? [id] : [])))
      inform(t('cleanup.tookBack', { count: back }))
      again()
    } catch (error) {
      report(error)
    }
  }

  async function deleteAll(): Promise<void> {
    setAsking(false)
    setStep({ kind: 'deleting', done: 0, total: count })
    try {
      await followWork(
        ({ done, of, result }) => {
          setResults((before) => new Map(before).set(result.id, result))
          setStep({ kind: 'deleting', done, total: of })
        },
        async (following) => {
          work.current = following
          const ids = chosen.map((row) => row.id)
          const some = await (draftsOnly ? discardDrafts(ids, following.id) : deleteSessions(ids, following.id))
          setResults(new Map(some.map((result) => [result.id, result])))
          if (pageLeft.current) tellElsewhere(some, draftsOnly)
        },
      )
    } catch (error) {
      report(error)
    }
    work.current = null
    setStep({ kind: 'finished' })
  }

  function again(): void {
    setExported(new Map())
    setExportedTo(null)
    setResults(new Map())
    setLeft(new Set())
    setStep({ kind: 'choose' })
    setVersion(version + 1)
    if (by === 'same') void duplicates.look()
  }

  return (
    <Page title={t('cleanup.title')} wide>
      <p className="page-intro">
        {t('cleanup.intro')}{' '}
        <Button variant="link" onClick={() => goTo({ kind: 'trash' })}>
          {t('trash.open')}
        </Button>
      </p>
      <DiskPicture version={version} onMeasured={setMeasured} />
      <Choices<'rule' | 'same'>
        label={t('cleanup.by')}
        value={by}
        onChange={(next) => {
          if (step.kind === 'choose') setBy(next)
        }}
        options={[
          { value: 'rule', label: t('cleanup.byRule') },
          { value: 'same', label: t('cleanup.bySame') },
        ]}
      />
      {by === 'same' && <p className="cleanup-what">{t('cleanup.sameWhat')}</p>}
      <CleanupRules rule={rule} sparing={by === 'same'} disabled={step.kind !== 'choose'} onChange={setRule} />
      {draftsOnly && <p className="cleanup-what">{t('cleanup.draftsOnly')}</p>}
      {by === 'rule' && <CleanupScheduleLine rule={rule} disabled={step.kind !== 'choose'} />}
      <div className="tick-bar">
        <p className="tick-total" role="status">
          {found === null && by === 'rule' && t('list.loading')}
          {by === 'same' && looking.kind === 'idle' && t('cleanup.sameNotYet')}
          {by === 'same' && looking.kind === 'looking' && t('cleanup.sameLooking', looking)}
          {found !== null &&
            step.kind === 'choose' &&
            (draftsOnly ? t('cleanup.drafts', { count }) : t('cleanup.total', { count, size }))}
          {step.kind === 'looking' && t('cleanup.looking', step)}
          {step.kind === 'exporting' && t('cleanup.exporting', step)}
          {step.kind === 'deleting' && t(draftsOnly ? 'cleanup.discarding' : 'cleanup.deleting', step)}
          {step.kind === 'finished' &&
            t(draftsOnly ? 'cleanup.discardedAll' : 'cleanup.finished', { count: results.size - failed })}
          {step.kind === 'finished' && failed > 0 && ` · ${t('cleanup.failed', { count: failed })}`}
        </p>
        {by === 'same' && looking.kind === 'looking' && <Button onClick={duplicates.stop}>{t('cleanup.stop')}</Button>}
        {by === 'same' && looking.kind !== 'looking' && step.kind === 'choose' && (
          <Button onClick={() => void duplicates.look()}>
            {t(looking.kind === 'idle' ? 'cleanup.sameLook' : 'cleanup.sameAgain')}
          </Button>
        )}
        {step.kind === 'choose' && (
          <>
            {!draftsOnly && (
              <Button disabled={count === 0} onClick={() => void look()}>
                {t('cleanup.export')}
              </Button>
            )}
            <Button
              disabled={count === 0}
              variant="danger"
              // What can be taken back at once, and found again later, needs no question.
              onClick={() => (draftsOnly ? void deleteAll() : setAsking(true))}
            >
              {t(draftsOnly ? 'cleanup.discard' : 'cleanup.delete', { count })}
            </Button>
          </>
        )}
        {busy && <Button onClick={() => work.current?.cancel()}>{t('cleanup.stop')}</Button>}
        {step.kind === 'finished' &&
          (draftsOnly ? (
            <Button onClick={() => void takeBack()}>{t('cleanup.takeBack')}</Button>
          ) : (
            <Button onClick={() => goTo({ kind: 'trash' })}>{t('trash.open')}</Button>
          ))}
        {step.kind === 'finished' && (
          <Button variant="primary" onClick={again}>
            {t('common.done')}
          </Button>
        )}
      </div>
      {exportedTo !== null && step.kind === 'choose' && (
        <p className="cleanup-exported" role="status">
          {t('cleanup.exported', { count: exportedTo.count, folder: exportedTo.folder })}
          {exportedTo.count < exportedTo.of &&
            ` · ${t('cleanup.notExported', { count: exportedTo.of - exportedTo.count })}`}
        </p>
      )}
      {secrets !== null && step.kind === 'choose' && (
        <Held
          className="cleanup-secrets"
          role="alertdialog"
          aria-label={t('secrets.list')}
          onCancel={() => setSecrets(null)}
        >
          <p>
            {t('secrets.found', { count: secrets.secrets.length })} {secrets.more && t('secrets.more')}{' '}
            {t('secrets.what')}
          </p>
          <SecretLines found={secrets} many />
          <p>{t('secrets.redaction')}</p>
          <div className="cleanup-secrets-ways">
            <Button data-first-focus="" onClick={() => setSecrets(null)}>
              {t('common.cancel')}
            </Button>
            <Button onClick={() => void exportAll(false)}>{t('secrets.asItIs')}</Button>
            <Button variant="primary" onClick={() => void exportAll(true)}>
              {t('secrets.redact')}
            </Button>
          </div>
        </Held>
      )}
      {asking && (
        <Held
          className="tick-confirm"
          role="alertdialog"
          aria-label={t('cleanup.confirm')}
          onCancel={() => setAsking(false)}
        >
          <p>{days === 0 ? t('cleanup.confirmStays') : t('cleanup.confirmText', { count: days })}</p>
          <Button data-first-focus="" onClick={() => setAsking(false)}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" onClick={() => void deleteAll()}>
            {t('cleanup.confirm')}
          </Button>
        </Held>
      )}
      {found !== null && found.rows.length === 0 && (
        <p className="tick-none">{t(by === 'rule' ? 'cleanup.none' : 'cleanup.sameNone')}</p>
      )}
      {found !== null && found.rows.length > 0 && (
        <CleanupTable
          rows={rows}
          of={by === 'same' ? (duplicates.found?.of ?? null) : null}
          left={left}
          results={results}
          exported={exported}
          well={t(draftsOnly ? 'cleanup.discarded' : 'cleanup.deleted')}
          disabled={step.kind !== 'choose'}
          onLeave={setLeft}
        />
      )}
      {found !== null && found.keptOut.length > 0 && <KeptOut keptOut={found.keptOut} />}
    </Page>
  )
}

/** Who went somewhere else meanwhile hears what came of it there. */
function tellElsewhere(results: readonly ItemResult[], draftsOnly: boolean): void {
  const { t } = app.getState()
  const count = results.filter(({ error }) => error === null).length
  const look = { label: t('trash.open'), perform: () => goTo({ kind: 'trash' }) }
  inform(t(draftsOnly ? 'cleanup.discardedAll' : 'cleanup.finished', { count }), look)
  tellFailures(results, 'mark.notDeleted')
}
