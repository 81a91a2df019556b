import type { Draft, QueuedMessage, TurnOutcome } from '../../src/shared/model.ts'

/** What a person types: words and the caret. */
export type Written = Omit<Draft, 'attachments'>

/** Everything that a person could find after a start: plain data, compared with the truth. */
export interface Found {
  readonly sessions: readonly FoundSession[]
  /** The ids of the sessions in the trash, one for each entry. */
  readonly trash: readonly string[]
  /** What the app says about itself: `libraryLost`, `libraryRestored` … */
  readonly notices: readonly string[]
  /** The session that the window shows, with what its box holds; null for another page. */
  readonly window: { readonly id: string; readonly box: Written } | null
  /** What was typed as the topic of a new session; null when nothing was. */
  readonly topic: string | null
  /** What SQLite says of the library; `ok` when it is well. */
  readonly library: string
}

/** What a person put on a session; tags in one text. */
export interface Marks {
  readonly pinned: boolean
  readonly tags: string
  readonly notes: string
}

export interface FoundSession {
  readonly id: string
  readonly title: string | null
  readonly problem: string | null
  readonly draft: Written | null
  readonly queue: readonly Pick<QueuedMessage, 'text' | 'state'>[]
  readonly turns: readonly FoundTurn[]
  readonly bookmarks: readonly string[]
  readonly marks: Marks
  /** What is wrong with its log, as the doctor and our own reading say. */
  readonly damages: readonly string[]
}

export interface FoundTurn {
  readonly prompt: string | null
  readonly outcome: TurnOutcome
  readonly answers: readonly { readonly text: string; readonly complete: boolean }[]
}

/** What was found, in few words: evidence that can be read. */
export function describeFound({ sessions, trash, notices, window, topic, library }: Found): string {
  const lines = sessions.map(({ id, title, draft, queue, turns, bookmarks, marks }) =>
    [
      `  ${id} ${title ?? ''}`,
      `    draft ${JSON.stringify(draft)}`,
      `    queue ${queue.map(({ text, state }) => `${JSON.stringify(text)} ${state}`).join(', ')}`,
      ...turns.map(
        ({ prompt, outcome, answers }) =>
          `    turn ${JSON.stringify(prompt)} ${outcome} ${answers.map(({ text, complete }) => `${text.length}${complete ? '' : '…'}`).join('+')}`,
      ),
      `    bookmarks ${bookmarks.join(' ')}; marks ${JSON.stringify(marks)}`,
    ].join('\n'),
  )
  return [
    ...lines,
    `  trash ${trash.join(' ')}; notices ${notices.join(' ')}; window ${JSON.stringify(window)}; topic ${topic ?? ''}; library ${library}`,
  ].join('\n')
}
