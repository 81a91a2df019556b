import type { AppEvent } from '../shared/events.ts'
import type { AppNotice } from '../shared/model/boot.ts'

/** What the app has to say about itself now. */
export interface Notices {
  list(): readonly AppNotice[]
  add(...notices: readonly AppNotice[]): void
  /** What these tell of is over, or the person has seen it. */
  remove(...kinds: readonly string[]): void
  /** From now on the window is told of every change. */
  tell(emit: (event: AppEvent) => void): void
}

/** Keeps one notice of a kind. */
export function createNotices(): Notices {
  let notices: readonly AppNotice[] = []
  let emit: (event: AppEvent) => void = () => undefined

  return {
    list: () => notices,
    add: (...added) => {
      for (const notice of added) {
        notices = [...notices.filter(({ kind }) => kind !== notice.kind), notice]
        emit({ type: 'notice.added', notice })
      }
    },
    remove: (...kinds) => {
      const gone = notices.filter(({ kind }) => kinds.includes(kind))
      notices = notices.filter((notice) => !gone.includes(notice))
      for (const { kind } of gone) emit({ type: 'notice.removed', kind })
    },
    tell: (next) => {
      emit = next
    },
  }
}
