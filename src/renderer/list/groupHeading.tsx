import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import type { Group } from './order.ts'

/** The heading of a part of the list. */
export function GroupHeading({ group }: { readonly group: Group }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const text =
    group.kind === 'older'
      ? capital(new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(group.month))
      : t(`list.group.${group.kind}`)
  return <div className="list-heading">{text}</div>
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
