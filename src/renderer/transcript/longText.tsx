import { useState } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useDateLanguage } from './clock.ts'
import { sizeLabel } from './format.ts'

/** What shows at first, in characters: enough to see what it is. */
const first = 6_000

/** Text of a tool: monospaced, with a height limit, and cut when it is long until all of it is asked for. */
export function LongText({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const [all, setAll] = useState(false)
  const cut = !all && text.length > first
  return (
    <section className="long-text">
      <h4>{label}</h4>
      <pre className="card-pre selectable" tabIndex={0} aria-label={label}>
        {cut ? text.slice(0, first) : text}
      </pre>
      {cut && (
        <Button variant="quiet" className="long-text-more" onClick={() => setAll(true)}>
          {t('tool.showAll', { size: sizeLabel(text.length, language) })}
        </Button>
      )}
    </section>
  )
}
