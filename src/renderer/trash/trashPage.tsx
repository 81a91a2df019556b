import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { ItemResult, TrashEntry } from '../../shared/model/keeping.ts'
import { goTo } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt, inform, report } from '../store/toasts.ts'
import { reportResult } from '../store/trash.ts'
import { followWork } from '../store/works.ts'
import type { Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import { Held } from '../ui/held.tsx'
import { Page } from '../ui/page.tsx'
import { sizeLabel } from '../ui/sizes.ts'
import { DiscardedDrafts } from './discardedDrafts.tsx'
import { TrashTable } from './trashTable.tsx'
import './trashPage.css'

type Doing = { readonly kind: 'restoring' | 'purging'; readonly done: number; readonly total: number }

/** Deleted sessions: what they were, how long they stay, and the two ways out. */
export function TrashPage(): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const days = useApp((state) => state.settings.trashDays)
  const [version, setVersion] = useState(0)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  /** What a deletion for good is asked about. */
  const [asking, setAsking] = useState<readonly string[] | null>(null)
  const [doing, setDoing] = useState<Doing | null>(null)
  const entries = useEntries(version, doing !== null)
  const [results, setResults] = useState<ReadonlyMap<string, ItemResult>>(new Map())
  const work = useRef<Work | null>(null)
  const all = entries ?? []
  const picked = all.filter((entry) => chosen.has(entry.entryId)).map((entry) => entry.entryId)
  const restorable = all.filter((entry) => chosen.has(entry.entryId) && !entry.unreadable).map((entry) => entry.entryId)
  const idle = doing === null && asking === null
  const size = sizeLabel(
    all.reduce((sum, entry) => sum + entry.size, 0),
    language,
  )

  async function perform(kind: Doing['kind'], entryIds: readonly string[]): Promise<void> {
    setAsking(null)
    setResults(new Map())
    setDoing({ kind, done: 0, total: entryIds.length })
    try {
      const done = await followWork(
        (progress) => {
          setDoing({ kind, done: progress.done, total: progress.of })
          setResults((before) => new Map(before).set(progress.result.id, progress.result))
        },
        (following) => {
          work.current = following
          const input = { entryIds: [...entryIds], work: following.id }
          return kind === 'restoring' ? call('trash.restore', input) : call('trash.purge', input)
        },
      )
      setResults(new Map(done.map((result) => [result.id, result])))
      const failed = done.filter((result) => result.error !== null)
      const count = done.length - failed.length
      if (count > 0) inform(t(kind === 'restoring' ? 'trash.restored' : 'trash.purged', { count }))
      // The table says it of each; one alone is said in full.
      if (failed.length === 1 && failed[0] !== undefined) reportResult(failed[0])
    } catch (error) {
      report(error)
    }
    work.current = null
    setDoing(null)
    setChosen(new Set())
    setVersion((before) => before + 1)
  }

  return (
    <Page title={t('trash.title')} wide>
      <p className="page-intro">{days === 0 ? t('trash.introAlways') : t('trash.intro', { count: days })}</p>
      <div className="tick-bar">
        <p className="tick-total" role="status">
          {entries === null && t('list.loading')}
          {doing === null && entries?.length === 0 && t('trash.none')}
          {doing === null && entries !== null && all.length > 0 && t('cleanup.total', { count: all.length, size })}
          {doing !== null && t(`trash.${doing.kind}`, { done: doing.done, total: doing.total })}
        </p>
        {doing === null && all.length > 0 && (
          <>
            <Button disabled={!idle || restorable.length === 0} onClick={() => void perform('restoring', restorable)}>
              {t('trash.restore')}
            </Button>
            <Button disabled={!idle || picked.length === 0} onClick={() => setAsking(picked)}>
              {t('trash.purge')}
            </Button>
            <Button variant="danger" disabled={!idle} onClick={() => setAsking(all.map((entry) => entry.entryId))}>
              {t('trash.empty')}
            </Button>
          </>
        )}
        {doing !== null && <Button onClick={() => work.current?.cancel()}>{t('cleanup.stop')}</Button>}
      </div>
      {asking !== null && (
        <Held
          className="tick-confirm"
          role="alertdialog"
          aria-label={t('trash.confirm')}
          onCancel={() => setAsking(null)}
        >
          <p>{t('trash.confirmText', { count: asking.length })}</p>
          <Button data-first-focus="" onClick={() => setAsking(null)}>
            {t('common.cancel')}
          </Button>
          <Button variant="danger" onClick={() => void perform('purging', asking)}>
            {t('trash.confirm')}
          </Button>
        </Held>
      )}
      {all.length > 0 && (
        <TrashTable
          entries={all}
          chosen={chosen}
          results={results}
          disabled={!idle}
          onChoose={setChosen}
          onRestore={(entryId) => void perform('restoring', [entryId])}
          onPurge={(entryId) => setAsking([entryId])}
          onReveal={(entryId) => void attempt(call('trash.reveal', { entryId }))}
        />
      )}
      <DiscardedDrafts />
      <p>
        <Button variant="link" onClick={() => goTo({ kind: 'settings' })}>
          {t('trash.settings')}
        </Button>
      </p>
    </Page>
  )
}

/**
 * What is in the trash; read again when a session came, went, or when `version` changes, but not for each session of a work
 * that is under way. Null until it is known.
 */
function useEntries(version: number, working: boolean): readonly TrashEntry[] | null {
  const [entries, setEntries] = useState<readonly TrashEntry[] | null>(null)
  const count = useApp((state) => state.rows.size)
  const days = useApp((state) => state.settings.trashDays)
  useEffect(() => {
    if (working) return
    let gone = false
    call('trash.list', {}).then(
      (found) => {
        if (!gone) setEntries(found)
      },
      (error: unknown) => {
        if (!gone) report(error)
      },
    )
    return () => {
      gone = true
    }
  }, [version, count, days, working])
  return entries
}
