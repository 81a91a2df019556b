import { groupings, sorts } from '../../shared/listing.ts'
import { arrange, setFolded } from '../store/listing.ts'
import { app } from '../store/store.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { anchorOf, ARRANGE_ID } from './menuAnchor.ts'

/** Shows by what the list can be grouped and sorted. */
export function openArrangeMenu(): void {
  const { t, grouping, sort, entries } = app.getState()
  const keys = entries.flatMap((entry) => (entry.kind === 'group' ? [entry.key] : []))
  const fold = (id: 'foldAll' | 'unfoldAll', folded: readonly string[]): MenuItem => ({
    kind: 'action',
    id,
    label: t(`arrange.${id}`),
    disabled: keys.length === 0,
    perform: () => setFolded(keys, folded),
  })
  openMenu({
    anchor: anchorOf(ARRANGE_ID),
    label: t('arrange.button'),
    items: [
      { kind: 'text', id: 'group', label: t('arrange.group') },
      ...groupings.map((one): MenuItem => ({
        kind: 'choice',
        id: `group-${one}`,
        label: t(`arrange.group.${one}`),
        checked: one === grouping,
        perform: () => arrange({ grouping: one }),
      })),
      { kind: 'separator', id: 'middle' },
      { kind: 'text', id: 'sort', label: t('arrange.sort') },
      ...sorts.map((one): MenuItem => ({
        kind: 'choice',
        id: `sort-${one}`,
        label: t(`arrange.sort.${one}`),
        checked: one === sort,
        perform: () => arrange({ sort: one }),
      })),
      { kind: 'separator', id: 'end' },
      fold('foldAll', keys),
      fold('unfoldAll', []),
    ],
  })
}
