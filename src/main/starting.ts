import { toFailure, type Failure } from '../shared/errors.ts'

export interface StartingDeps<T> {
  readonly start: () => Promise<T>
  /** Lets go of what a start that failed has opened, and opens it anew for the next one. */
  readonly again: () => Promise<void>
  /** Tells a person why the app can't start; resolves to whether to try again. */
  readonly ask: (failure: Failure) => Promise<boolean>
  readonly onFailed: (error: unknown) => void
}

/** Starts, as often as the person wants to try; rejects with the last failure, which they have been told of. */
export async function startOrAsk<T>({ start, again, ask, onFailed }: StartingDeps<T>): Promise<T> {
  for (;;) {
    try {
      return await start()
    } catch (error) {
      onFailed(error)
      if (!(await ask(toFailure(error)))) throw error
      await again()
    }
  }
}
