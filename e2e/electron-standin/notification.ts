import { randomUUID } from 'node:crypto'
import { assertReady } from './core.ts'
import { StandinEvent } from './event.ts'
import { StrictEmitter } from './strict.ts'

/** `Notification`: never on the screen; tests emit `click` and the like on it. */
export class Notification extends StrictEmitter {
  static override standinName = 'notification'
  static override standinEvents: ReadonlySet<string> = new Set(['show', 'click', 'close', 'reply', 'action', 'failed'])

  readonly id: string
  title: string
  subtitle: string
  body: string
  silent: boolean
  urgency: 'normal' | 'critical' | 'low'
  hasReply: boolean
  replyPlaceholder: string
  actions: Electron.NotificationAction[]
  timeoutType: 'default' | 'never'
  closeButtonText: string
  #shown = false

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    assertReady('Cannot create Notification before app is ready')
    super()
    this.id = options.id ?? randomUUID()
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.urgency = options.urgency ?? 'normal'
    this.hasReply = options.hasReply ?? false
    this.replyPlaceholder = options.replyPlaceholder ?? ''
    this.actions = options.actions ?? []
    this.timeoutType = options.timeoutType ?? 'default'
    this.closeButtonText = options.closeButtonText ?? ''
  }

  show(): void {
    this.#shown = true
    setImmediate(() => this.emit('show', new StandinEvent()))
  }

  close(): void {
    if (!this.#shown) return
    this.#shown = false
    setImmediate(() => this.emit('close', new StandinEvent()))
  }

  static isSupported(): boolean {
    return true
  }
}
