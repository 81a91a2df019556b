import { useState } from 'react'
import { call } from '../bridge.ts'
import { commandIn } from '../../shared/slash.ts'
import { report } from '../store/toasts.ts'
import { commandsOf } from './completion/completion.ts'
import { runOwn } from './completion/ownCommands.ts'

/** A command that was run, and what it said; `text` is null while it runs. */
export interface Ran {
  readonly name: string
  readonly text: string | null
}

/** Runs what is typed when it is a command. */
export function useCommands(
  sessionId: string,
  clear: () => void,
): {
  readonly ran: Ran | null
  readonly forget: () => void
  /** True when the text was a command that sends nothing; false: it is to be sent. */
  readonly tryRun: (text: string) => Promise<boolean>
} {
  const [ran, setRan] = useState<Ran | null>(null)

  const tryRun = async (text: string): Promise<boolean> => {
    const command = commandIn(text)
    if (command === null) return false
    const { name, input } = command
    const found = (await commandsOf(sessionId)).find((one) => one.name === name)
    // What takes no words and has some is meant for the model.
    if (found === undefined || found.how === 'ask' || (found.how === 'own' && input !== '')) return false
    if (found.how === 'own') {
      clear()
      runOwn(name)
      return true
    }
    setRan({ name, text: null })
    try {
      const output = await call('command.run', { id: sessionId, name, input })
      setRan({ name, text: output?.text ?? '' })
      clear()
    } catch (error) {
      setRan(null)
      report(error)
    }
    return true
  }
  return { ran, forget: () => setRan(null), tryRun }
}
