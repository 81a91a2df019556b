import { useMemo, useRef, useState } from 'react'
import { call } from '../bridge.ts'
import { faultOfPlace, type FoundSecrets } from '../../shared/exporting.ts'
import type { ItemResult } from '../../shared/model/keeping.ts'
import type { SessionRow } from '../../shared/model/session.ts'
import { isStopped, lookForSecrets } from '../archive/exporting.ts'
import { discardDrafts, takeBackDrafts } from '../store/discarding.ts'
import { deleteSessions } from '../store/lifecycle.ts'
import { goTo } from '../store/navigation.ts'
import { tellFailures } from '../store/marking.ts'
import { app, useT } from '../store/store.ts'
import { inform, report, reportPlace } from '../store/toasts.ts'
import { followWork } from '../store/works.ts'
import type { Work } from '../store/works.ts'
import { useLeft } from '../ui/useLeft.ts'

/** What is being done with the sessions that were found. */
export type Step =
  | { readonly kind: 'choose' }
  | { readonly kind: 'looking' | 'exporting' | 'deleting'; readonly done: number; readonly total: number }
  | { readonly kind: 'finished' }

/** Where sessions were exported to, and how many of those that were to be. */
interface Exported {
  readonly folder: string
  readonly count: number
  readonly of: number
}

/** What can be done with what was found, and what came of it. */
export interface Clearing {
  readonly step: Step
  /** The sessions that are meant. */
  readonly chosen: readonly SessionRow[]
  /** Those that are left out of what was found. */
  readonly left: ReadonlySet<string>
  /** What came of each that was tried. */
  readonly results: ReadonlyMap<string, ItemResult>
  readonly exported: ReadonlyMap<string, ItemResult>
  readonly exportedTo: Exported | null
  /** What is likely a secret, until it is said what to do with it. */
  readonly secrets: FoundSecrets | null
  setLeft(left: ReadonlySet<string>): void
  /** Exports at once, or asks when there are likely secrets in what would be written. */
  look(): Promise<void>
  /** One folder for all; what could not be exported whole is left out of what goes. */
  exportAll(redact: boolean): Promise<void>
  dropSecrets(): void
  deleteAll(): Promise<void>
  /** Of drafts alone: puts back those that went. */
  takeBack(): Promise<void>
  cancel(): void
  /** Begins anew. */
  again(): void
}

/**
 * The steps from what was found to what is gone; see {@link Clearing}.
 * @param options.rows what was found
 * @param options.draftsOnly the sessions stay, and their drafts go
 * @param options.onAgain finds anew
 */
export function useClearing({
  rows,
  draftsOnly,
  onAgain,
}: {
  readonly rows: readonly SessionRow[]
  readonly draftsOnly: boolean
  readonly onAgain: () => void
}): Clearing {
  const t = useT()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [step, setStep] = useState<Step>({ kind: 'choose' })
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
    onAgain()
  }

  return {
    step,
    chosen,
    left,
    results,
    exported,
    exportedTo,
    secrets,
    setLeft,
    look,
    exportAll,
    dropSecrets: () => setSecrets(null),
    deleteAll,
    takeBack,
    cancel: () => work.current?.cancel(),
    again,
  }
}

/** Who went somewhere else meanwhile hears what came of it there. */
function tellElsewhere(results: readonly ItemResult[], draftsOnly: boolean): void {
  const { t } = app.getState()
  const count = results.filter(({ error }) => error === null).length
  const look = { label: t('trash.open'), perform: () => goTo({ kind: 'trash' }) }
  inform(t(draftsOnly ? 'cleanup.discardedAll' : 'cleanup.finished', { count }), look)
  tellFailures(results, 'mark.notDeleted')
}
