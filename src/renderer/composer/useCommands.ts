import { useRef, useState } from 'react'
import type { RefObject } from 'react'
import { call } from '../bridge.ts'
import { commandIn } from '../../shared/slash.ts'
import { app, selectShownId } from '../store/store.ts'
import { report } from '../store/toasts.ts'
import { commandsOf } from './completion/completion.ts'
import { runOwn, takesWords } from './completion/ownCommands.ts'
import { empty } from './editing.ts'

/** A command that was run, and what it said; `text` is null while it runs. */
export interface Ran {
  readonly name: string
  readonly text: string | null
}

/** Runs what is typed when it is a command. */
export function useCommands(
  sessionId: string,
  box: RefObject<HTMLTextAreaElement | null>,
): {
  readonly ran: Ran | null
  readonly forget: () => void
  /** True when the text was a command that sends nothing; false: it is to be sent. */
  readonly tryRun: (text: string) => Promise<boolean>
} {
  const [ran, setRan] = useState<Ran | null>(null)
  const running = useRef(false)

  const tryRun = async (text: string): Promise<boolean> => {
    const command = commandIn(text)
    if (command === null) return false
    const { name, input } = command
    const typed = box.current?.value ?? ''
    const clear = (): void => {
      const area = box.current
      // What was typed meanwhile stays.
      if (area?.value === typed) empty(area)
    }
    const found = (await commandsOf(sessionId)).find((one) => one.name === name)
    // What takes no words and has some is meant for the model.
    if (found === undefined || found.how === 'ask' || (found.how === 'own' && input !== '' && !takesWords(name)))
      return false
    if (found.how === 'own') {
      // It is about the session that is shown: whoever went to another one meanwhile does not mean that.
      if (selectShownId(app.getState()) !== sessionId) return true
      clear()
      runOwn(name, input)
      return true
    }
    if (running.current) return true
    running.current = true
    setRan({ name, text: null })
    try {
      const output = await call('command.run', { id: sessionId, name, input })
      setRan({ name, text: output?.text ?? '' })
      clear()
    } catch (error) {
      setRan(null)
      report(error)
    } finally {
      running.current = false
    }
    return true
  }
  return { ran, forget: () => setRan(null), tryRun }
}
