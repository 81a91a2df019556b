import type { Draft, QueuedMessage } from '../../src/shared/model/draft.ts'
import type { RequestOutcome } from '../../src/shared/model/request.ts'
import type { TurnOutcome } from '../../src/shared/model/turn.ts'

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
  readonly window: { readonly id: string; readonly box: Written; readonly attached: readonly string[] } | null
  /** What was typed as the topic of a new session; null when nothing was. */
  readonly topic: string | null
  /** The settings that the torture changes, as one text. */
  readonly settings: string
  /** Files of the home and of our data that still hold something of a session that was deleted for good. */
  readonly leftovers: readonly string[]
  /** What others could read of our data, and logs that hold what was said. */
  readonly exposed: readonly string[]
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
  /** The names of what is attached to the draft; see {@link FoundQueued}. */
  readonly attached: readonly string[]
  readonly queue: readonly FoundQueued[]
  readonly turns: readonly FoundTurn[]
  readonly bookmarks: readonly { readonly name: string; readonly description: string }[]
  readonly unread: boolean
  readonly marks: Marks
  /** What is wrong with its log, as the doctor and our own reading say. */
  readonly damages: readonly string[]
}

/** A message that waits. Of what is attached the names; one whose own copy is not what it was has another name. */
export interface FoundQueued extends Pick<QueuedMessage, 'text' | 'state'> {
  readonly attached: readonly string[]
}

export interface FoundTurn {
  readonly prompt: string | null
  readonly attached: readonly string[]
  readonly questions: readonly FoundQuestion[]
  readonly outcome: TurnOutcome
  readonly answers: readonly { readonly text: string; readonly complete: boolean }[]
}

/** Something that the model asked, with what was typed into its answer; empty where nothing was. */
export interface FoundQuestion {
  readonly question: string
  readonly outcome: RequestOutcome | null
  readonly reply: string
}

/** What was found, in few words: evidence that can be read. */
export function describeFound({ sessions, trash, notices, window, topic, settings, library }: Found): string {
  const lines = sessions.map(({ id, title, draft, attached, queue, turns, bookmarks, unread, marks }) =>
    [
      `  ${id} ${title ?? ''}${unread ? ' unread' : ''}`,
      `    draft ${JSON.stringify(draft)} ${attached.join(' ')}`,
      `    queue ${queue.map((one) => `${JSON.stringify(one.text)} ${one.state} ${one.attached.join(' ')}`).join(', ')}`,
      ...turns.map(
        ({ prompt, attached: sent, outcome, answers, questions }) =>
          `    turn ${JSON.stringify(prompt)} ${sent.join(' ')} ${outcome} ${answers.map(({ text, complete }) => `${text.length}${complete ? '' : '…'}`).join('+')} ${questions.length === 0 ? '' : JSON.stringify(questions)}`,
      ),
      `    bookmarks ${JSON.stringify(bookmarks)}; marks ${JSON.stringify(marks)}`,
    ].join('\n'),
  )
  return [
    ...lines,
    `  trash ${trash.join(' ')}; notices ${notices.join(' ')}; window ${JSON.stringify(window)}; topic ${topic ?? ''}; settings ${settings}; library ${library}`,
  ].join('\n')
}
