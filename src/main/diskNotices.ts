import type { AppNotice } from '../shared/model/boot.ts'
import type { HomeTrouble } from './agent/homeWatch.ts'
import type { LibraryTrouble } from './library/writes.ts'
import type { Notices } from './notices.ts'

const ofLibrary: Record<LibraryTrouble, AppNotice> = { diskFull: { kind: 'diskFull' }, unwritable: { kind: 'unsaved' } }
const ofHome: Record<HomeTrouble, AppNotice> = {
  readOnly: { kind: 'homeReadOnly' },
  full: { kind: 'homeFull' },
  unwritable: { kind: 'homeUnwritable' },
}

/** Says in lasting notices what can't be written, and takes them back when it can. */
export function createDiskNotices(notices: Pick<Notices, 'add' | 'remove'>): {
  readonly library: (trouble: LibraryTrouble | null) => void
  readonly home: (trouble: HomeTrouble | null) => void
} {
  const show = (all: Readonly<Record<string, AppNotice>>, notice: AppNotice | null): void => {
    const others = Object.values(all).filter((other) => other !== notice)
    notices.remove(...others.map(({ kind }) => kind))
    if (notice !== null) notices.add(notice)
  }
  return {
    library: (trouble) => show(ofLibrary, trouble === null ? null : ofLibrary[trouble]),
    home: (trouble) => show(ofHome, trouble === null ? null : ofHome[trouble]),
  }
}
