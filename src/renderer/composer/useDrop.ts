import type { RefObject } from 'react'
import { useFileDrop } from '../drop/fileDrop.ts'
import { focusPane } from '../panes/actions.ts'
import { isInPaneOf } from '../panes/focused.ts'
import { attachFiles } from './attaching.ts'

/** Takes files that are dropped anywhere on the page, or beside other sessions on this one; tells whether some are held over it right now. */
export function useDrop(sessionId: string, box: RefObject<HTMLElement | null>): boolean {
  return useFileDrop({
    place: 'box',
    isMine: (target) => isInPaneOf(target, box.current),
    take: (files) => {
      focusPane(sessionId)
      void attachFiles(sessionId, [...files])
    },
  })
}
