import Layers from 'lucide-react/icons/layers'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import {
  type CompactionNotice,
  failuresInARow,
  lastCompaction,
  MAX_COMPACTION_FAILURES,
} from '../../shared/compaction.ts'
import type { NoticeItem } from '../../shared/model/notice.ts'
import type { Turn } from '../../shared/model/turn.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { cancelCompaction, compactNow, handOver } from '../store/compacting.ts'
import { focusComposer } from '../store/navigation.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { useDateLanguage, useElapsed } from './clock.ts'
import { useTranscript } from './context.ts'
import { Folded } from './folded.tsx'
import { countLabel, durationLabel, secondsLabel, shortCount } from './format.ts'
import { noticeText } from './noticeText.ts'
import './compaction.css'

/** A marker in the conversation: from here on the model is given a summary of what stands above. */
export function CompactionLine({
  item,
  notice,
  running,
}: {
  readonly item: NoticeItem
  readonly notice: CompactionNotice
  readonly running: boolean
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  // Finished turns keep their identity: nothing here is done again while an answer streams.
  const turns = useApp((state) => state.opened.get(sessionId)?.state.turns) ?? noTurns
  const runtimeRuns = useApp((state) => state.runtime.state === 'running')
  const isLast = useMemo(() => running || lastCompaction(turns)?.id === item.id, [running, turns, item.id])
  const working = notice.kind === 'compactionStarted' && notice.over !== true && isLast && runtimeRuns
  return (
    <div className="compaction" data-item-id={item.id} data-kind={notice.kind}>
      <div className="compaction-line">
        {working ? <Glyph state="running" /> : <Layers aria-hidden="true" />}
        <span>{noticeText(t, notice, working)}</span>
        {notice.kind === 'compacted' && <Facts notice={notice} />}
        {notice.kind === 'compactionStarted' && working && (
          <Working sessionId={sessionId} since={item.at} asked={notice.manual === true} />
        )}
      </div>
      {notice.kind === 'compacted' && notice.summary !== '' && (
        <Folded summary={t('notice.compactedSummary')} keep={`summary ${item.id}`}>
          <div className="compaction-summary">
            <Markdown text={notice.summary} />
          </div>
        </Folded>
      )}
      {notice.kind === 'compactionFailed' && <Failure notice={notice} turns={turns} offers={isLast && !running} />}
    </div>
  )
}

const noTurns: readonly Turn[] = []

/** How long it has taken so far, and the way out. */
function Working({
  sessionId,
  since,
  asked,
}: {
  readonly sessionId: string
  readonly since: number
  /** Whether the person asked for it: what the runtime begins by itself can't be called off. */
  readonly asked: boolean
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const elapsed = useElapsed(since, true)
  const [cancelled, setCancelled] = useState(false)
  const cancel = (): void => {
    setCancelled(true)
    focusComposer()
    void cancelCompaction(sessionId).finally(() => setCancelled(false))
  }
  return (
    <span className="compaction-facts">
      <span>{secondsLabel(elapsed, language)}</span>
      {asked && (
        <Button variant="link" disabled={cancelled} onClick={cancel}>
          {t('common.cancel')}
        </Button>
      )}
    </span>
  )
}

function Facts({ notice }: { readonly notice: Extract<CompactionNotice, { kind: 'compacted' }> }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const { before, after, used } = notice
  return (
    <span className="compaction-facts">
      {before !== null && after !== null && (
        <span>
          {t('notice.compactedSizes', { before: countLabel(before, language), after: countLabel(after, language) })}
        </span>
      )}
      {used !== null && used.durationMs > 0 && <span>{durationLabel(used.durationMs, language)}</span>}
      {used !== null && (
        <span>
          {t('notice.compactedUsed', {
            input: shortCount(used.inputTokens, language),
            output: shortCount(used.outputTokens, language),
          })}
        </span>
      )}
    </span>
  )
}

function Failure({
  notice,
  turns,
  offers,
}: {
  readonly notice: Extract<CompactionNotice, { kind: 'compactionFailed' }>
  readonly turns: readonly Turn[]
  readonly offers: boolean
}): ReactNode {
  const t = useT()
  const { sessionId, live } = useTranscript()
  const failures = useMemo(() => failuresInARow(turns), [turns])
  const free = useApp((state) => {
    const state_ = selectRow(sessionId)(state)?.state
    return state_ !== 'running' && state_ !== 'needsYou'
  })
  const [busy, setBusy] = useState(false)
  const given = offers && failures >= MAX_COMPACTION_FAILURES
  const perform = (work: (id: string) => Promise<void>) => () => {
    setBusy(true)
    void work(sessionId).finally(() => setBusy(false))
  }
  return (
    <>
      {given && <p className="compaction-given">{t('notice.compactionGivenUp', { count: failures })}</p>}
      {(notice.message !== '' || notice.status !== null) && (
        <Folded summary={t('notice.compactionSaid')}>
          <pre className="card-pre selectable">
            {[notice.status === null ? '' : t('turn.status', { status: notice.status }), notice.message]
              .filter((part) => part !== '')
              .join('\n')}
          </pre>
        </Folded>
      )}
      {offers && live && (
        <div className="compaction-ways">
          {given && (
            <Button variant="primary" disabled={busy || !free} onClick={perform(handOver)}>
              {t('notice.handOver')}
            </Button>
          )}
          <Button disabled={busy || !free} data-tip={t('gauge.sumUpHelp')} onClick={perform(compactNow)}>
            {t('notice.compactionAgain')}
          </Button>
        </div>
      )}
    </>
  )
}
