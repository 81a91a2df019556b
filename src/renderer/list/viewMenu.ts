import Plus from 'lucide-react/icons/bookmark-plus'
import Pencil from 'lucide-react/icons/pencil'
import Save from 'lucide-react/icons/save'
import Trash from 'lucide-react/icons/trash-2'
import type { SavedView } from '../../shared/listing.ts'
import { MOST_VIEWS } from '../../shared/listing.ts'
import { parseQuery } from '../../shared/query.ts'
import { shortcutLabel } from '../keys.ts'
import { builtInViews, chooseView, keepViews, viewFilterOf } from '../store/listing.ts'
import type { BuiltInView } from '../store/listing.ts'
import { openDialog } from '../store/navigation.ts'
import { app } from '../store/store.ts'
import { inform } from '../store/toasts.ts'
import { openMenu } from '../ui/overlay.ts'
import type { MenuItem } from '../ui/overlay.ts'
import { listedBy } from './filter.ts'
import { modelLabel } from './labels.ts'
import { anchorOf, VIEWS_ID } from './menuAnchor.ts'

/** Shows the views that there are, each with how many sessions it shows. */
export function openViewMenu(): void {
  const { t, viewId, views, filter, platform } = app.getState()
  const names = Object.keys(builtInViews) as BuiltInView[]
  const line = (id: string, label: string, number: number): MenuItem => ({
    kind: 'choice',
    id,
    label,
    checked: id === viewId,
    count: count(viewFilterOf(id, views)),
    keys: number <= 9 ? shortcutLabel(`Mod+${number}`, platform) : '',
    perform: () => chooseView(id),
  })
  const current = views.find((view) => view.id === viewId)
  const changed = current !== undefined && viewFilterOf(viewId, views) !== filter
  openMenu({
    anchor: anchorOf(VIEWS_ID),
    label: t('view.menu'),
    items: [
      ...names.map((name, index) => line(name, t(`view.${name}`), index + 1)),
      ...(views.length === 0 ? [] : [{ kind: 'separator', id: 'kept' } as const]),
      ...views.map((view, index) => line(view.id, view.name, names.length + index + 1)),
      { kind: 'separator', id: 'end' },
      { kind: 'action', id: 'save', label: t('view.save'), icon: Plus, perform: saveAsView },
      ...(current === undefined ? [] : actionsOf(current, changed)),
    ],
  })
}

function actionsOf(view: SavedView, changed: boolean): readonly MenuItem[] {
  const { t } = app.getState()
  const { name } = view
  return [
    ...(changed
      ? [
          {
            kind: 'action',
            id: 'update',
            label: t('view.update', { name }),
            icon: Save,
            perform: () => {
              const { views, filter } = app.getState()
              keepViews(views.map((one) => (one.id === view.id ? { ...one, filter } : one)))
            },
          } as const,
        ]
      : []),
    {
      kind: 'action',
      id: 'edit',
      label: t('view.edit', { name }),
      icon: Pencil,
      perform: () => openDialog({ kind: 'view', view }),
    },
    {
      kind: 'action',
      id: 'remove',
      label: t('view.remove', { name }),
      icon: Trash,
      danger: true,
      perform: () => remove(view),
    },
  ]
}

function saveAsView(): void {
  const { t, views } = app.getState()
  if (views.length >= MOST_VIEWS) inform(t('view.full', { count: MOST_VIEWS }))
  else openDialog({ kind: 'view', view: null })
}

/** The way back puts it where it was. */
function remove(view: SavedView): void {
  const { t, views } = app.getState()
  const at = views.findIndex((one) => one.id === view.id)
  keepViews(views.filter((one) => one.id !== view.id))
  chooseView('all')
  inform(t('view.removed', { name: view.name }), {
    label: t('common.undo'),
    perform: () => {
      const now = app.getState().views
      if (now.every((one) => one.id !== view.id)) keepViews(now.toSpliced(at, 0, view))
      chooseView(view.id)
    },
  })
}

/** How many sessions a filter shows. */
function count(filter: string): number {
  const { rows, now, t, providers } = app.getState()
  const fits = listedBy(parseQuery(filter, now), (row) => modelLabel(t, providers, row.providerId, row.model) ?? '')
  let found = 0
  for (const row of rows.values()) if (fits(row)) found += 1
  return found
}
