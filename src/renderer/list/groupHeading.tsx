import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import { groupLabel } from './groupLabel.ts'
import type { ListEntry } from './order.ts'

/** The id of the element of a heading that can have the focus. */
export function groupElementId(key: string): string {
  return `group-${key}`
}

/**
 * The heading of a part of the list, which folds it. While it is folded it can have the focus as a session can: it stands for
 * those that are not there.
 */
export function GroupHeading({
  entry,
  position,
  total,
  tabbable,
}: {
  readonly entry: Extract<ListEntry, { kind: 'group' }>
  readonly position: number
  readonly total: number
  readonly tabbable: boolean
}): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const providers = useApp((state) => state.providers)
  const { group, key, count, folded } = entry
  const label = groupLabel(t, language, providers, group)
  const option = folded
    ? {
        id: groupElementId(key),
        role: 'option',
        'aria-label': t('list.folded', { name: label, count }),
        'aria-selected': false,
        'aria-posinset': position,
        'aria-setsize': total,
        tabIndex: tabbable ? 0 : -1,
        'data-first-focus': tabbable ? '' : undefined,
      }
    : {}
  const Chevron = folded ? ChevronRight : ChevronDown
  return (
    <div
      className="list-heading"
      data-group-key={key}
      title={'name' in group ? (group.name ?? undefined) : undefined}
      {...option}
    >
      <span className="list-heading-name">{label}</span>
      <span className="list-heading-count">{new Intl.NumberFormat(language).format(count)}</span>
      <Chevron aria-hidden="true" />
    </div>
  )
}
