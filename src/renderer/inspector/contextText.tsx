import { useState } from 'react'
import type { ReactNode } from 'react'
import { Markdown } from '../markdown/markdown.tsx'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { beginningOf } from './beginning.ts'

/** So many characters are drawn at first, and with each wish for more: thousands of messages would hold the window up for minutes. */
const STEP = 40_000

/** What was said, from the beginning as far as one reads. */
export function ContextText({ markdown }: { readonly markdown: string }): ReactNode {
  const t = useT()
  const [seen, setSeen] = useState(0)
  const shown = beginningOf(markdown, seen, STEP)
  return (
    <>
      <Markdown text={shown} />
      {shown.length < markdown.length && (
        <div className="context-more">
          <Button onClick={() => setSeen(shown.length)}>{t('context.more')}</Button>
          <span>{t('context.part')}</span>
        </div>
      )}
    </>
  )
}
