import { call } from '../bridge.ts'
import { withView } from './opened.ts'
import { createSaver } from './saver.ts'
import { app } from './store.ts'
import { attempt } from './toasts.ts'

const replies = createSaver<string>({
  delay: 200,
  write: (key, text) => {
    const [id = '', requestId = ''] = JSON.parse(key) as string[]
    void attempt(call('reply.save', { id, requestId, text }))
  },
})

/** Keeps what is typed into a request: in the store at once, on disk within 200 ms. Empty text is nothing. */
export function saveReply(id: string, requestId: string, text: string): void {
  app.setState((state) => ({
    opened: withView(state.opened, id, (view) => {
      const others = Object.entries(view.replies).filter(([other]) => other !== requestId)
      return { ...view, replies: Object.fromEntries(text === '' ? others : [...others, [requestId, text]]) }
    }),
  }))
  replies.set(JSON.stringify([id, requestId]), text)
}

/** The request was answered: main has removed what was typed into it. */
export function forgetReply(id: string, requestId: string): void {
  saveReply(id, requestId, '')
  replies.drop(JSON.stringify([id, requestId]))
}

/** Writes what still waits. */
export function flushReplies(): void {
  replies.flush()
}
