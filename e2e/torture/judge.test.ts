import { expect, it } from 'vitest'
import { adopt } from './adopt.ts'
import type { Found, FoundSession, FoundTurn } from './found.ts'
import { judge, judgeRequests, type Verdict } from './judge.ts'
import { createSeen } from './seen.ts'
import { createTruth, type Truth } from './truth.ts'
import { answerTo, questionOf, tokenOf } from './words.ts'

const [M1, M2] = [tokenOf(1), tokenOf(2)]
const KILL = 10_000
const draft = (text: string): { text: string; selectionStart: number; selectionEnd: number } => ({
  text,
  selectionStart: text.length,
  selectionEnd: text.length,
})

/** A session `s` that certainly exists. */
function truthOf(): Truth {
  const truth = createTruth()
  truth.create('s').owed()
  return truth
}
const session = (patch: Partial<FoundSession> = {}): FoundSession => ({
  id: 's',
  title: null,
  problem: null,
  draft: null,
  attached: [],
  queue: [],
  turns: [],
  bookmarks: [],
  unread: false,
  marks: { pinned: false, tags: '', notes: '' },
  damages: [],
  ...patch,
})
const found = (patch: Partial<FoundSession> | null = {}, more: Partial<Found> = {}): Found => ({
  sessions: patch === null ? [] : [session(patch)],
  trash: [],
  notices: [],
  window: null,
  topic: null,
  settings: '',
  leftovers: [],
  exposed: [],
  library: 'ok',
  ...more,
})
const turn = (prompt: string, length: number, outcome: FoundTurn['outcome']): FoundTurn => {
  const text = answerTo(prompt).slice(0, length)
  const answers = text === '' ? [] : [{ text, complete: outcome === 'done' }]
  return { prompt, attached: [], questions: [], outcome, answers }
}
const waiting = (text: string, state: 'paused' | 'queued' = 'paused'): FoundSession['queue'][number] => ({
  text,
  state,
  attached: [],
})
const kinds = (truth: Truth, what: Found, until = KILL, diedAt = until): readonly Verdict['kind'][] =>
  judge(truth, what, until, diedAt).map(({ kind }) => kind)

it('a session is in exactly one of the places where it may be', () => {
  const truth = truthOf()
  expect(kinds(truth, found())).toEqual([])
  expect(kinds(truth, found(null))).toEqual(['lost'])
  expect(kinds(truth, found({}, { trash: ['s'] }))).toEqual(['duplicated'])
  const deleting = truth.session('s').place.ask('trash')
  expect(kinds(truth, found(null, { trash: ['s'] }))).toEqual([])
  expect(kinds(truth, found())).toEqual([])
  expect(kinds(truth, found(null))).toEqual(['lost'])
  deleting.owed()
  expect(kinds(truth, found())).toEqual(['lost'])
  expect(kinds(truth, found(null, { trash: ['s', 's'] }))).toEqual(['duplicated'])
  expect(kinds(truthOf(), found({}, { sessions: [session(), session({ id: 'ghost' })] }))).toEqual(['duplicated'])
})

it('a stored message is in one place, in its order and its words', () => {
  const truth = truthOf()
  truth.send('s', M1, M1, false).owed()
  const asked = truth.send('s', M2, M2, false)
  expect(kinds(truth, found({ queue: [waiting(M1), waiting(M2)] }))).toEqual([])
  expect(kinds(truth, found({ turns: [turn(M1, 0, 'interrupted')] }))).toEqual([])
  expect(kinds(truth, found())).toEqual(['lost'])
  expect(kinds(truth, found({ draft: draft(M1) }))).toContain('lost')
  expect(kinds(truth, found({ queue: [waiting(M1), waiting(M1)] }))).toContain('duplicated')
  expect(kinds(truth, found({ queue: [waiting(M1)], turns: [turn(M1, 0, 'interrupted')] }))).toEqual(['duplicated'])
  expect(kinds(truth, found({ queue: [waiting(`${M1}!`)] }))).toEqual(['damaged'])
  expect(kinds(truth, found({ queue: [waiting(M1, 'queued')] }))).toEqual(['duplicated'])
  expect(kinds(truth, found({ queue: [waiting(M1)], turns: [turn(tokenOf(9), 0, 'done')] }))).toEqual(['duplicated'])
  asked.owed()
  expect(kinds(truth, found({ queue: [waiting(M1)] }))).toEqual(['lost'])
  truth.message(M2)!.removal = 'owed'
  expect(kinds(truth, found({ queue: [waiting(M1)] }))).toEqual([])
  expect(kinds(truth, found({ queue: [waiting(M1), waiting(M2)] }))).toEqual(['lost'])
})

it('what waited keeps its order; what left since comes back in front', () => {
  const truth = truthOf()
  const M3 = tokenOf(3)
  for (const token of [M1, M2]) truth.send('s', token, token, false).owed()
  adopt(truth, found({ queue: [waiting(M1), waiting(M2)] }), KILL, new Map())
  truth.send('s', M3, M3, false).owed()
  const queue = (...tokens: readonly string[]): Found => found({ queue: tokens.map((token) => waiting(token)) })
  expect(kinds(truth, queue(M1, M2, M3))).toEqual([])
  expect(kinds(truth, queue(M3, M1, M2))).toEqual([])
  expect(kinds(truth, queue(M1, M3, M2))).toEqual(['damaged'])
  expect(kinds(truth, queue(M3, M2, M1))).toEqual(['damaged'])
  adopt(truth, queue(M3, M1, M2), KILL, new Map())
  expect(kinds(truth, queue(M3, M1, M2))).toEqual([])
  expect(kinds(truth, queue(M1, M2, M3))).toEqual(['damaged'])
})

it('a draft is what was typed half a second ago, or anything typed since', () => {
  const truth = truthOf()
  const box = truth.session('s').draft
  for (const [text, at] of [
    ['a', KILL - 900],
    ['ab', KILL - 600],
    ['abc', KILL + 100],
  ] as const) {
    box.ask({ draft: draft(text), attached: [], sent: null }).owed(at)
  }
  expect(kinds(truth, found({ draft: draft('ab') }))).toEqual([])
  expect(kinds(truth, found({ draft: draft('abc') }))).toEqual([])
  expect(kinds(truth, found({ draft: draft('a') }))).toEqual(['lost'])
  expect(kinds(truth, found())).toEqual(['lost'])
  expect(kinds(truth, found({ draft: { ...draft('ab'), selectionStart: 0 } }))).toEqual(['lost'])
})

it('a box that was sent is empty only where its message is', () => {
  const truth = truthOf()
  truth
    .session('s')
    .draft.ask({ draft: draft(M1), attached: [], sent: null })
    .owed(KILL - 900)
  truth.send('s', M1, M1, true)
  expect(kinds(truth, found({ draft: draft(M1) }))).toEqual([])
  expect(kinds(truth, found({ queue: [waiting(M1)] }))).toEqual([])
  expect(kinds(truth, found())).toEqual(['lost'])
  expect(kinds(truth, found({ draft: draft(M1), queue: [waiting(M1)] }))).toEqual(['duplicated'])
})

it('an answer is at least as long as it was shown half a second ago, and done if it was', () => {
  const truth = truthOf()
  truth.send('s', M1, M1, false).owed()
  const seen = createSeen(truth)
  const answer = answerTo(M1)
  const prompt = { text: M1, attachments: [] }
  seen.take('s', [{ type: 'turnStarted', turnId: 't', at: 1, prompt }], KILL - 900)
  seen.take('s', [{ type: 'textStreamed', itemId: 'i', at: 2, text: answer.slice(0, 10) }], KILL - 600)
  seen.take('s', [{ type: 'textStreamed', itemId: 'i', at: 2, text: answer.slice(10, 20) }], KILL + 100)
  expect(kinds(truth, found({ turns: [turn(M1, 10, 'interrupted')] }))).toEqual([])
  expect(kinds(truth, found({ turns: [turn(M1, 9, 'interrupted')] }))).toEqual(['lost'])
  expect(kinds(truth, found({ turns: [turn(M1, 19, 'interrupted')] }), KILL + 200)).toEqual(['lost'])
  expect(kinds(truth, found({ turns: [turn(M1, 10, 'running')] }))).toEqual(['damaged'])
  expect(kinds(truth, found({ turns: [turn(M1, 10, 'done')] }))).toEqual(['lost'])
  const twice = {
    ...turn(M1, 0, 'done'),
    answers: [answer, answer].map((text) => ({ text, complete: true })),
  }
  expect(kinds(truth, found({ turns: [twice] }))).toContain('duplicated')
  seen.take('s', [{ type: 'turnEnded', at: 3, outcome: 'done', error: null }], KILL - 500)
  expect(kinds(truth, found({ turns: [turn(M1, 1_000, 'done')] }))).toEqual([])
  expect(kinds(truth, found({ turns: [turn(M1, 1_000, 'interrupted')] }))).toEqual(['lost'])
})

it('titles, bookmarks, damages and what the app says of itself count', () => {
  const truth = truthOf()
  truth.session('s').title.ask('mine').owed()
  truth.bookmark('s', 'b1', 'said').owed()
  const mark = { name: 'b1', description: 'said' }
  const good = { title: 'mine', bookmarks: [mark] }
  expect(kinds(truth, found(good))).toEqual([])
  expect(kinds(truth, found({ ...good, title: null }))).toEqual(['lost'])
  expect(kinds(truth, found({ ...good, bookmarks: [] }))).toEqual(['lost'])
  expect(kinds(truth, found({ ...good, bookmarks: [mark, mark] }))).toEqual(['duplicated'])
  expect(kinds(truth, found({ ...good, bookmarks: [mark, { ...mark, name: 'b2' }] }))).toEqual(['duplicated'])
  expect(kinds(truth, found({ ...good, bookmarks: [{ ...mark, description: '' }] }))).toEqual(['lost'])
  expect(kinds(truth, found({ ...good, problem: 'damaged' }))).toEqual(['damaged'])
  expect(kinds(truth, found({ ...good, damages: ['line 3'] }))).toEqual(['damaged'])
  expect(kinds(truth, found(good, { notices: ['libraryRestored'] }))).toEqual(['lost'])
  expect(kinds(truth, found(good, { library: 'row 3 missing' }))).toEqual(['damaged'])
})

it('the window shows what it showed, with the box as it is kept', () => {
  const truth = truthOf()
  truth.shown.ask('s').owed()
  const box = draft('half')
  truth.session('s').draft.ask({ draft: box, attached: [], sent: null }).owed()
  const here = (window: Found['window'], notices: readonly string[] = []): Found =>
    found({ draft: box }, { window, notices })
  const shown = { id: 's', box, attached: [] }
  expect(kinds(truth, here(shown))).toEqual([])
  expect(kinds(truth, here({ ...shown, box: { ...box, selectionEnd: 1 } }))).toEqual(['lost'])
  expect(kinds(truth, here({ ...shown, attached: ['a.txt'] }))).toEqual(['lost'])
  expect(kinds(truth, here(null))).toEqual(['lost'])
  expect(kinds(truth, here(null, ['crashLoop']))).toEqual([])
  truth.shown.ask(null).owed()
  expect(kinds(truth, here(null))).toEqual([])
})

it('the model is asked once for each time that somebody sent', () => {
  const truth = truthOf()
  truth.send('s', M1, M1, false).owed()
  const asked = (count: number): readonly Verdict[] => judgeRequests(truth, new Map([[M1, count]]))
  expect(asked(1)).toEqual([])
  expect(asked(2)).toMatchObject([{ kind: 'duplicated' }])
  adopt(truth, found({ queue: [waiting(M1)] }), KILL, new Map())
  expect(asked(1)).toMatchObject([{ kind: 'duplicated' }])
  const message = truth.message(M1)!
  message.frozenAt = null
  message.resumes = 1
  expect(asked(2)).toEqual([])
  expect(judgeRequests(truth, new Map([[M2, 1]]))).toMatchObject([{ kind: 'duplicated' }])
})

it('what was found is owed from then on', () => {
  const truth = truthOf()
  truth.send('s', M1, M1, false)
  truth.session('s').title.ask('new')
  adopt(truth, found({ title: 'new', turns: [turn(M1, 12, 'interrupted')] }), KILL, new Map())
  expect(kinds(truth, found({ title: 'new', turns: [turn(M1, 12, 'interrupted')] }))).toEqual([])
  expect(kinds(truth, found({ turns: [turn(M1, 11, 'interrupted')] }))).toEqual(['lost', 'lost'])
  adopt(truth, found(null), KILL, new Map())
  expect(kinds(truth, found())).toEqual(['lost', 'lost', 'lost'])
})

it('what was young when its session was in the trash may be lost, and nothing older', () => {
  const truth = truthOf()
  const { draft: box, place } = truth.session('s')
  box.ask({ draft: draft('a'), attached: [], sent: null }).owed(KILL - 900)
  box.ask({ draft: draft('ab'), attached: [], sent: null }).owed(KILL + 100)
  place.ask('trash').owed()
  adopt(truth, found(null, { trash: ['s'] }), KILL, new Map())
  place.ask('here').owed()
  expect(kinds(truth, found({ draft: draft('a') }), KILL + 9_000)).toEqual([])
  expect(kinds(truth, found({ draft: draft('ab') }), KILL + 9_000)).toEqual([])
  expect(kinds(truth, found(), KILL + 9_000)).toEqual(['lost'])
})

it('pins, tags, notes and the topic of a new session stand as they were given last', () => {
  const truth = truthOf()
  const { marks } = truth.session('s')
  marks.pinned.ask(true).owed()
  marks.tags.ask('a b').owed()
  marks.notes.ask('first').owed()
  truth.topic.ask('A topic').owed()
  const kept = { pinned: true, tags: 'a b', notes: 'first' }
  expect(kinds(truth, found({ marks: kept }, { topic: 'A topic' }))).toEqual([])
  for (const wrong of [{ pinned: false }, { tags: 'a' }, { notes: '' }]) {
    expect(kinds(truth, found({ marks: { ...kept, ...wrong } }, { topic: 'A topic' }))).toEqual(['lost'])
  }
  expect(kinds(truth, found({ marks: kept }))).toEqual(['lost'])
  marks.notes.ask('second')
  const newer = found({ marks: { ...kept, notes: 'second' } }, { topic: 'A topic' })
  expect(kinds(truth, newer)).toEqual([])
  adopt(truth, newer, KILL, new Map())
  expect(kinds(truth, found({ marks: kept }, { topic: 'A topic' }))).toEqual(['lost'])
})

it('what is attached stays with its draft, and goes with its message', () => {
  const truth = truthOf()
  const box = truth.session('s').draft
  box.ask({ draft: null, attached: ['a.txt'], sent: null }).owed(KILL - 900)
  expect(kinds(truth, found({ attached: ['a.txt'] }))).toEqual([])
  expect(kinds(truth, found())).toEqual(['lost'])
  expect(kinds(truth, found({ attached: ['a.txt without its copy'] }))).toEqual(['lost'])
  expect(kinds(truth, found({ attached: ['a.txt', 'a.txt'] }))).toEqual(['lost'])
  const both = { draft: draft(M1), attached: ['a.txt', 'b.png'] }
  box.ask({ ...both, sent: null }).owed(KILL - 700)
  truth.send('s', M1, M1, true).owed()
  const withBoth = { ...waiting(M1), attached: both.attached }
  expect(kinds(truth, found({ queue: [withBoth] }))).toEqual([])
  expect(kinds(truth, found({ queue: [waiting(M1)] }))).toEqual(['lost'])
  expect(kinds(truth, found({ attached: both.attached, queue: [withBoth] }))).toEqual(['lost'])
  const said = turn(M1, 0, 'interrupted')
  expect(kinds(truth, found({ turns: [{ ...said, attached: both.attached }] }))).toEqual([])
  expect(kinds(truth, found({ turns: [{ ...said, attached: ['b.png'] }] }))).toEqual(['lost'])
})

it('a question waits with the half of its answer, and nobody answers it but the person', () => {
  const truth = truthOf()
  truth.send('s', M1, M1, false, { asks: 'question' }).owed()
  const question = truth.message(M1)!.question!
  const seen = createSeen(truth)
  seen.take('s', [{ type: 'turnStarted', turnId: 't', at: 1, prompt: { text: M1, attachments: [] } }], KILL - 900)
  const waits = (patch: Partial<FoundTurn['questions'][number]> = {}, times = 1): Found => {
    const one = { question: questionOf(M1), outcome: 'unanswered', reply: '', ...patch } as const
    return found({ turns: [{ ...turn(M1, 0, 'interrupted'), questions: Array.from({ length: times }, () => one) }] })
  }
  expect(kinds(truth, waits({}, 0))).toEqual([])
  expect(kinds(truth, waits())).toEqual([])
  const request = { kind: 'question', id: 'r', question: questionOf(M1), choices: [], freeform: true } as const
  seen.take('s', [{ type: 'requestOpened', at: 2, request }], KILL - 800)
  expect(kinds(truth, waits({}, 0))).toEqual(['lost'])
  expect(kinds(truth, waits({}, 2))).toEqual(['duplicated'])
  expect(kinds(truth, waits({ question: 'Something else?' }))).toEqual(['duplicated', 'lost'])
  expect(kinds(truth, waits({ outcome: null }))).toEqual(['lost'])
  expect(kinds(truth, waits({ outcome: 'dismissed' }))).toEqual(['lost'])
  expect(kinds(truth, waits({ outcome: 'answered' }))).toEqual(['duplicated'])

  question.reply.ask('ha').owed(KILL - 700)
  question.reply.ask('hal').owed(KILL + 100)
  expect(kinds(truth, waits({ reply: 'ha' }))).toEqual([])
  expect(kinds(truth, waits({ reply: 'hal' }))).toEqual([])
  expect(kinds(truth, waits())).toEqual(['lost'])
  adopt(truth, waits({ reply: 'hal' }), KILL, new Map([[M1, 1]]))
  expect(kinds(truth, waits({ reply: 'ha' }))).toEqual(['lost'])
  expect(kinds(truth, waits({}, 0))).toEqual(['lost'])
  expect(judgeRequests(truth, new Map([[M1, 2]]))).toMatchObject([{ kind: 'duplicated' }])
  // The runtime of a killed app tells the model that nobody answered, once.
  question.cut = true
  expect(judgeRequests(truth, new Map([[M1, 2]]))).toEqual([])
  expect(judgeRequests(truth, new Map([[M1, 3]]))).toMatchObject([{ kind: 'duplicated' }])
  question.cut = false

  question.answers += 1
  question.given = true
  question.reply.ask('').owed()
  expect(kinds(truth, waits({ outcome: 'answered' }))).toEqual([])
  expect(judgeRequests(truth, new Map([[M1, 2]]))).toEqual([])
  expect(judgeRequests(truth, new Map([[M1, 3]]))).toMatchObject([{ kind: 'duplicated' }])
  // Found waiting all the same: whoever answers it from now on is not the person.
  adopt(truth, waits({ outcome: 'unanswered' }), KILL, new Map([[M1, 2]]))
  expect(kinds(truth, waits({ outcome: 'answered' }))).toEqual(['duplicated'])
})

it('what is asked only after the runtime died waits in the next one', () => {
  const truth = truthOf()
  truth.send('s', M1, M1, false, { asks: 'question' }).owed()
  const one = { question: questionOf(M1), outcome: null, reply: '' }
  const running = found({ turns: [{ ...turn(M1, 0, 'running'), questions: [one] }] })
  truth.message(M1)!.question!.shownAt = KILL - 300
  expect(kinds(truth, running, KILL, KILL - 400)).toEqual([])
  expect(kinds(truth, running, KILL, KILL - 200)).toEqual(['lost', 'damaged'])
})

it('unread stays unread, read stays read, settings stay as they were set, and what is deleted for good is gone', () => {
  const truth = truthOf()
  const { unread, place } = truth.session('s')
  expect(kinds(truth, found({ unread: true }))).toEqual(['lost'])
  unread.ask(true).owed()
  expect(kinds(truth, found({ unread: true }))).toEqual([])
  expect(kinds(truth, found())).toEqual(['lost'])
  unread.ask(false)
  expect(kinds(truth, found())).toEqual([])
  adopt(truth, found(), KILL, new Map())
  expect(kinds(truth, found({ unread: true }))).toEqual(['lost'])
  // What did not end yet may be told of later.
  adopt(truth, found({ turns: [turn(M1, 0, 'interrupted')] }), KILL, new Map())
  expect(unread.allowed(KILL)).toEqual([false, true])

  truth.settings.ask('dark').owed()
  const dark = { settings: 'dark' }
  expect(kinds(truth, found({}, dark))).toEqual([])
  expect(kinds(truth, found())).toEqual(['lost'])

  place.ask('trash').owed()
  place.ask('nowhere').owed()
  expect(kinds(truth, found(null, dark))).toEqual([])
  expect(kinds(truth, found(null, { ...dark, trash: ['s'] }))).toEqual(['lost'])
  expect(kinds(truth, found({}, dark))).toEqual(['lost'])
  expect(kinds(truth, found(null, { ...dark, leftovers: ['library.db'] }))).toEqual(['duplicated'])
})
