import { StandinEvent } from './event.ts'
import type { NativeImage } from './nativeImage.ts'
import { clickRole, labelOfRole } from './roles.ts'
import { strict, StrictEmitter } from './strict.ts'
import { BrowserWindow } from './window.ts'

type ItemOptions = Omit<Electron.MenuItemConstructorOptions, 'submenu' | 'click' | 'icon'> & {
  submenu?: Menu | Array<ItemOptions | MenuItem>
  click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void
  icon?: NativeImage | string
}
type Role = Electron.MenuItemConstructorOptions['role']
type Type = NonNullable<Electron.MenuItem['type']>

let lastCommandId = 0
let groupOf: (menu: Menu, item: MenuItem) => MenuItem[]

/** `MenuItem`. */
export class MenuItem {
  readonly commandId: number = ++lastCommandId
  id: string
  label: string
  sublabel: string
  toolTip: string
  type: Type
  role: Role
  accelerator: string | null
  registerAccelerator: boolean
  enabled: boolean
  visible: boolean
  icon: NativeImage | string | undefined
  submenu: Menu | undefined
  menu: Menu | undefined
  /** What the person would do; also toggles a check mark, as Electron does before it calls the app. */
  click: (event?: object, window?: BrowserWindow) => void
  #checked: boolean

  constructor(options: ItemOptions) {
    const { role, submenu, click } = options
    if (options.type === 'submenu' && !submenu) throw new Error('Invalid submenu')
    this.role = role
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : submenu
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.id = options.id ?? ''
    this.label = options.label ?? labelOfRole(role)
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.accelerator = options.accelerator ?? null
    this.registerAccelerator = options.registerAccelerator ?? true
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.icon = options.icon
    this.#checked = options.checked ?? false
    this.click = (event = new StandinEvent(), window = BrowserWindow.getFocusedWindow() ?? undefined) => {
      if (!this.enabled) return
      if (this.type === 'checkbox') this.checked = !this.checked
      if (this.type === 'radio') this.checked = true
      if (!clickRole(role, window)) click?.(this, window, event)
    }
  }

  get checked(): boolean {
    return this.#checked
  }

  set checked(checked: boolean) {
    this.#checked = checked
    if (this.type !== 'radio' || !checked || !this.menu) return
    for (const other of groupOf(this.menu, this)) if (other !== this) other.#checked = false
  }
}

strict('menuItem', MenuItem.prototype)

let applicationMenu: Menu | null = null

/** `Menu`: nothing is drawn; items are found and clicked by code. */
export class Menu extends StrictEmitter {
  static override standinName = 'menu'
  static override standinEvents: ReadonlySet<string> = new Set(['menu-will-show', 'menu-will-close'])

  items: MenuItem[] = []
  #open = false
  #closed: (() => void) | undefined

  append(menuItem: MenuItem): void {
    this.insert(this.items.length, menuItem)
  }

  insert(position: number, menuItem: MenuItem): void {
    if (!(menuItem instanceof MenuItem)) throw new TypeError('Invalid item')
    if (position < 0) throw new RangeError(`Position ${String(position)} cannot be less than 0`)
    if (position > this.items.length) {
      throw new RangeError(`Position ${String(position)} cannot be greater than the total MenuItem count`)
    }
    this.items.splice(position, 0, menuItem)
    menuItem.menu = this
    if (menuItem.type === 'radio' && !this.#group(menuItem).some((item) => item.checked)) {
      const first = this.#group(menuItem)[0]
      if (first) first.checked = true
    }
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(options: { window?: BrowserWindow; x?: number; y?: number; callback?: () => void } = {}): void {
    this.#open = true
    this.#closed = options.callback
    this.emit('menu-will-show', new StandinEvent())
  }

  closePopup(): void {
    if (!this.#open) return
    this.#open = false
    this.emit('menu-will-close', new StandinEvent())
    this.#closed?.()
  }

  #group(item: MenuItem): MenuItem[] {
    const at = this.items.indexOf(item)
    const before = this.items.slice(0, at).findLastIndex((one) => one.type !== 'radio')
    const after = this.items.findIndex((one, i) => i > at && one.type !== 'radio')
    return this.items.slice(before + 1, after === -1 ? undefined : after)
  }

  static {
    groupOf = (menu, item) => menu.#group(item)
  }

  static buildFromTemplate(template: Array<ItemOptions | MenuItem>): Menu {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new Menu()
    for (const item of template) {
      const valid = item instanceof MenuItem || 'label' in item || 'role' in item || item.type === 'separator'
      if (!valid) throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
      menu.append(item instanceof MenuItem ? item : new MenuItem(item))
    }
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }
}
