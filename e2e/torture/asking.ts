import type { Locator, Page } from '@playwright/test'
import { afterPress, pressesFor } from './keys.ts'
import { pause, until } from './patience.ts'
import { settled } from './settled.ts'
import type { Turn } from '../../src/shared/model/turn.ts'
import type { AskedBy, MessageTruth, QuestionTruth } from './truth.ts'
import { askers, here, type Bench } from './work.ts'
import { quoting, tokenOf, tokensIn, wordsFor } from './words.ts'
import { show } from './writing.ts'

/** A question that waits for the person, or did when everything ended. */
interface Waiting {
  readonly id: string
  readonly token: string
  readonly question: QuestionTruth
}

/** Begins a session in which the person is asked something, as soon as it is there. */
export async function ask(bench: Bench, how: AskedBy): Promise<void> {
  const { app, truth, random, providerId } = bench
  const id = `${how === 'form' ? 'f' : 'q'}${bench.next()}`
  bench.note(`creates ${id}`)
  const wish = {
    id,
    title: '',
    kind: 'agent' as const,
    folder: bench.project,
    model: { providerId, model: 'demo' },
  }
  await settled(bench, truth.create(id), app.call('session.create', wish))
  const token = tokenOf(bench.next())
  bench.asking.set(token, how)
  const text = wordsFor(token, random)
  bench.note(`sends ${token} to ${id}, which asks with a ${how}`)
  const sent = truth.send(id, token, text, false, { asks: how })
  await settled(bench, sent, app.call('session.send', { id, text }))
  await until(async () => {
    if (truth.message(token)?.question?.shownAt != null) return true
    const { state, queue } = await app.call('session.open', { id })
    await allow(bench, id, state.active)
    return state.active === null && queue.every((message) => message.state === 'paused')
  }, 15_000)
}

/** Lets the tool run that asks. */
async function allow({ app }: Bench, id: string, active: Turn | null): Promise<void> {
  const asked = active?.items.find(
    (item) => item.kind === 'request' && item.outcome === null && item.request.kind === 'permission',
  )
  if (asked === undefined) return
  await app.call('session.answer', { id, requestId: asked.id, answer: { kind: 'allowOnce' } })
}

/** Types into the answer to a question or into a form, and leaves it there. */
export async function fill(bench: Bench): Promise<void> {
  const { app, random } = bench
  const one = random.pick(waitingIn(bench))
  const written = wordsFor(tokenOf(bench.next()), random)
  const more = random.pick([' and more', ' rather', '!']) ?? ''
  const gap = random.int(0, 40)
  if (one === undefined) return
  const { id, question } = one
  // The box of a form has one line.
  const text = question.kind === 'form' ? written.replaceAll('\n', ' ') : written
  await show(bench, id)
  const field = fieldOf(app.page, question.kind)
  await field.waitFor({ timeout: 10_000 })
  const { reply } = question
  const words = reply.latest() === '' ? text : more
  bench.note(`types ${JSON.stringify(words)} into the answer in ${id}`)
  await field.evaluate((box: HTMLTextAreaElement | HTMLInputElement) => {
    box.focus()
    box.setSelectionRange(box.value.length, box.value.length)
  })
  let stands = afterPress(null, { key: reply.latest(), how: 'insert' })
  for (const press of pressesFor(words, random)) {
    stands = afterPress(stands, press)
    const asked = reply.ask(stands?.text ?? '')
    if (press.how === 'press') await app.page.keyboard.press(press.key)
    else await app.page.keyboard.insertText(press.key)
    asked.owed(Date.now())
    if (gap > 0) await pause(gap)
  }
  const found = await field.inputValue()
  if (found !== reply.latest()) {
    throw new Error(`The answer in ${id} is ${JSON.stringify(found)}, and ${JSON.stringify(reply.latest())} was typed`)
  }
}

/** Gives what was typed as the answer: to the turn that waits, or, where that was cut, as a message that quotes the question. */
export async function answer(bench: Bench): Promise<void> {
  const { app, truth } = bench
  const one = bench.random.pick(
    waitingIn(bench).filter(
      ({ question }) => question.kind === 'question' && tokensIn(question.reply.latest()).length === 1,
    ),
  )
  if (one === undefined) return
  const { id, token, question } = one
  await show(bench, id)
  const field = fieldOf(app.page, question.kind)
  await field.waitFor({ timeout: 10_000 })
  const text = question.reply.latest()
  const [own = ''] = tokensIn(text)
  bench.note(`answers what is asked in ${id} with ${own}`)
  question.answers += 1
  question.given = true
  // Whether the turn still waits at the moment of the key only the app knows: both may come of it.
  const sent = truth.send(id, own, quoting(token, text), false)
  const emptied = question.reply.ask('')
  await field.focus({ timeout: 10_000 })
  await app.page.keyboard.press('Enter')
  const taken = await until(async () => {
    const { replies } = await app.call('session.open', { id })
    return Object.keys(replies).length === 0
  }, 15_000)
  if (!taken) return
  emptied.owed()
  const { queue, state } = await app.call('session.open', { id })
  const said = [...queue.map((message) => message.text), ...state.turns.map(({ prompt }) => prompt?.text ?? '')]
  if ([...said, state.active?.prompt?.text ?? ''].some((words) => tokensIn(words).includes(own))) sent.owed()
}

/** Whether a session must stay where it is: somebody waits there for the person, or is about to ask. */
export function isAsked(messages: readonly MessageTruth[]): boolean {
  return messages.some(({ question }) => question !== null && question.shownAt !== -Infinity)
}

/** The questions that a person can answer, as far as the torture knows. */
function waitingIn(bench: Bench): readonly Waiting[] {
  const listed = new Set(here(bench))
  return askers(bench)
    .filter((session) => listed.has(session))
    .flatMap(({ id, messages }) => {
      const last = messages.at(-1)
      if (last?.question == null || last.question.shownAt === null || last.question.given) return []
      return [{ id, token: last.token, question: last.question }]
    })
}

function fieldOf(page: Page, how: AskedBy): Locator {
  const main = page.getByRole('main')
  if (how === 'question') return main.getByLabel('Answer in your own words').last()
  return main.getByRole('region', { name: 'harbour needs a few details' }).getByLabel('Name of the ship').last()
}
