import { call } from '../bridge.ts'
import type { AsideTold } from '../../shared/aside.ts'
import { toFailure } from '../../shared/errors.ts'
import { boxOf } from '../composer/inserts.ts'
import { focusComposer } from '../store/navigation.ts'
import { attempt } from '../store/toasts.ts'
import { aside, type Exchange } from './state.ts'

/** Opens the panel over the box of a session; what was asked about another one is gone. */
export function openAside(sessionId: string): void {
  if (aside.getState().sessionId !== sessionId) {
    forget()
    aside.setState({ sessionId, run: crypto.randomUUID(), exchanges: [], typed: '' })
  }
  aside.setState(({ focus }) => ({ focus: focus + 1 }))
}

/** Closes the panel: nothing of what was asked and answered is left. */
export function closeAside(): void {
  forget()
  aside.setState({ sessionId: null, exchanges: [], typed: '' })
  focusComposer()
}

/** Asks what is typed. */
export async function ask(): Promise<void> {
  const { sessionId, run, typed } = aside.getState()
  const question = typed.trim()
  if (sessionId === null || question === '' || isAsking()) return
  aside.setState(({ exchanges }) => ({ typed: '', exchanges: [...exchanges, { ...asked, question }] }))
  try {
    await call('aside.ask', { id: sessionId, run, question })
  } catch (error) {
    change(run, () => ({ outcome: 'failed', refused: toFailure(error) }))
  }
}

/** Whether an answer is on its way. */
export function isAsking(): boolean {
  return aside.getState().exchanges.at(-1)?.outcome === 'running'
}

/** Ends the answer that is on its way. */
export function stopAside(): void {
  void attempt(call('aside.stop', { run: aside.getState().run }))
}

/** Puts a question into the box, where it can be sent as a message; the panel goes. */
export function promote(question: string): void {
  const { sessionId } = aside.getState()
  const box = sessionId === null ? undefined : boxOf(sessionId)
  if (box === undefined) return
  box.insert(question, [])
  closeAside()
}

/** Takes what main tells of an answer. */
export function hearAside(told: AsideTold): void {
  switch (told.what) {
    case 'asked':
      change(told.run, () => ({ model: told.model }))
      break
    case 'text':
      // A try that failed streams once more, under another id.
      change(told.run, ({ itemId, answer }) => ({
        itemId: told.itemId,
        answer: itemId === told.itemId ? answer + told.text : told.text,
      }))
      break
    case 'message':
      change(told.run, ({ model }) => ({ itemId: told.itemId, answer: told.text, model: told.model ?? model }))
      break
    case 'ended':
      change(told.run, () => ({ outcome: told.outcome, error: told.error }))
      break
  }
}

const asked = { itemId: null, answer: '', model: null, outcome: 'running', error: null, refused: null } as const

/** Changes the last question of a thread, if that is the one which is shown. */
function change(run: string, patch: (last: Exchange) => Partial<Exchange>): void {
  aside.setState((view) => {
    const last = view.exchanges.at(-1)
    if (view.run !== run || last === undefined) return view
    return { exchanges: [...view.exchanges.slice(0, -1), { ...last, ...patch(last) }] }
  })
}

function forget(): void {
  const { run, exchanges } = aside.getState()
  if (exchanges.length > 0) void attempt(call('aside.close', { run }))
}
