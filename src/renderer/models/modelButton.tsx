import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode } from 'react'
import { modelLabel } from '../list/labels.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { useApp, useT } from '../store/store.ts'
import { openModelPicker } from '../ui/overlay.ts'
import './modelButton.css'

/** A field that shows a model and lets one choose another. */
export function ModelButton({
  label,
  value,
  onChange,
  describedBy,
}: {
  readonly label: string
  readonly value: { readonly providerId: string; readonly model: string } | null
  readonly onChange: (providerId: string, model: string) => void
  readonly describedBy?: string
}): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const provider = providers.find((one) => one.id === value?.providerId)
  const name = modelLabel(t, providers, value?.providerId ?? null, value?.model ?? null) ?? t('model.choose')
  return (
    <button
      type="button"
      className="input model-button"
      aria-haspopup="dialog"
      aria-label={`${label}: ${name}`}
      aria-describedby={describedBy}
      onClick={(event) =>
        openModelPicker(
          { kind: 'value', providerId: value?.providerId ?? null, model: value?.model ?? null, choose: onChange },
          event.currentTarget,
        )
      }
    >
      <span className="model-button-name">{name}</span>
      {provider !== undefined && provider.id !== PRACTICE_PROVIDER && !provider.local && (
        <span className="model-button-provider">{provider.name}</span>
      )}
      <ChevronDown aria-hidden="true" />
    </button>
  )
}
