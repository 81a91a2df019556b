import type { SessionsDeps } from '../sessions.ts'

/** What tests of sessions need and most do not care about: no limits known, plain words, a doctor that finds nothing. */
export const quietParts: Pick<SessionsDeps, 'attachmentsFolder' | 'contextLimit' | 'compactAt' | 'words' | 'doctor'> = {
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
  }),
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
