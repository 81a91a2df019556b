/** How the runtime is doing. Plain, immutable data that crosses the border; times are epoch milliseconds. */

/** How the runtime is doing. */
export type RuntimeStatus =
  | { readonly state: 'stopped' }
  /** `slow`: it takes longer than it usually does. */
  | { readonly state: 'starting'; readonly slow?: boolean }
  | { readonly state: 'running'; readonly version: string }
  | {
      readonly state: 'restarting'
      readonly attempt: number
      readonly of: number
      readonly reason: RuntimeFailure
      readonly slow?: boolean
    }
  | { readonly state: 'failed'; readonly reason: RuntimeFailure; readonly message: string }

/** Why the runtime does not run; `givenUp`: the person stopped the attempts to start it. */
export type RuntimeFailure =
  | 'exited'
  | 'frozen'
  | 'missing'
  | 'notExecutable'
  | 'protocol'
  | 'startTimeout'
  | 'homeReadOnly'
  | 'diskFull'
  | 'givenUp'
  | 'other'
