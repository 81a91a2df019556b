import type { ReactNode } from 'react'
import { useMemo } from 'react'
import type { FileChange } from '../../shared/model/tool.ts'
import { groupChanges } from '../../shared/groupChanges.ts'
import type { ChangedFile } from '../../shared/groupChanges.ts'
import { withinFolder } from '../list/labels.ts'
import { openDialog } from '../store/navigation.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { countLabel } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'
import { useChanges } from './useChanges.ts'
import './changes.css'

/** Every file that the session changed, rendered or not, with how much. */
export function ChangesTab({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const read = useChanges(sessionId)
  const files = useMemo(() => (read.kind === 'read' ? groupChanges(read.changes.edits) : []), [read])
  if (read.kind === 'reading') return <p className="inspector-quiet changes-quiet">{t('changes.reading')}</p>
  if (read.kind === 'failed') {
    return (
      <div className="changes-quiet" role="alert">
        <p>{t('changes.failed')}</p>
        <Button onClick={read.again}>{t('changes.again')}</Button>
      </div>
    )
  }
  if (files.length === 0) {
    return (
      <div className="changes-quiet inspector-quiet">
        <p>{t('changes.none')}</p>
        <p>{t('changes.note')}</p>
      </div>
    )
  }
  const added = files.reduce((sum, file) => sum + file.added, 0)
  const removed = files.reduce((sum, file) => sum + file.removed, 0)
  return (
    <div className="changes-tab">
      <button
        type="button"
        className="changes-sum"
        onClick={() => openDialog({ kind: 'changes', id: sessionId, turnId: null, path: null })}
      >
        <span>{t('changes.files', { count: files.length, number: countLabel(files.length, language) })}</span>
        <Counts added={added} removed={removed} />
      </button>
      <ul className="inspector-list">
        {files.map((file) => (
          <li key={file.path}>
            <FileLine sessionId={sessionId} file={file} />
          </li>
        ))}
      </ul>
      <p className="inspector-quiet">{t('changes.note')}</p>
    </div>
  )
}

function FileLine({ sessionId, file }: { readonly sessionId: string; readonly file: ChangedFile }): ReactNode {
  const t = useT()
  const folder = useApp(selectRow(sessionId))?.folder ?? null
  const path = withinFolder(file.path, folder)
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1
  return (
    <button
      type="button"
      className="change-line"
      title={file.path}
      onClick={() => openDialog({ kind: 'changes', id: sessionId, turnId: null, path: file.path })}
    >
      <span className="change-name">
        <b>{path.slice(cut)}</b>
        <small>
          {[path.slice(0, cut), t(`changes.${file.kind}`), t('changes.times', { count: file.edits.length })]
            .filter((part) => part !== '')
            .join(' · ')}
        </small>
      </span>
      <Counts added={file.added} removed={file.removed} />
    </button>
  )
}

/** How many lines came and went; also said in words. */
export function Counts({ added, removed }: Pick<FileChange, 'added' | 'removed'>): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const [more, less] = [countLabel(added, language), countLabel(removed, language)]
  return (
    <span className="change-counts">
      <span className="visually-hidden">{t('changes.counts', { added: more, removed: less })}</span>
      <span className="change-added" aria-hidden="true">{`+${more}`}</span>
      <span className="change-removed" aria-hidden="true">{`−${less}`}</span>
    </span>
  )
}
