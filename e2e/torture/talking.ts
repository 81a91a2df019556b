import { settled, nothingOwed } from './settled.ts'
import { talkers, type Bench } from './work.ts'
import { tokenOf, tokensIn, wordsFor } from './words.ts'

/** Sends one message to a session; resolves with its token when the app has stored it. */
export async function send(bench: Bench, id: string): Promise<string> {
  const token = tokenOf(bench.next())
  const text = wordsFor(token, bench.random)
  bench.note(`sends ${token} to ${id}`)
  await settled(bench, bench.truth.send(id, token, text, false), bench.app.call('session.send', { id, text }))
  return token
}

/** Makes a session, or sends to one where there are many. */
export async function create(bench: Bench): Promise<void> {
  const { app, truth, random, providerId } = bench
  const many = talkers(bench)
  if (many.length >= 5) {
    await send(bench, random.pick(many)!.id)
    return
  }
  const id = `s${bench.next()}`
  const title = random.chance(0.5) ? `Title of ${id}` : ''
  bench.note(`creates ${id}`)
  const asked = truth.create(id)
  const titled = title === '' ? nothingOwed : truth.session(id).title.ask(title)
  const model = { providerId, model: 'demo' }
  await settled(bench, asked, app.call('session.create', { id, title, kind: 'chat', folder: null, model }))
  titled.owed()
}

/** Stops what runs in a session. */
export async function stop(bench: Bench, id: string): Promise<void> {
  bench.note(`stops ${id}`)
  await settled(bench, nothingOwed, bench.app.call('session.stop', { id }))
}

/** Lets the queue of a session go on. */
export async function resume(bench: Bench, id: string): Promise<void> {
  const { queue } = await bench.app.call('session.open', { id })
  bench.note(`lets the queue of ${id} go on (${queue.length})`)
  bench.truth.session(id).unread.ask(true)
  for (const { text } of queue) {
    for (const token of tokensIn(text)) {
      const message = bench.truth.message(token)
      if (message === undefined) continue
      message.frozenAt = null
      message.resumes += 1
    }
  }
  await settled(bench, nothingOwed, bench.app.call('queue.resume', { id }))
}

/** Removes a message from the queue of a session. */
export async function unqueue(bench: Bench, id: string): Promise<void> {
  const { queue } = await bench.app.call('session.open', { id })
  const chosen = bench.random.pick(queue.filter(({ state }) => state !== 'sending'))
  const message = bench.truth.message(tokensIn(chosen?.text ?? '')[0] ?? '')
  if (chosen === undefined || message === undefined) return
  bench.note(`removes ${message.token} from the queue of ${id}`)
  message.removal = 'asked'
  await settled(bench, nothingOwed, bench.app.call('queue.remove', { id, messageId: chosen.id }))
  // One that waited for its turn may have left meanwhile; one that waited for the person can't have.
  if (chosen.state === 'paused') message.removal = 'owed'
}
