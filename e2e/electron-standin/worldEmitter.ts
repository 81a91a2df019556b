type Listener = (...args: unknown[]) => void

/** What a preload gets as `events`: runs in the isolated world, and is self-contained. */
export class WorldEmitter {
  #listeners = new Map<string, Listener[]>()
  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
    return this
  }

  addListener(event: string, listener: Listener): this {
    return this.on(event, listener)
  }

  once(event: string, listener: Listener): this {
    const once = (...args: unknown[]): void => {
      this.removeListener(event, once)
      listener(...args)
    }
    return this.on(event, Object.assign(once, { listener }))
  }

  off(event: string, listener: Listener): this {
    return this.removeListener(event, listener)
  }

  removeListener(event: string, listener: Listener): this {
    const listeners = this.#listeners.get(event) ?? []
    const at = listeners.findLastIndex(
      (one) => one === listener || (one as { listener?: Listener }).listener === listener,
    )
    if (at !== -1) this.#listeners.set(event, listeners.toSpliced(at, 1))
    return this
  }

  removeAllListeners(event?: string): this {
    if (event === undefined) this.#listeners.clear()
    else this.#listeners.delete(event)
    return this
  }

  emit(event: string, ...args: unknown[]): boolean {
    const listeners = this.#listeners.get(event) ?? []
    for (const listener of listeners) listener.apply(this, args)
    return listeners.length > 0
  }

  listeners(event: string): Listener[] {
    return [...(this.#listeners.get(event) ?? [])]
  }

  listenerCount(event: string): number {
    return this.#listeners.get(event)?.length ?? 0
  }

  eventNames(): string[] {
    return [...this.#listeners.keys()]
  }

  setMaxListeners(): this {
    return this
  }
}
