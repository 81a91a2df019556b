import { Dialog } from '@base-ui/react/dialog'
import CornerUpLeft from 'lucide-react/icons/corner-up-left'
import X from 'lucide-react/icons/x'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { parseFiles } from '../../shared/diffLines.ts'
import type { FileDiff } from '../../shared/diffLines.ts'
import { groupChanges } from '../../shared/groupChanges.ts'
import type { ChangedFile } from '../../shared/groupChanges.ts'
import type { FileEdit, SessionChanges } from '../../shared/toolOutput.ts'
import { withinFolder } from '../list/labels.ts'
import { jumpTo } from '../store/actions.ts'
import { closeDialog, openDialog } from '../store/navigation.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { Diff } from '../transcript/diff.tsx'
import { momentLabel } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'
import { Counts } from './changesTab.tsx'
import { useChanges } from './useChanges.ts'
import '../viewer/viewer.css'

/** The diffs of what a session or one turn of it changed, file by file, each with the turn that it belongs to. */
export function ChangesDialog({
  id,
  turnId,
  path,
}: {
  readonly id: string
  /** Null: of the whole session. */
  readonly turnId: string | null
  /** The file that is to be in view; null for the first. */
  readonly path: string | null
}): ReactNode {
  const t = useT()
  const read = useChanges(id)
  const changes = read.kind === 'read' ? read.changes : null
  const files = useMemo(
    () => groupChanges((changes?.edits ?? []).filter((edit) => turnId === null || edit.turnId === turnId)),
    [changes, turnId],
  )
  return (
    <>
      <div className="viewer-head">
        <Dialog.Title className="dialog-title">{t(turnId === null ? 'changes.title' : 'changes.inTurn')}</Dialog.Title>
        {files.length > 0 && (
          <Counts
            added={files.reduce((sum, file) => sum + file.added, 0)}
            removed={files.reduce((sum, file) => sum + file.removed, 0)}
          />
        )}
        <span className="spring" />
        <Dialog.Close className="quiet-btn" aria-label={t('common.close')}>
          <X aria-hidden="true" />
        </Dialog.Close>
      </div>
      <div className="changes-body" tabIndex={0} data-first-focus="" role="group" aria-label={t('changes.title')}>
        {read.kind === 'reading' && <p className="inspector-quiet">{t('changes.reading')}</p>}
        {read.kind === 'failed' && (
          <p role="alert">
            {t('changes.failed')} <Button onClick={read.again}>{t('changes.again')}</Button>
          </p>
        )}
        {changes !== null && files.length === 0 && <p className="inspector-quiet">{t('changes.none')}</p>}
        {changes !== null &&
          files.map((file) => (
            <FileSection
              key={file.path}
              id={id}
              file={file}
              changes={changes}
              wanted={file.path === path || file.edits.some((edit) => edit.path === path)}
              single={turnId !== null}
            />
          ))}
      </div>
    </>
  )
}

function FileSection({
  id,
  file,
  changes,
  wanted,
  single,
}: {
  readonly id: string
  readonly file: ChangedFile
  readonly changes: SessionChanges
  readonly wanted: boolean
  /** All of it is of one turn, which need not be named. */
  readonly single: boolean
}): ReactNode {
  const t = useT()
  const folder = useApp(selectRow(id))?.folder ?? null
  const section = useRef<HTMLElement>(null)
  const near = useNear(section)
  const diffs = useDiffs(id, near || wanted ? file.edits : null)
  useEffect(() => {
    if (wanted) section.current?.scrollIntoView({ block: 'start' })
  }, [wanted])
  return (
    <section ref={section} className="change-section">
      <h3>
        <code className="selectable">{withinFolder(file.path, folder)}</code>
        <span>
          {file.from === undefined
            ? t(`changes.${file.kind}`)
            : t('changes.movedFrom', { path: withinFolder(file.from, folder) })}
        </span>
        <Counts added={file.added} removed={file.removed} />
      </h3>
      {file.edits.map((edit, at) => (
        <div key={`${edit.itemId} ${at}`} className="change-file">
          {(!single || at === 0) && <TurnLine id={id} edit={edit} changes={changes} />}
          <EditDiff id={id} edit={edit} diff={diffs?.get(edit.itemId)} />
        </div>
      ))}
    </section>
  )
}

function TurnLine({
  id,
  edit,
  changes,
}: {
  readonly id: string
  readonly edit: FileEdit
  readonly changes: SessionChanges
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const turn = changes.turns.find(({ turnId }) => turnId === edit.turnId)
  return (
    <div className="change-turn">
      <time>{momentLabel(edit.at, language)}</time>
      <span>{turn?.text ?? t('changes.beforeFirst')}</span>
      {turn !== undefined && (
        <Button
          variant="quiet"
          onClick={() => {
            closeDialog()
            void jumpTo({ sessionId: id, turnId: turn.turnId, itemId: edit.itemId })
          }}
        >
          <CornerUpLeft aria-hidden="true" />
          {t('changes.goToTurn')}
        </Button>
      )}
    </div>
  )
}

function EditDiff({
  id,
  edit,
  diff,
}: {
  readonly id: string
  readonly edit: FileEdit
  /** Undefined while it is being read. */
  readonly diff: ReadDiff | undefined
}): ReactNode {
  const t = useT()
  if (diff === undefined) return <div className="change-waiting" aria-busy="true" />
  const file = diff.files.find(({ path }) => path === edit.path)
  if (edit.kind === 'binary') return <p className="inspector-quiet">{t('diff.binary')}</p>
  if (file === undefined || file.lines.length === 0) return <p className="inspector-quiet">{t('diff.noLines')}</p>
  return (
    <>
      <Diff lines={file.lines} label={t('diff.of', { path: edit.path })} path={edit.path} />
      {diff.cut && (
        <p className="change-cut">
          {t('diff.cut')}{' '}
          <Button
            variant="quiet"
            onClick={() => openDialog({ kind: 'text', id, itemId: edit.itemId, part: 'change', place: null })}
          >
            {t('viewer.title')}
          </Button>
        </p>
      )}
    </>
  )
}

interface ReadDiff {
  readonly files: readonly FileDiff[]
  readonly cut: boolean
}

/** Reads the diffs of edits from the log; null until then, and while none are wanted. */
function useDiffs(id: string, edits: readonly FileEdit[] | null): ReadonlyMap<string, ReadDiff> | null {
  const key = edits === null ? null : [...new Set(edits.map(({ itemId }) => itemId))].slice(0, 200).join('\n')
  const [read, setRead] = useState<ReadonlyMap<string, ReadDiff> | null>(null)
  useEffect(() => {
    if (key === null) return
    let wanted = true
    const take = (diffs: Awaited<ReturnType<typeof ask>>): void => {
      if (!wanted) return
      setRead(new Map(diffs.map(({ itemId, diff, size }) => [itemId, { files: parseFiles(diff), cut: size !== null }])))
    }
    const ask = () => call('session.diffs', { id, itemIds: key.split('\n') })
    ask().then(take, () => take([]))
    return () => {
      wanted = false
    }
  }, [id, key])
  return read
}

/** Whether something is in view or near it, from then on. */
function useNear(section: { readonly current: Element | null }): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (near || section.current === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: '600px' },
    )
    observer.observe(section.current)
    return () => observer.disconnect()
  }, [near, section])
  return near
}
