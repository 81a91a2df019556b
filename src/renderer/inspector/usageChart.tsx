import { useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { TurnUsage } from '../../shared/usage.ts'
import { useT } from '../store/store.ts'
import { useDateLanguage } from '../transcript/clock.ts'
import { countLabel, momentLabel } from '../transcript/format.ts'
import { Folded } from '../transcript/folded.tsx'
import { type Bar, barsOf } from './chartBars.ts'

/** The drawing's own units: it is stretched to the width that there is. */
const height = 48
const step = 10
const gap = 2

/** Tokens per turn as bars, output on top of input; by keyboard one bar at a time, and as a table. */
export function UsageChart({ turns }: { readonly turns: readonly TurnUsage[] }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const bars = useMemo(() => barsOf(turns), [turns])
  const [chosen, setChosen] = useState<string | null>(null)
  const index = bars.findIndex(({ turnId }) => turnId === chosen)
  const shown = bars[index] ?? bars.at(-1)
  if (shown === undefined) return null
  const label = (bar: Bar): string =>
    t('usage.bar', {
      when: momentLabel(bar.at, language),
      input: countLabel(bar.input, language),
      output: countLabel(bar.output, language),
    })
  const go = (to: number): void => setChosen(bars[Math.max(0, Math.min(bars.length - 1, to))]?.turnId ?? null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = index < 0 ? bars.length - 1 : index
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: bars.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    go(to)
  }
  return (
    <figure className="usage-figure">
      <figcaption>{t('usage.chart')}</figcaption>
      <div
        className="usage-chart"
        role="slider"
        tabIndex={0}
        aria-label={t('usage.chart')}
        aria-description={t('usage.chartHelp')}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={bars.indexOf(shown) + 1}
        aria-valuetext={label(shown)}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setChosen(null)}
      >
        <svg viewBox={`0 0 ${bars.length * step} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {bars.map((bar, place) => (
            <g
              key={bar.turnId}
              className={bar === shown && chosen !== null ? 'usage-bar usage-chosen' : 'usage-bar'}
              onPointerEnter={() => setChosen(bar.turnId)}
            >
              <rect className="usage-room" x={place * step} y={0} width={step} height={height} />
              <rect
                className="usage-input"
                x={place * step + gap / 2}
                width={step - gap}
                y={height * (1 - bar.inputHeight)}
                height={height * bar.inputHeight}
              />
              <rect
                className="usage-output"
                x={place * step + gap / 2}
                width={step - gap}
                y={height * (1 - bar.inputHeight - bar.outputHeight)}
                height={height * bar.outputHeight}
              />
            </g>
          ))}
        </svg>
      </div>
      <p className="usage-read">{label(shown)}</p>
      <Folded summary={t('usage.showTable')}>
        <table className="usage-table">
          <thead>
            <tr>
              <th scope="col">{t('usage.when')}</th>
              <th scope="col">{t('usage.in')}</th>
              <th scope="col">{t('usage.out')}</th>
            </tr>
          </thead>
          <tbody>
            {bars.toReversed().map((bar) => (
              <tr key={bar.turnId}>
                <th scope="row">{momentLabel(bar.at, language)}</th>
                <td>{countLabel(bar.input, language)}</td>
                <td>{countLabel(bar.output, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Folded>
    </figure>
  )
}
