import { useEffect, useState } from 'react'
import type { FolderFacts } from '../../shared/model/draft.ts'
import { call } from '../bridge.ts'

const none: FolderFacts = { repository: null, branch: null }

/** What git knows of a folder; nothing until it was looked at. */
export function useFolderFacts(folder: string | null): FolderFacts {
  const [known, setKnown] = useState<{ readonly folder: string; readonly facts: FolderFacts } | null>(null)
  useEffect(() => {
    if (folder === null) return
    let over = false
    call('folder.facts', { folder }).then(
      (facts) => {
        if (!over) setKnown({ folder, facts })
      },
      // An id without them is an id, too.
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [folder])
  return known?.folder === folder ? known.facts : none
}
