import { afterPress, pressesFor, wander, type Press } from './keys.ts'
import { pause, until } from './patience.ts'
import { attachedIn, boxOf, here, readBox, talkers, type Bench } from './work.ts'
import { tokenOf, tokensIn, wordsFor } from './words.ts'

/** Shows a session in the window, as a click on its row does. */
export async function show(bench: Bench, id: string): Promise<void> {
  const { page } = bench.app
  if (bench.shown === id) return
  bench.shown = null
  const asked = bench.truth.shown.ask(id)
  // Who looks at it has read it, now or when something comes.
  bench.truth.session(id).unread.ask(false)
  await page.locator(`[data-session-id="${id}"]`).click({ timeout: 10_000 })
  // The list holds its order while the pointer rests on it.
  await page.getByRole('main').hover({ timeout: 10_000 })
  await page.getByRole('main').getByText(id, { exact: true }).first().waitFor({ timeout: 10_000 })
  await boxOf(page).waitFor({ timeout: 10_000 })
  bench.shown = id
  asked.owed(Date.now())
}

/** Types into the box of a session: after what is there, or instead of it. */
export async function type(bench: Bench): Promise<void> {
  const { truth, random } = bench
  const sessions = here(bench)
  const id =
    random.chance(0.6) && sessions.some((one) => one.id === bench.shown) ? bench.shown : random.pick(sessions)?.id
  if (id == null) return
  const anew = random.chance(0.4)
  const text = wordsFor(tokenOf(bench.next()), random)
  const more = random.pick([' and more', ' then', '!', ' …']) ?? ''
  const gap = random.int(0, 40)
  const end = wander(random)
  await show(bench, id)
  const draft = truth.session(id).draft.latest().draft
  const fresh = draft === null || anew
  const presses = pressesFor(fresh ? text : more, random)
  const first: readonly Press[] = draft !== null && anew ? [{ key: 'ControlOrMeta+a', how: 'press' }] : []
  bench.note(`types ${JSON.stringify(fresh ? text : more)} in ${id}`)
  await boxOf(bench.app.page).focus({ timeout: 10_000 })
  for (const press of [...first, ...presses, ...end]) {
    await pressed(bench, id, press)
    if (gap > 0) await pause(gap)
  }
  await checkBox(bench, id)
}

async function pressed({ app, truth }: Bench, id: string, press: Press): Promise<void> {
  const { draft } = truth.session(id)
  const { draft: written, attached } = draft.latest()
  const asked = draft.ask({ draft: afterPress(written, press), attached, sent: null })
  if (press.how === 'press') await app.page.keyboard.press(press.key)
  else await app.page.keyboard.insertText(press.key)
  asked.owed(Date.now())
}

/** That the box holds what the torture believes to have typed, so that it can't accuse the app of its own mistakes. */
export async function checkBox({ app, truth }: Bench, id: string): Promise<void> {
  const { draft, attached } = truth.session(id).draft.latest()
  const wanted = [draft ?? { text: '', selectionStart: 0, selectionEnd: 0 }, attached]
  const found = [await readBox(app.page), await attachedIn(app.page)]
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`The box of ${id} holds ${JSON.stringify(found)}, and ${JSON.stringify(wanted)} was typed`)
  }
}

/** Sends what is in a box with Enter. */
export async function sendFromBox(bench: Bench): Promise<void> {
  const { truth, random } = bench
  const id = random.pick(
    talkers(bench).filter(({ draft }) => tokensIn(draft.latest().draft?.text ?? '').length === 1),
  )?.id
  if (id === undefined) return type(bench)
  await show(bench, id)
  const text = truth.session(id).draft.latest().draft?.text ?? ''
  const [token] = tokensIn(text)
  if (token === undefined) return
  bench.note(`sends ${token} from the box of ${id}`)
  await boxOf(bench.app.page).focus({ timeout: 10_000 })
  const sent = truth.send(id, token, text, true)
  await bench.app.page.keyboard.press('Enter')
  const empty = await until(async () => (await boxOf(bench.app.page).inputValue()) === '', 10_000, 10)
  if (!empty) throw new Error(`The box of ${id} was not emptied by sending`)
  sent.owed()
}
