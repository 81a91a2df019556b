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
import type { RequestOutcome } from '../../shared/model/request.ts'
import type { ToolItem } from '../../shared/model/tool.ts'
import { changeOf, changesOf } from '../../shared/toolTexts.ts'
import { useHitIn, useHitWithin } from '../find/state.ts'
import { withinFolder } from '../list/labels.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from './clock.ts'
import { useTranscript } from './context.ts'
import { countLabel, durationLabel } from './format.ts'
import { outcomeWords } from './outcomeWords.ts'
import { plainError } from './plainError.ts'
import { StateMark } from './stateMark.tsx'
import { ToolBody } from './toolBody.tsx'
import { lastLines, resultFact } from './toolDigest.ts'
import { sortOf, wordOf } from './toolFacts.ts'
import type { ToolSort } from './toolFacts.ts'
import type { NestedItem } from './toolNest.ts'
import { sumOf } from './turnChanges.ts'
import { useFold } from './useFold.ts'

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

/** One use of a tool: a line that says what it did, what matters of the result, and all of it when it is opened. */
export const ToolCard = memo(function ToolCard({
  item,
  permission,
  inside,
}: {
  readonly item: ToolItem
  /** What the person decided about it; null when they were not asked. */
  readonly permission: RequestOutcome | null
  /** What the sub-agent did that it started. */
  readonly inside: readonly NestedItem[]
}): ReactNode {
  const change = changeOf(item)
  const small = change !== null && change.length > 0 && change.length <= shortChange && item.state === 'done'
  const [wish, setWish] = useFold(`tool ${item.id}`)
  const found = useHitIn(item.id, bodyParts)
  const within = useHitWithin(useMemo(() => idsIn(inside), [inside]))
  const [seen, setSeen] = useState<readonly [typeof found, typeof within]>([null, null])
  if (found !== seen[0] || within !== seen[1]) {
    setSeen([found, within])
    if (found !== null || within !== null) setWish(true)
  }
  const open = wish ?? small
  const id = useId()
  return (
    <div className={`card tool tool-${item.state}`} data-item-id={item.id}>
      <button
        type="button"
        className="card-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setWish(!open)}
      >
        <Head item={item} permission={permission} calls={inside.length} />
      </button>
      {!open && <Digest item={item} />}
      <div id={id} hidden={!open}>
        {open && (
          <ToolBody item={item} found={found}>
            {inside.length === 0
              ? null
              : inside.map((one) =>
                  one.item.kind === 'tool' ? (
                    <ToolCard key={one.item.id} item={one.item} permission={one.permission} inside={one.inside} />
                  ) : null,
                )}
          </ToolBody>
        )}
      </div>
    </div>
  )
})

function Head({
  item,
  permission,
  calls,
}: {
  readonly item: ToolItem
  readonly permission: RequestOutcome | null
  readonly calls: number
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const folder = useApp(selectRow(sessionId))?.folder ?? null
  const language = useDateLanguage()
  const { agent } = item
  const sort = sortOf(item.name)
  // A sub-agent in the background goes on when its call has ended.
  const state = agent === undefined || item.state === 'denied' ? item.state : agent.state
  const ended = agent === undefined ? item.endedAt : agent.endedAt
  const word = wordOf(sort, state === 'running')
  const Icon = icons[sort]
  const sum = sumOf(changesOf(item))
  const fact = resultFact(t, item, language)
  return (
    <>
      <Icon aria-hidden="true" />
      {word === null ? <b className="mono">{item.name}</b> : <b>{t(word)}</b>}
      {item.parentId !== null && <span className="visually-hidden">{t('tool.sub')}</span>}
      {item.subject !== '' && (
        <code className="subject" title={item.subject}>
          {withinFolder(item.subject, folder)}
        </code>
      )}
      <span className="card-facts">
        {agent !== undefined && <span className="card-agent">{agent.name}</span>}
        {calls > 0 && <span>{t('tool.calls', { count: calls, number: countLabel(calls, language) })}</span>}
        {sum.added + sum.removed > 0 && <span>{`+${sum.added} −${sum.removed}`}</span>}
        {fact !== null && (
          <span className={item.facts?.exitCode !== undefined && item.facts.exitCode !== 0 ? 'card-bad' : ''}>
            {fact}
          </span>
        )}
        {permission !== null && <span>{t(outcomeWords[permission])}</span>}
        {/* It began before it was allowed: how long it took itself is not known. */}
        {ended !== null && permission === null && <span>{durationLabel(ended - item.at, language)}</span>}
        <StateMark state={state} />
        <ChevronRight className="card-chevron" aria-hidden="true" />
      </span>
    </>
  )
}

/** What matters of the result while the card is closed: why it failed, or the last lines of a command. */
function Digest({ item }: { readonly item: ToolItem }): ReactNode {
  if (item.state === 'failed') {
    const words = plainError(item.output)
    return words === '' ? null : <p className="card-error selectable">{words}</p>
  }
  const lines = lastLines(item)
  return lines === '' ? null : <pre className="card-last selectable">{lines}</pre>
}

function idsIn(inside: readonly NestedItem[]): ReadonlySet<string> {
  const ids = new Set<string>()
  const add = (items: readonly NestedItem[]): void => {
    for (const one of items) {
      ids.add(one.item.id)
      add(one.inside)
    }
  }
  add(inside)
  return ids
}
