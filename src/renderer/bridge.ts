import type { Input, OperationName, Output } from '../shared/contract.ts'
import type { Reply } from '../shared/errors.ts'
import { unwrap } from '../shared/errors.ts'
import type { AppEvent } from '../shared/events.ts'
import type { Attached } from '../shared/model/draft.ts'
import type { ImportOffer } from '../shared/model/keeping.ts'
import type { Bridge } from '../preload/index.ts'

declare global {
  interface Window {
    readonly retoma: Bridge
  }
}

/** Asks main for something; rejects with an AppError when main could not do it. */
export async function call<K extends OperationName>(name: K, input: Input<K>): Promise<Output<K>> {
  return unwrap((await window.retoma.call(name, input)) as Reply<Output<K>>)
}

/** Gives files that were dropped or pasted to main; what page code can't do is name a path. */
export async function attach(files: readonly File[]): Promise<Attached> {
  return unwrap((await window.retoma.attach(files)) as Reply<Attached>)
}

/** Lets main look at files that were dropped to be imported; null when none of them is on the disk. */
export async function lookAtImport(files: readonly File[], work: string): Promise<ImportOffer | null> {
  const reply = (await window.retoma.lookAtImport(files, work)) as Reply<ImportOffer> | null
  return reply === null ? null : unwrap(reply)
}

/** Hears what main tells, in batches of at most one a frame; returns its undo. */
export function onEvents(listener: (batch: readonly AppEvent[]) => void): () => void {
  return window.retoma.onEvents(listener)
}
