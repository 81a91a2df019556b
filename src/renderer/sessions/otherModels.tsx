import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { MOST_PANES } from '../../shared/panes.ts'
import { ModelButton } from '../models/modelButton.tsx'
import { useT } from '../store/store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { changeNewSession } from './begin.ts'
import type { ModelChoice } from './begin.ts'
import { addModel } from './comparison.ts'

/** The models that a new session is compared with: each begins a session of its own beside it. */
export function OtherModels({ models }: { readonly models: readonly ModelChoice[] }): ReactNode {
  const t = useT()
  const put = (next: readonly ModelChoice[]): void => changeNewSession({ beside: next.length === 0 ? undefined : next })
  return (
    <>
      {models.map((model, index) => {
        const number = index + 2
        return (
          <div key={number} className="new-other">
            <ModelButton
              label={t('together.model', { number })}
              value={model}
              onChange={(providerId, chosen) => put(models.with(index, { providerId, model: chosen }))}
            />
            <IconButton label={t('together.remove', { number })} onClick={() => put(models.toSpliced(index, 1))}>
              <X aria-hidden="true" />
            </IconButton>
          </div>
        )
      })}
      {models.length < MOST_PANES - 1 && (
        <div>
          <Button variant="link" onClick={addModel}>
            {t('together.add')}
          </Button>
        </div>
      )}
    </>
  )
}
