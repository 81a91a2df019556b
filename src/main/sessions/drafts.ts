import type { Draft, NewSessionDraft } from '../../shared/model/draft.ts'
import type { Library } from '../library/port.ts'
import type { Attachments } from './attachments.ts'
import type { Catalogue } from './catalogue.ts'
import { readNewSession, writeNewSession } from './newSessionText.ts'

/** A draft as the window tells it: attachments by the ids that main gave them. */
export type TypedDraft = Omit<Draft, 'attachments'> & { readonly attachments?: readonly string[] | undefined }

/** What was typed and not sent yet; each call resolves when it is durable. */
export interface Drafts {
  /** Null, or one without words and attachments, removes it. */
  saveDraft(id: string, draft: TypedDraft | null): Promise<void>
  /** Puts a text before what is written; false where there is no such session. */
  addToDraft(id: string, text: string): Promise<boolean>
  /** An answer that is half written. */
  saveReply(id: string, requestId: string, text: string): Promise<void>
  newSession(): Promise<NewSessionDraft | null>
  saveNewSession(draft: NewSessionDraft | null): Promise<void>
}

export interface DraftsDeps {
  readonly library: Library
  readonly catalogue: () => Catalogue
  readonly attachments: Attachments
}

/** Under which the library keeps what was entered for a new session: no session can have this id. */
const NEW_SESSION = 'new session'

/** See {@link Drafts}. A late key press of a session that was just deleted changes nothing: its draft went with it. */
export function createDrafts({ library, catalogue, attachments }: DraftsDeps): Drafts {
  /** What the library holds of a new session. In memory, so that the last words of a window that closes wait for nothing. */
  let newSessionText: string | null = null

  let adding: Promise<unknown> = Promise.resolve()
  const add = async (id: string, text: string): Promise<boolean> => {
    if (!catalogue().has(id)) return false
    const before = await library.draft(id)
    const whole = before === null || before.text === '' ? text : `${text}\n\n${before.text}`
    const caret = { selectionStart: whole.length, selectionEnd: whole.length }
    catalogue().setDraft(id, true)
    await library.putDraft(id, { text: whole, ...caret, attachments: before?.attachments ?? [] })
    return true
  }

  return {
    saveDraft: async (id, draft) => {
      if (!catalogue().has(id)) return
      const going = draft === null ? [] : attachments.resolve(draft.attachments)
      const kept = draft === null || (draft.text === '' && going.length === 0) ? null : { ...draft, attachments: going }
      catalogue().setDraft(id, kept !== null)
      await library.putDraft(id, kept)
      attachments.know(going)
    },
    addToDraft: (id, text) => {
      // One after the other: of two that read the same draft the second would take the first's place.
      const added = adding.then(() => add(id, text))
      adding = added.catch(() => undefined)
      return added
    },
    saveReply: async (id, requestId, text) => {
      if (catalogue().has(id)) await library.putReply(id, requestId, text === '' ? null : text)
    },
    newSession: async () => {
      newSessionText = (await library.draft(NEW_SESSION))?.text ?? null
      return newSessionText === null ? null : readNewSession(newSessionText)
    },
    saveNewSession: (draft) => {
      newSessionText = draft === null ? null : writeNewSession(draft, newSessionText)
      const kept =
        newSessionText === null ? null : { text: newSessionText, selectionStart: 0, selectionEnd: 0, attachments: [] }
      return library.putDraft(NEW_SESSION, kept)
    },
  }
}
