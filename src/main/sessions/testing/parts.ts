import { createDiscardedDrafts } from '../discardedDrafts.ts'
import { createUnfinishedExports } from '../unfinishedExports.ts'
import { createVersions } from '../versions.ts'
import type { SessionsDeps } from '../port.ts'

/** What tests of sessions need and most do not care about: no limits known, plain words, a doctor that finds nothing. */
export const quietParts: Pick<
  SessionsDeps,
  | 'archive'
  | 'discarded'
  | 'unfinished'
  | 'importsFolder'
  | 'knowsProvider'
  | 'language'
  | 'locale'
  | 'attachmentsFolder'
  | 'contextLimit'
  | 'compactAt'
  | 'words'
  | 'doctor'
  | 'isHeld'
  | 'copies'
  | 'asideCopies'
  | 'sentBefore'
  | 'versions'
> = {
  archive: {
    write: () => Promise.reject(new Error('nothing to export here')),
    secrets: () => Promise.resolve({ secrets: [], more: false }),
    zip: () => Promise.reject(new Error('nothing to export here')),
    sources: () => Promise.resolve({ sources: [], refused: [] }),
    peek: () => Promise.reject(new Error('none')),
    stage: () => Promise.reject(new Error('nothing to import here')),
    place: () => Promise.reject(new Error('nothing to import here')),
    drop: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  },
  discarded: createDiscardedDrafts('/nowhere/drafts', { error: () => undefined }),
  unfinished: createUnfinishedExports('/nowhere/exports', { error: () => undefined }),
  importsFolder: '/nowhere/imports',
  knowsProvider: () => true,
  language: () => 'en',
  locale: 'en',
  attachmentsFolder: '/nowhere/attachments',
  contextLimit: () => null,
  compactAt: () => 0.8,
  words: () => ({
    intro: 'What was said before:',
    leftOut: ({ messages, of }) => `(the newest ${messages} of ${of})`,
    summary: '# Summary',
    you: 'You',
    copilot: 'Copilot',
    continuedTitle: (title) => `${title}, continued`,
    forkTitle: (title) => `Fork of ${title}`,
    earlierTitle: (title) => `${title}, earlier`,
  }),
  isHeld: () => Promise.resolve(false),
  sentBefore: () => Promise.resolve([]),
  versions: createVersions('/nowhere/rewinds', '/nowhere/session-state'),
  copies: { fork: () => Promise.reject(new Error('nothing to fork here')) },
  asideCopies: { left: () => Promise.resolve([]), wipe: () => Promise.resolve() },
  doctor: {
    scan: (id) =>
      Promise.resolve({
        id,
        bytes: 0,
        lines: 0,
        events: 0,
        healthy: true,
        damages: [],
        damaged: 0,
        lost: 0,
        undoable: null,
        slimmable: { bytes: 0, events: 0 },
      }),
    repair: () => Promise.reject(new Error('nothing to repair here')),
  },
}
