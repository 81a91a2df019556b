import type { ReactNode } from 'react'
import { listOrder } from '../store/order.ts'
import { useApp, useT } from '../store/store.ts'

/** Says how many sessions came while the list holds still under the pointer; a click shows them. */
export function NewAbove({ onShown }: { readonly onShown: () => void }): ReactNode {
  const t = useT()
  const waiting = useApp((state) => state.waiting)
  return (
    <div className="list-new" role="status">
      {waiting > 0 && (
        <button
          type="button"
          data-tip={t('list.newHelp')}
          onClick={() => {
            listOrder.now()
            onShown()
          }}
        >
          {t('list.new', { count: waiting })}
        </button>
      )}
    </div>
  )
}
