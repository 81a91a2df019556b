import { call } from '../bridge.ts'
import type { AppEvent } from '../../shared/events.ts'

/** One more of many things was done. */
export type Progress = Extract<AppEvent, { type: 'work.progressed' }>

/** A call that does many things, as the window follows it. */
export interface Work {
  /** To be passed with the call. */
  readonly id: string
  /** Ends it after what it is doing now. */
  readonly cancel: () => void
}

const hearing = new Map<string, (progress: Progress) => void>()

/** Follows a call that does many things, from before it is made until it has answered. */
export async function followWork<T>(
  onProgress: (progress: Progress) => void,
  perform: (work: Work) => Promise<T>,
): Promise<T> {
  const id = crypto.randomUUID()
  hearing.set(id, onProgress)
  try {
    return await perform({ id, cancel: () => void call('work.cancel', { work: id }).catch(() => undefined) })
  } finally {
    hearing.delete(id)
  }
}

/** Passes on how a call goes to who follows it. */
export function hearWork(progress: Progress): void {
  hearing.get(progress.id)?.(progress)
}
