/** The first argument of Electron's events. */
export class StandinEvent {
  #prevented = false

  preventDefault(): void {
    this.#prevented = true
  }

  get defaultPrevented(): boolean {
    return this.#prevented
  }
}

/** An event that carries details, as the newer ones of Electron do. */
export function eventWith<T extends object>(details: T): StandinEvent & T {
  return Object.assign(new StandinEvent(), details)
}
