import type { QueryFilterName } from '../../shared/query.ts'
import { operatorText } from '../../shared/query.ts'
import { valuesOf } from '../search/completion.ts'
import { knownOf } from '../search/known.ts'
import { addChip, typeFilter } from '../store/listing.ts'
import { app } from '../store/store.ts'
import { enterFilter } from '../ui/focus.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { listOperators } from './operators.ts'
import { operatorName, valueWords } from './filterWords.ts'
import { anchorOf, ADD_FILTER_ID } from './menuAnchor.ts'

/** A menu with more is no menu: the box completes the others. */
const MOST = 30

/** Shows what the list can be filtered by; a second menu asks for the value. */
export function openFilterMenu(): void {
  const { t } = app.getState()
  openMenu({
    anchor: anchorOf(ADD_FILTER_ID),
    label: t('filter.add'),
    items: listOperators.map((name) => ({
      kind: 'action',
      id: name,
      label: `${operatorName(t, name) ?? name}…`,
      keys: `${name}:`,
      perform: () => openValues(name, false),
    })),
  })
}

function openValues(name: QueryFilterName, not: boolean): void {
  const { t } = app.getState()
  const all = valuesOf(name, { ...knownOf(app.getState().rows.values()), tools: [] })
  const values = all.slice(0, MOST)
  const items: readonly MenuItem[] = [
    {
      kind: 'choice',
      id: 'exclude',
      label: t('filter.exclude'),
      checked: not,
      // The same menu again, turned around.
      perform: () => openValues(name, !not),
    },
    { kind: 'separator', id: 'top' },
    ...(values.length === 0 ? [{ kind: 'text', id: 'none', label: t('filter.none') } as const] : []),
    ...values.map((value): MenuItem => ({
      kind: 'action',
      id: `value-${value}`,
      label: not ? `${t('filter.not')} ${valueWords(t, name, value)}` : valueWords(t, name, value),
      perform: () => addChip(operatorText(name, value, not)),
    })),
    ...(all.length === values.length
      ? []
      : [
          {
            kind: 'action',
            id: 'others',
            label: t('filter.others', { count: all.length - values.length }),
            keys: `${name}:`,
            perform: () => write(`${not ? '-' : ''}${name}:`),
          } as const,
        ]),
  ]
  openMenu({ anchor: anchorOf(ADD_FILTER_ID), label: operatorName(t, name) ?? name, items })
}

/** Puts the beginning of an operator into the box, which completes it. */
function write(operator: string): void {
  const { filterBox } = app.getState()
  typeFilter([...(filterBox.trim() === '' ? [] : [filterBox.trimEnd()]), operator].join(' '))
  requestAnimationFrame(() => enterFilter('end'))
}
