import History from 'lucide-react/icons/history'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { titleOf } from '../list/labels.ts'
import type { Carried } from '../../shared/model/turn.ts'
import { openSession } from '../store/actions.ts'
import { selectRow, useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import './carriedView.css'

/** What a first message took along from another session: one quiet line instead of all of it. */
export function CarriedView({ carried }: { readonly carried: Carried }): ReactNode {
  const t = useT()
  const { from, messages, of } = carried
  const row = useApp(selectRow(from))
  return (
    <div className="carried">
      <History aria-hidden="true" />
      <span>
        {t('carried.from')}{' '}
        {row === undefined ? (
          <code>{from}</code>
        ) : (
          <Button variant="link" onClick={() => void openSession(from)}>
            {titleOf(t, row)}
          </Button>
        )}
        , {messages === of ? t('carried.all', { count: of }) : t('carried.part', { messages, of })}
      </span>
    </div>
  )
}

/** What the first message of this session will take along, said before it is sent. */
export function WillCarry({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const row = useApp(selectRow(id))
  const from = row?.lineage?.from ?? null
  const model = row?.model ?? null
  const source = useApp((state) => (from === null ? undefined : state.rows.get(from)))
  const [found, setFound] = useState<Carried | 'gone' | null>(null)
  useEffect(() => {
    let left = false
    call('session.carried', { id }).then(
      (carried) => {
        if (!left) setFound(carried)
      },
      () => {
        if (!left) setFound('gone')
      },
    )
    return () => {
      left = true
    }
    // Another model takes more or less of it.
  }, [id, from, model])
  if (from === null || found === null) return null
  const title = source === undefined ? from : titleOf(t, source)
  if (found === 'gone') return <p>{t('carried.gone', { title })}</p>
  const { messages, of } = found
  return (
    <p>
      {messages === of
        ? t('carried.goesAlong', { count: of, title })
        : t('carried.partGoesAlong', { messages, of, title })}
    </p>
  )
}
