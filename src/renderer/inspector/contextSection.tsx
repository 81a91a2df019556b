import Layers from 'lucide-react/icons/layers'
import type { ReactNode } from 'react'
import type { ContextUse, SessionUsage } from '../../shared/usage.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { goTo, openDialog } from '../store/navigation.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { momentLabel, percentLabel, shortCount } from '../transcript/format.ts'
import { Button } from '../ui/button.tsx'
import { CONTEXT_ID, focusIfWished } from '../ui/focus.ts'
import { gaugeOf, isAssumed, withKnownLimit } from './gauge.ts'
import { HeaviestList } from './heaviestList.tsx'
import { Fact, Section } from './section.tsx'

/** How full the context is, and with what. */
export function ContextSection({
  sessionId,
  usage,
}: {
  readonly sessionId: string
  readonly usage: SessionUsage | null
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const measured = useApp((state) => state.opened.get(sessionId)?.context ?? null)
  const row = useApp(selectRow(sessionId))
  const providers = useApp((state) => state.providers)
  const { on, at } = useApp((state) => state.settings.compaction)
  const newest = newer(measured, usage?.context ?? null)
  if (newest === null) {
    return (
      <Section title={t('gauge.title')}>
        <p className="inspector-quiet">{t('gauge.unknown')}</p>
      </Section>
    )
  }
  const context = withKnownLimit(newest, row, providers)
  const { tokens, limit, system, tools, conversation } = context
  const gauge = gaugeOf(context, on ? at : null)
  const working = row?.state === 'running' || row?.state === 'needsYou'
  return (
    <Section
      title={t('gauge.title')}
      aside={
        gauge === null || limit === null
          ? t('gauge.tokensOnly', { tokens: shortCount(tokens, language) })
          : t('gauge.of', { percent: percentLabel(gauge.share, language), limit: shortCount(limit, language) })
      }
    >
      {gauge !== null && (
        <div
          ref={focusIfAsked}
          id={CONTEXT_ID}
          tabIndex={-1}
          className={`gauge ${gauge.near ? 'gauge-near' : ''}`}
          role="meter"
          aria-label={t('gauge.title')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(gauge.share * 100)}
        >
          <i className="gauge-system" style={{ width: `${gauge.system * 100}%` }} />
          <i className="gauge-tools" style={{ width: `${gauge.tools * 100}%` }} />
          <i className="gauge-said" style={{ width: `${gauge.conversation * 100}%` }} />
        </div>
      )}
      <dl className="facts">
        {system !== null && <Fact name={t('gauge.system')} mark="system" value={shortCount(system, language)} />}
        {tools !== null && <Fact name={t('gauge.tools')} mark="tools" value={shortCount(tools, language)} />}
        {conversation !== null && (
          <Fact name={t('gauge.conversation')} mark="said" value={shortCount(conversation, language)} />
        )}
        {limit !== null && (
          <Fact name={t('gauge.left')} mark="left" value={shortCount(Math.max(0, limit - tokens), language)} />
        )}
      </dl>
      {gauge?.near === true && (
        <p className="inspector-warn">
          {on ? t('gauge.near', { percent: percentLabel(at, language) }) : t('gauge.nearOff')}
        </p>
      )}
      {limit !== null && isAssumed(row, providers) && (
        <p className="inspector-quiet">
          {t('gauge.assumed', { limit: shortCount(limit, language) })}{' '}
          {row?.providerId !== PRACTICE_PROVIDER && (
            <Button variant="link" onClick={() => goTo({ kind: 'settings' })}>
              {t('gauge.setLimit')}
            </Button>
          )}
        </p>
      )}
      {!working && <p className="inspector-quiet">{t('gauge.asOf', { when: momentLabel(context.at, language) })}</p>}
      <HeaviestList sessionId={sessionId} />
      {gauge?.near === true && (
        <div className="inspector-buttons">
          <Button
            variant="quiet"
            disabled={working}
            data-tip={t('gauge.sumUpHelp')}
            onClick={() => openDialog({ kind: 'compact', id: sessionId, keep: '' })}
          >
            <Layers aria-hidden="true" />
            {t('gauge.sumUp')}
          </Button>
        </div>
      )}
    </Section>
  )
}

function focusIfAsked(box: HTMLElement | null): void {
  if (box !== null) focusIfWished(box)
}

function newer(a: ContextUse | null, b: ContextUse | null): ContextUse | null {
  return (b?.at ?? 0) > (a?.at ?? 0) ? b : a
}
