import type { Marks, Written } from './found.ts'
import { createRegister, type Asked, type Register } from './register.ts'

/** Where a session can be; `nowhere`: not made yet, or deleted for good. */
export type Place = 'here' | 'trash' | 'nowhere'

/** What is typed into a box; `sent` names the message whose sending empties it. */
export interface Typed {
  readonly draft: Written | null
  /** The names of what is attached. */
  readonly attached: readonly string[]
  readonly sent: string | null
}

/** How somebody asks the person something: the model with a question, or one of its servers with a form. */
export type AskedBy = 'question' | 'form'

/** What the person was asked in the turn of a message, as far as somebody has heard of it. */
export interface QuestionTruth {
  readonly kind: AskedBy
  /** What was typed into its answer and not given. */
  readonly reply: Register<string>
  /** Since when it was shown; null while nobody had seen it. */
  shownAt: number | null
  /** How often somebody answered it: the model may be asked once more each time. */
  answers: number
  /**
   * The app was killed while it waited. Its runtime outlives it for a moment, in which nobody can answer any more: it may tell
   * the model so, whose words nobody hears.
   */
  cut: boolean
  /** Somebody has answered it since it was found waiting. */
  given: boolean
}

/** One message of the person, known by its token. */
export interface MessageTruth {
  readonly token: string
  readonly text: string
  /** The names of what went along. */
  readonly attached: readonly string[]
  /** What the model asks before it answers; null where it just answers. */
  readonly question: QuestionTruth | null
  /** `asked`: it may have arrived; `owed`: the app said so. */
  stored: 'asked' | 'owed'
  removal: 'none' | 'asked' | 'owed'
  /** How often the person let the queue go on while it stood there: it may be sent once more each time. */
  resumes: number
  /** How many requests the model had seen of it when it was found waiting: no more may come by themselves. */
  frozenAt: number | null
  /** How much of its answer was on screen when, in characters. */
  shown: readonly { readonly at: number; readonly length: number }[]
  /** Since when the answer was shown as finished; null while it was not. */
  doneAt: number | null
}

/** What is known of one session by whoever works with it. */
export interface SessionTruth {
  readonly id: string
  readonly place: Register<Place>
  /** Null until somebody gave one. */
  readonly title: Register<string | null>
  readonly draft: Register<Typed>
  /** What each bookmark says about itself, by its name; null while it is not there. */
  readonly bookmarks: Map<string, Register<string | null>>
  readonly unread: Register<boolean>
  readonly marks: { readonly [K in keyof Marks]: Register<Marks[K]> }
  /** In the order in which they were sent. */
  readonly messages: MessageTruth[]
}

/** Everything that was done in one world, as the one who did it knows it: what the app is judged by. */
export interface Truth {
  readonly sessions: ReadonlyMap<string, SessionTruth>
  /** The session that the window shows; null where it is the window's own choice. */
  readonly shown: Register<string | null>
  /** What was typed as the topic of a new session. */
  readonly topic: Register<string | null>
  /** The settings, as one text. */
  readonly settings: Register<string>
  session(id: string): SessionTruth
  message(token: string): MessageTruth | undefined
  /** Begins a session; it may be there from now on. */
  create(id: string): Asked
  /** Begins a message; with `fromBox` its sending empties the box. */
  send(
    id: string,
    token: string,
    text: string,
    fromBox: boolean,
    more?: { readonly asks: AskedBy },
  ): { readonly owed: () => void; readonly refused: () => void }
  /** Sets or changes a bookmark; null removes it. */
  bookmark(id: string, name: string, description: string | null): Asked
  /** Part of an answer stands on the screen. */
  streamed(token: string, length: number, at: number): void
  finished(token: string, at: number): void
  /** What the model asks in the turn of a message is shown. */
  asked(token: string, at: number): void
}

/** See {@link Truth}. */
export function createTruth(): Truth {
  const sessions = new Map<string, SessionTruth>()
  const byToken = new Map<string, MessageTruth>()

  const session = (id: string): SessionTruth => {
    const found = sessions.get(id)
    if (found === undefined) throw new Error(`The torture knows no session ${id}`)
    return found
  }
  const forget = (id: string, message: MessageTruth): void => {
    const { messages } = session(id)
    const at = messages.indexOf(message)
    if (at >= 0) messages.splice(at, 1)
    byToken.delete(message.token)
  }

  return {
    sessions,
    shown: createRegister<string | null>(null),
    topic: createRegister<string | null>(null),
    settings: createRegister(''),
    session,
    message: (token) => byToken.get(token),
    create: (id) => {
      const made: SessionTruth = {
        id,
        place: createRegister<Place>('nowhere'),
        title: createRegister<string | null>(null),
        draft: createRegister<Typed>(emptied(null)),
        bookmarks: new Map(),
        unread: createRegister<boolean>(false),
        marks: { pinned: createRegister<boolean>(false), tags: createRegister(''), notes: createRegister('') },
        messages: [],
      }
      sessions.set(id, made)
      return made.place.ask('here')
    },
    send: (id, token, text, fromBox, more) => {
      // Sent before, never arrived, and still in the box: it is a new message.
      const before = byToken.get(token)
      if (before !== undefined) forget(id, before)
      const message: MessageTruth = {
        token,
        text,
        attached: fromBox ? session(id).draft.latest().attached : [],
        question:
          more === undefined
            ? null
            : { kind: more.asks, reply: createRegister(''), shownAt: null, answers: 0, cut: false, given: false },
        stored: 'asked',
        removal: 'none',
        resumes: 0,
        frozenAt: null,
        shown: [],
        doneAt: null,
      }
      byToken.set(token, message)
      session(id).messages.push(message)
      // Its turn ends some time, and nobody knows who is looking then.
      session(id).unread.ask(true)
      const box = fromBox ? session(id).draft.ask(emptied(token)) : null
      return {
        owed: () => {
          message.stored = 'owed'
          box?.owed()
        },
        refused: () => {
          forget(id, message)
          box?.refused()
        },
      }
    },
    bookmark: (id, name, description) => {
      const { bookmarks } = session(id)
      const register = bookmarks.get(name) ?? createRegister<string | null>(null)
      bookmarks.set(name, register)
      return register.ask(description)
    },
    streamed: (token, length, at) => {
      const message = byToken.get(token)
      if (message !== undefined) message.shown = [...message.shown, { at, length }]
    },
    finished: (token, at) => {
      const message = byToken.get(token)
      if (message !== undefined) message.doneAt ??= at
    },
    asked: (token, at) => {
      const question = byToken.get(token)?.question
      if (question != null) question.shownAt ??= at
    },
  }
}

function emptied(sent: string | null): Typed {
  return { draft: null, attached: [], sent }
}
