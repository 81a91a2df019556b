import { Menu } from '@base-ui/react/menu'
import Check from 'lucide-react/icons/check'
import { useRef } from 'react'
import type { ReactNode } from 'react'
import { useApp } from '../store/store.ts'
import type { Anchor, MenuItem } from './overlay.ts'
import { closeOverlay, focusAfter, useOverlay } from './overlay.ts'
import { useLast } from './useLast.ts'
import './floating.css'
import './tag.css'

/** The one menu of the window, shown beside whatever asked for it. */
export function MenuHost(): ReactNode {
  const menu = useOverlay((state) => state.menu)
  const chosen = useRef<(() => void) | null>(null)
  const shown = useLast(menu)

  return (
    <Menu.Root
      open={menu !== null}
      onOpenChange={(open) => {
        if (!open) closeOverlay()
      }}
      onOpenChangeComplete={(open) => {
        // After the focus has gone back: a dialog that opens now finds it where it belongs.
        if (open) return
        const perform = chosen.current
        chosen.current = null
        perform?.()
      }}
    >
      <Menu.Portal>
        <Menu.Positioner
          className="floating"
          anchor={shown === null ? null : anchorOf(shown.anchor)}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Menu.Popup className="menu" aria-label={shown?.label ?? ''} finalFocus={focusAfter}>
            {shown?.items.map((item) => (
              <Line key={item.id} item={item} choose={(perform) => (chosen.current = perform)} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function Line({
  item,
  choose,
}: {
  readonly item: MenuItem
  readonly choose: (perform: () => void) => void
}): ReactNode {
  if (item.kind === 'separator') return <Menu.Separator className="menu-separator" />
  if (item.kind === 'text') return <div className="menu-text">{item.label}</div>
  if (item.kind === 'choice') return <Choice item={item} choose={choose} />
  const Icon = item.icon
  return (
    <Menu.Item
      className={`menu-item ${item.danger === true ? 'menu-item-danger' : ''}`}
      disabled={item.disabled ?? false}
      onClick={() => choose(item.perform)}
    >
      <span className="menu-icon">{Icon !== undefined && <Icon aria-hidden="true" />}</span>
      <span className="menu-label">
        {item.label}
        {item.hint !== undefined && <span className="menu-hint">{item.hint}</span>}
      </span>
      {item.keys !== undefined && item.keys !== '' && <kbd className="menu-keys">{item.keys}</kbd>}
    </Menu.Item>
  )
}

function Choice({
  item,
  choose,
}: {
  readonly item: Extract<MenuItem, { kind: 'choice' }>
  readonly choose: (perform: () => void) => void
}): ReactNode {
  const language = useApp((state) => state.dateLocale)
  return (
    <Menu.CheckboxItem className="menu-item" checked={item.checked} closeOnClick onClick={() => choose(item.perform)}>
      <span className="menu-icon">{item.checked && <Check aria-hidden="true" />}</span>
      {item.colour !== undefined && <span className={`tag-dot tag-${item.colour}`} aria-hidden="true" />}
      <span className="menu-label">{item.label}</span>
      {item.count !== undefined && (
        <span className="menu-count">{new Intl.NumberFormat(language).format(item.count)}</span>
      )}
      {item.keys !== undefined && item.keys !== '' && <kbd className="menu-keys">{item.keys}</kbd>}
    </Menu.CheckboxItem>
  )
}

/** What Base UI can place something beside. */
export function anchorOf(anchor: Anchor): Element | { getBoundingClientRect: () => DOMRect } {
  return anchor instanceof Element ? anchor : { getBoundingClientRect: () => new DOMRect(anchor.x, anchor.y, 0, 0) }
}
