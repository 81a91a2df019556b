import type { ReactNode } from 'react'
import type { ToolItem } from '../../shared/model/tool.ts'
import { changeOf, outputOf, outputShown } from '../../shared/toolTexts.ts'
import type { Hit } from '../find/hits.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { openDialog } from '../store/navigation.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useTranscript } from './context.ts'
import { Diff } from './diff.tsx'
import { Folded } from './folded.tsx'
import { LongText } from './longText.tsx'
import { plainError, saysMore } from './plainError.ts'

/** All of a use of a tool: what it was given, what it changed, what it gave, what its sub-agent did. */
export function ToolBody({
  item,
  found,
  children,
}: {
  readonly item: ToolItem
  /** What was found in it. */
  readonly found: Hit | null
  /** The calls of the sub-agent that it started; null when there are none. */
  readonly children: ReactNode
}): ReactNode {
  const t = useT()
  const { agent } = item
  const change = changeOf(item)
  const inputShown = change === null && item.input !== '' && item.input !== '{}'
  return (
    <div className="card-body">
      {agent !== undefined && <p className="card-text card-quiet">{agentText(t, item)}</p>}
      {change !== null && <Change item={item} />}
      {inputShown &&
        (agent === undefined ? (
          <LongText item={item} part="input" text={item.input} label={t('tool.input')} found={found} />
        ) : (
          <Folded
            summary={t('tool.input')}
            className="card-fold"
            keep={`input ${item.id}`}
            found={found?.part === 'input' ? found : null}
          >
            <LongText item={item} part="input" text={item.input} label={t('tool.input')} found={found} />
          </Folded>
        ))}
      {children !== null && (
        <div role="group" className="tool-inside" aria-label={t('tool.callsOf', { name: agent?.name ?? item.name })}>
          {children}
        </div>
      )}
      {outputShown(item) && <Output item={item} found={found} />}
      {item.output === '' && change === null && item.state !== 'running' && (
        <p className="card-text card-quiet">{t('tool.noOutput')}</p>
      )}
    </div>
  )
}

function Change({ item }: { readonly item: ToolItem }): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const lines = changeOf(item) ?? []
  const changes = item.facts?.changes ?? []
  const paths = changes.length === 0 ? item.subject : changes.map(({ path }) => path).join(', ')
  return (
    <>
      {lines.length === 0 ? (
        <p className="card-text card-quiet">{t('diff.noLines')}</p>
      ) : (
        <Diff
          lines={lines}
          label={t('diff.of', { path: paths })}
          path={changes.length > 1 ? '' : paths}
          itemId={item.id}
        />
      )}
      {item.facts?.diffSize !== undefined && (
        <p className="card-text card-quiet">
          {t('diff.cut')}{' '}
          <Button
            variant="quiet"
            className="long-text-more"
            onClick={() => openDialog({ kind: 'text', id: sessionId, itemId: item.id, part: 'change', place: null })}
          >
            {t('viewer.title')}
          </Button>
        </p>
      )}
    </>
  )
}

function Output({ item, found }: { readonly item: ToolItem; readonly found: Hit | null }): ReactNode {
  const t = useT()
  const output = outputOf(item)
  if (item.state === 'failed') {
    const words = plainError(output)
    const raw = <LongText item={item} part="output" text={output} label={t('tool.raw')} found={found} />
    if (!saysMore(output))
      return <LongText item={item} part="output" text={output} label={t('tool.error')} found={found} />
    return (
      <>
        <p className="card-error selectable">{words}</p>
        <Folded
          summary={t('tool.raw')}
          className="card-fold"
          keep={`output ${item.id}`}
          found={found?.part === 'output' ? found : null}
        >
          {raw}
        </Folded>
      </>
    )
  }
  if (item.agent !== undefined && item.facts?.cut === undefined) {
    return (
      <section className="long-text agent-words" data-part="output" data-of={item.id}>
        <h4>{t('tool.result')}</h4>
        <div data-shown="">
          <Markdown text={output} />
        </div>
      </section>
    )
  }
  return <LongText item={item} part="output" text={output} label={t('tool.output')} found={found} />
}

function agentText(t: ReturnType<typeof useT>, { agent }: ToolItem): string {
  const sort = agent?.sort ?? ''
  return agent?.model == null ? t('tool.subagent', { sort }) : t('tool.subagentOn', { sort, model: agent.model })
}
