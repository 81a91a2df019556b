import ChevronRight from 'lucide-react/icons/chevron-right'
import FilePen from 'lucide-react/icons/file-pen'
import FilePlus from 'lucide-react/icons/file-plus'
import FileText from 'lucide-react/icons/file-text'
import Globe from 'lucide-react/icons/globe'
import Search from 'lucide-react/icons/search'
import SquareTerminal from 'lucide-react/icons/square-terminal'
import Waypoints from 'lucide-react/icons/waypoints'
import Wrench from 'lucide-react/icons/wrench'
import type { LucideIcon } from 'lucide-react'
import { memo, useId, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { countLines } from '../../shared/diffLines.ts'
import type { RequestOutcome, ToolItem } from '../../shared/model.ts'
import { changeOf } from '../../shared/toolChange.ts'
import type { Hit } from '../find/hits.ts'
import { useHitIn } from '../find/state.ts'
import { withinFolder } from '../list/labels.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { useTranscript } from './context.ts'
import { Diff } from './diff.tsx'
import { durationLabel } from './format.ts'
import { LongText } from './longText.tsx'
import { outcomeWords } from './outcomeWords.ts'
import { StateMark } from './stateMark.tsx'
import { sortOf, wordOf } from './toolFacts.ts'
import type { ToolSort } from './toolFacts.ts'

const icons: Readonly<Record<ToolSort, LucideIcon>> = {
  run: SquareTerminal,
  read: FileText,
  edit: FilePen,
  create: FilePlus,
  search: Search,
  fetch: Globe,
  delegate: Waypoints,
  other: Wrench,
}

/** A change of at most this many lines shows without being asked for. */
const shortChange = 14

const bodyParts = ['input', 'change', 'output'] as const

/** One use of a tool: a line that says what it did, and opens. */
export const ToolCard = memo(function ToolCard({
  item,
  permission,
}: {
  readonly item: ToolItem
  /** What the person decided about it; null when they were not asked. */
  readonly permission: RequestOutcome | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const folder = useApp(selectRow(sessionId))?.folder ?? null
  const language = useDateLanguage()
  const change = useMemo(() => changeOf(item), [item])
  const small = change !== null && change.length > 0 && change.length <= shortChange && item.state === 'done'
  const [wish, setWish] = useState<boolean | null>(null)
  const found = useHitIn(item.id, bodyParts)
  const [seen, setSeen] = useState<typeof found>(null)
  if (found !== seen) {
    setSeen(found)
    if (found !== null) setWish(true)
  }
  const open = wish ?? small
  const id = useId()
  const sort = sortOf(item.name)
  const word = wordOf(sort, item.state === 'running')
  const Icon = icons[sort]
  const counts = change === null ? null : countLines(change)
  return (
    <div className={`card tool tool-${item.state} ${item.parentId === null ? '' : 'tool-sub'}`} data-item-id={item.id}>
      <button
        type="button"
        className="card-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setWish(!open)}
      >
        <Icon aria-hidden="true" />
        {word === null ? <b className="mono">{item.name}</b> : <b>{t(word)}</b>}
        {item.parentId !== null && <span className="visually-hidden">{t('tool.sub')}</span>}
        {item.subject !== '' && (
          <code className="subject" title={item.subject}>
            {withinFolder(item.subject, folder)}
          </code>
        )}
        <span className="card-facts">
          {counts !== null && counts.added + counts.removed > 0 && <span>{`+${counts.added} −${counts.removed}`}</span>}
          {permission !== null && <span>{t(outcomeWords[permission])}</span>}
          {/* It began before it was allowed: how long it took itself is not known. */}
          {item.endedAt !== null && permission === null && (
            <span>{durationLabel(item.endedAt - item.at, language)}</span>
          )}
          <StateMark state={item.state} />
          <ChevronRight className="card-chevron" aria-hidden="true" />
        </span>
      </button>
      <div id={id} hidden={!open}>
        {open && <ToolBody item={item} change={change} found={found} />}
      </div>
    </div>
  )
})

function ToolBody({
  item,
  change,
  found,
}: {
  readonly item: ToolItem
  readonly change: ReturnType<typeof changeOf>
  readonly found: Hit | null
}): ReactNode {
  const t = useT()
  const inputShown = change === null && item.input !== '' && item.input !== '{}'
  return (
    <div className="card-body">
      {change !== null && <Diff lines={change} />}
      {inputShown && <LongText text={item.input} label={t('tool.input')} part="input" found={found} />}
      {item.output !== '' && (change === null || item.state !== 'done') && (
        <LongText text={item.output} label={t('tool.output')} part="output" found={found} />
      )}
      {item.output === '' && change === null && item.state !== 'running' && (
        <p className="card-text card-quiet">{t('tool.noOutput')}</p>
      )}
    </div>
  )
}
