import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Hit } from '../find/hits.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { useDateLanguage } from './clock.ts'
import { sizeLabel } from './format.ts'

/** What shows at first, in characters: enough to see what it is. */
const first = 6_000

/** Where what is shown begins so that a hit is in it: at the beginning of a line, if there is one near. */
function windowStart(text: string, hit: Hit): number {
  if (hit.end <= first) return 0
  const about = hit.start - first / 3
  const line = text.indexOf('\n', about) + 1
  return line > 0 && line <= hit.start ? line : Math.round(about)
}

/** Text of a tool: monospaced, with a height limit, and cut when it is long until all of it is asked for. */
export function LongText({
  text,
  label,
  part,
  found,
}: {
  readonly text: string
  readonly label: string
  readonly part: 'input' | 'output'
  /** What was found in the tool: of a text that is cut, what is around it shows. */
  readonly found: Hit | null
}): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const [all, setAll] = useState(false)
  const cut = !all && text.length > first
  const start = cut && found?.part === part ? windowStart(text, found) : 0
  return (
    <section className="long-text" data-part={part}>
      <h4>{label}</h4>
      <pre className="card-pre selectable" tabIndex={0} aria-label={label}>
        {cut ? text.slice(start, start + first) : text}
      </pre>
      {cut && (
        <Button variant="quiet" className="long-text-more" onClick={() => setAll(true)}>
          {t('tool.showAll', { size: sizeLabel(text.length, language) })}
        </Button>
      )}
    </section>
  )
}
