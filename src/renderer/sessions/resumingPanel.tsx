import CheckMark from 'lucide-react/icons/check'
import Circle from 'lucide-react/icons/circle'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import Minus from 'lucide-react/icons/minus'
import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Failure } from '../../shared/errors.ts'
import type { Resuming, ResumeStep } from '../../shared/resuming.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { leaveResuming, takeWay } from '../store/resuming.ts'
import { selectField, useApp, useT } from '../store/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Check } from '../ui/field.tsx'
import { Examining } from './examining.tsx'
import './resumingPanel.css'

/** Tells how making a session live goes, step by step, and what can be done when it does not go. */
export function ResumingPanel({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const resuming = useApp(selectField(id, 'resuming')) ?? null
  // The region stands before anything is told in it: only then it is read out.
  return (
    <>
      <div aria-live="polite">{resuming !== null && <Told resuming={resuming} t={t} id={id} />}</div>
      {resuming !== null && <Examining id={id} resuming={resuming} />}
      {resuming?.state === 'stopped' && <Ways id={id} resuming={resuming} />}
    </>
  )
}

function Told({
  id,
  resuming,
  t,
}: {
  readonly id: string
  readonly resuming: Resuming
  readonly t: Translate
}): ReactNode {
  const waiting = useApp((state) => (state.opened.get(id)?.queue.length ?? 0) > 0)
  const { failure, state, steps } = resuming
  const words = steps.findLast((step) => step.words !== null)?.words ?? null
  return (
    <section className="resuming" aria-label={t('resuming.label')}>
      <div className="resuming-head">
        <p className="resuming-title">{failure === null ? t('resuming.trying') : failureText(t, failure)}</p>
        {state === 'stopped' && (
          <IconButton label={t('resuming.close')} onClick={() => void leaveResuming(id)}>
            <X aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {state === 'stopped' && <p className="resuming-kept">{t(waiting ? 'resuming.kept' : 'resuming.keptNothing')}</p>}
      <ol className="resuming-steps" aria-label={t('resuming.steps')}>
        {steps.map((step) => (
          <Step key={step.step} step={step} lost={resuming.lost} t={t} />
        ))}
      </ol>
      {words !== null && (
        <details className="resuming-words">
          <summary>{t('resuming.words')}</summary>
          <code className="selectable">{words}</code>
        </details>
      )}
    </section>
  )
}

const marks = { doing: CircleDashed, done: CheckMark, failed: X, skipped: Minus, offered: Circle } as const

function Step({
  step,
  lost,
  t,
}: {
  readonly step: ResumeStep
  readonly lost: number | null
  readonly t: Translate
}): ReactNode {
  const Mark = marks[step.state]
  return (
    <li className={`resuming-step resuming-${step.state}`}>
      <Mark aria-hidden="true" />
      <span className="resuming-name">{t(`resuming.${step.step}`)}</span>
      <span className="resuming-why">
        {t(`resuming.state.${step.state}`)}
        {whyOf(t, step, lost)
          .map((why) => `: ${why}`)
          .join('')}
      </span>
    </li>
  )
}

/** An answer that nobody foresaw is no proof that the runtime stopped. */
function failureText(t: Translate, { code, detail }: Failure): string {
  return code === 'runtimeFailed' ? t('resuming.runtimeFailed') : t(`error.${code}`, { detail })
}

function whyOf(t: Translate, step: ResumeStep, lost: number | null): readonly string[] {
  if (step.failure !== null) return [failureText(t, step.failure)]
  if (step.step === 'read' && step.state === 'done') return [t('resuming.readDone')]
  if (step.reason === 'repairable' && lost !== null && lost > 0) return [t('resuming.lost', { count: lost })]
  return step.reason === null ? [] : [t(`resuming.reason.${step.reason}`)]
}

function Ways({ id, resuming }: { readonly id: string; readonly resuming: Resuming }): ReactNode {
  const t = useT()
  const waiting = useApp((state) => state.opened.get(id)?.queue.length ?? 0)
  const [withQueue, setWithQueue] = useState(true)
  const [busy, setBusy] = useState(false)
  const carries = waiting > 0 && resuming.ways.includes('continue')
  return (
    <div className="resuming-ways">
      {resuming.ways.map((way, index) => (
        <Button
          key={way}
          variant={index === 0 ? 'primary' : 'plain'}
          disabled={busy}
          onClick={() => {
            setBusy(true)
            void takeWay(id, way, withQueue && carries).finally(() => setBusy(false))
          }}
        >
          {t(`way.${way}`)}
        </Button>
      ))}
      {carries && (
        <div className="resuming-along">
          <Check label={t('way.withQueue', { count: waiting })} checked={withQueue} onChange={setWithQueue} />
        </div>
      )}
    </div>
  )
}
