import FileDiff from 'lucide-react/icons/file-diff'
import { memo, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Turn } from '../../shared/model/turn.ts'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { useTranscript } from './context.ts'
import { countLabel } from './format.ts'
import { turnSum } from './turnChanges.ts'

/** The end of a turn that changed files: how many, by how much, and the way to see it. */
export const ChangesLine = memo(function ChangesLine({ turn }: { readonly turn: Turn }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const { sessionId } = useTranscript()
  const { files, added, removed } = useMemo(() => turnSum(turn), [turn])
  if (files === 0) return null
  const count = (value: number): string => countLabel(value, language)
  return (
    <button
      type="button"
      className="changes-line"
      onClick={() => openDialog({ kind: 'changes', id: sessionId, turnId: turn.id, path: null })}
    >
      <FileDiff aria-hidden="true" />
      <span>{t('changes.files', { count: files, number: count(files) })}</span>
      <span className="visually-hidden">{t('changes.counts', { added: count(added), removed: count(removed) })}</span>
      <span className="change-added" aria-hidden="true">{`+${count(added)}`}</span>
      <span className="change-removed" aria-hidden="true">{`−${count(removed)}`}</span>
    </button>
  )
})
