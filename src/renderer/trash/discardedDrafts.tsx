import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { titleOf } from '../list/labels.ts'
import type { DiscardedLine } from '../../shared/model/keeping.ts'
import { openSession } from '../store/actions.ts'
import { putBackDraft } from '../store/discarding.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt, inform, report } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'

/** Drafts that a clean-up discarded, each with the way back into its session; nothing where there are none. */
export function DiscardedDrafts(): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const rows = useApp((state) => state.rows)
  const [lines, setLines] = useState<readonly DiscardedLine[]>([])
  const [version, setVersion] = useState(0)
  const count = rows.size
  useEffect(() => {
    let gone = false
    call('draft.discarded', {}).then(
      (found) => {
        if (!gone) setLines(found)
      },
      (error: unknown) => {
        if (!gone) report(error)
      },
    )
    return () => {
      gone = true
    }
  }, [version, count])
  if (lines.length === 0) return null

  async function putBack({ key, sessionId }: DiscardedLine): Promise<void> {
    const done = await attempt(putBackDraft(key))
    setVersion((before) => before + 1)
    if (done === undefined) return
    const open = { label: t('common.open'), perform: () => void openSession(sessionId) }
    inform(t(done ? 'drafts.back' : 'drafts.other'), open)
  }

  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section className="page-section" aria-labelledby="discarded-drafts">
      <h2 id="discarded-drafts">{t('drafts.title')}</h2>
      <ul className="discarded-drafts">
        {lines.map((line) => {
          const row = rows.get(line.sessionId)
          const title = row === undefined ? line.sessionId : titleOf(t, row)
          return (
            <li key={line.key}>
              <div>
                <span className="tick-title">{line.words === '' ? t('drafts.noWords') : line.words}</span>
                <span className="discarded-facts">
                  <Button variant="link" onClick={() => void openSession(line.sessionId)}>
                    {title}
                  </Button>
                  {line.attachments > 0 && <span>{t('drafts.attachments', { count: line.attachments })}</span>}
                  <span>{date.format(line.at)}</span>
                </span>
              </div>
              <Button aria-label={t('drafts.putBackOne', { title })} onClick={() => void putBack(line)}>
                {t('drafts.putBack')}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
