import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'

/** Draws a formula: its nodes, to be copied; null when it can't be read. */
export type DrawFormula = (source: string, display: boolean) => Node | null

let loaded: DrawFormula | null = null
let loading: Promise<DrawFormula> | null = null

function load(): Promise<DrawFormula> {
  loading ??= import('./drawFormula.ts').then(({ drawFormula }) => {
    loaded = drawFormula
    return drawFormula
  })
  return loading
}

/** A formula; its source while what draws it is loaded, and when it can't be drawn. */
export const Formula = memo(function Formula({
  source,
  display,
}: {
  readonly source: string
  readonly display: boolean
}): ReactNode {
  const t = useT()
  const [draw, setDraw] = useState<DrawFormula | null>(() => loaded)
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (draw !== null) return
    let wanted = true
    load().then(
      (found) => {
        if (wanted) setDraw(() => found)
      },
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [draw])
  const drawn = draw === null ? null : draw(source, display)
  useLayoutEffect(() => {
    if (drawn !== null) place.current?.replaceChildren(drawn.cloneNode(true))
  }, [drawn])
  if (drawn === null) return <FormulaSource text={source} display={display} waiting={draw === null} />
  if (!display) return <span ref={place} className="md-formula" />
  return <span ref={place} className="md-formula-display" role="group" tabIndex={0} aria-label={t('reading.formula')} />
})

/** A formula as it is written. */
export function FormulaSource({
  text,
  display,
  waiting,
}: {
  readonly text: string
  readonly display: boolean
  readonly waiting: boolean
}): ReactNode {
  const t = useT()
  return (
    <code
      className={`md-formula-source ${display ? 'md-formula-block' : ''}`}
      data-tip={waiting ? undefined : t('reading.formulaBad')}
    >
      {text}
    </code>
  )
}
