import { expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Answer, Request } from '../../shared/model/request.ts'
import type { SessionState, Turn } from '../../shared/model/turn.ts'
import { settle } from '../../shared/reduce.ts'
import type { LiveSession } from '../agent/port.ts'
import { createAnswering } from './answering.ts'
import type { Catalogue } from './catalogue.ts'
import type { Conversation, Conversations } from './conversations.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'

const permission: Request = {
  kind: 'permission',
  id: 'p',
  action: 'shell',
  subject: 'touch a',
  intention: '',
  diff: null,
  folder: null,
  toolId: 'tool',
}
const question: Request = { kind: 'question', id: 'q', question: 'Which\ncolour?', choices: [], freeform: true }
const plan: Request = {
  kind: 'plan',
  id: 'pl',
  summary: '# Plan',
  plan: '',
  actions: ['interactive'],
  recommended: 'interactive',
}

/** A turn in which this waits. */
function waits(request: Request): Turn {
  return {
    id: 't',
    at: 1,
    prompt: { text: 'go', attachments: [] },
    items: [
      {
        kind: 'tool',
        id: 'tool',
        at: 1,
        name: 'bash',
        subject: '',
        input: '',
        output: '',
        state: 'running',
        endedAt: null,
        parentId: null,
      },
      { kind: 'request', id: request.id, at: 1, request, outcome: null },
    ],
    thinking: null,
    outcome: 'running',
    error: null,
    endedAt: null,
    usage: null,
  }
}

function world(request: Request, cut: boolean, live: boolean) {
  const done: string[] = []
  const library = createMemoryLibrary()
  const running: SessionState = { turns: [], active: waits(request) }
  const state = cut ? settle(running, 9) : running
  const session = {
    answer: (id: string, answer: Answer) => {
      done.push(`answer ${id} ${answer.kind}`)
      return Promise.resolve()
    },
  } as Partial<LiveSession> as LiveSession
  const conversation = { id: 's', feed: { state: () => state }, live: live ? session : null }
  const answering = createAnswering({
    conversations: {
      load: () => Promise.resolve(conversation as Partial<Conversation> as Conversation),
    } as Partial<Conversations> as Conversations,
    catalogue: () => ({ record: () => ({ folder: '/web' }) }) as unknown as Catalogue,
    library: {
      ...library,
      putGiven: (id, requestId, outcome) => {
        done.push(`given ${requestId} ${outcome}`)
        return library.putGiven(id, requestId, outcome)
      },
    },
    rules: {
      list: () => [],
      covers: () => null,
      revoke: () => Promise.resolve(),
      add: (folder, { subject }) => {
        done.push(`rule ${String(folder)} ${subject}`)
        return subject === 'touch a' ? Promise.resolve() : Promise.reject(new AppError('ruleRefused'))
      },
    },
    takeUp: (id, { turnId, requestId }) => {
      done.push(`takeUp ${id} ${turnId} ${requestId}`)
      return Promise.resolve(session)
    },
    send: (id, text) => {
      done.push(`send ${id}: ${text}`)
      return Promise.resolve()
    },
  })
  return { done, answer: (answer: Answer) => answering.answer('s', request.id, answer), library }
}

it('notes what was allowed before the runtime hears of it, and a denial not at all', async () => {
  const allowed = world(permission, false, true)
  await allowed.answer({ kind: 'allowOnce' })
  expect(allowed.done).toEqual(['given p allowed', 'answer p allowOnce'])
  const denied = world(permission, false, true)
  await denied.answer({ kind: 'deny' })
  expect(denied.done).toEqual(['answer p deny'])
})

it('makes a rule before it answers, and answers nothing when there can be none', async () => {
  const ruled = world(permission, false, true)
  await ruled.answer({ kind: 'allowForFolder' })
  expect(ruled.done).toEqual(['rule /web touch a', 'given p allowedForFolder', 'answer p allowForFolder'])
  const refused = world({ ...permission, subject: 'touch /x' }, false, true)
  await expect(refused.answer({ kind: 'allowForFolder' })).rejects.toMatchObject({ code: 'ruleRefused' })
  expect(refused.done).toEqual(['rule /web touch /x'])
})

it('takes up what was cut, and only then allows', async () => {
  const { done, answer } = world(permission, true, false)
  await answer({ kind: 'allowOnce' })
  expect(done).toEqual(['takeUp s t p', 'given p allowed', 'answer p allowOnce'])
})

it('answers a question that was cut by a message that quotes it, and forgets what was typed', async () => {
  const { done, answer, library } = world(question, true, false)
  await library.putReply('s', 'q', 'gre')
  await answer({ kind: 'reply', text: 'green', freeform: true })
  expect(done).toEqual(['send s: > Which\n> colour?\n\ngreen'])
  expect(await library.replies('s')).toEqual({})
})

it('takes up nothing that may have begun', async () => {
  const alone: Request = {
    kind: 'permission',
    id: 'p',
    action: 'shell',
    subject: '',
    intention: '',
    diff: null,
    folder: null,
  }
  await expect(world(alone, true, false).answer({ kind: 'allowOnce' })).rejects.toMatchObject({ code: 'takeUpUnsafe' })
  await expect(world(plan, true, false).answer({ kind: 'approvePlan', action: 'interactive' })).rejects.toMatchObject({
    code: 'takeUpUnsafe',
  })
})

it('answers nothing that no longer waits', async () => {
  const { done, answer } = world({ ...permission, id: 'other' }, true, false)
  await answer({ kind: 'deny' })
  expect(done).toEqual(['takeUp s t other', 'answer other deny'])
  const gone = world(permission, false, false)
  await expect(gone.answer({ kind: 'allowOnce' })).rejects.toMatchObject({ code: 'requestGone' })
})
