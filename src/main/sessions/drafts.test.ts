import { describe, expect, it, vi } from 'vitest'
import { chat, createBlankBench } from './testing/bench.ts'

describe('a text from a command line', () => {
  it('stands before what is written, and is kept for no session that there is not', async () => {
    const { sessions, library } = await createBlankBench()
    await sessions.create(chat('a'))
    // Two commands at once.
    expect(await Promise.all(['first', 'before it'].map((text) => sessions.addToDraft('a', text)))).toEqual([
      true,
      true,
    ])
    expect(await library.draft('a')).toMatchObject({ text: 'before it\n\nfirst', selectionStart: 16, attachments: [] })
    expect(sessions.row('a').hasDraft).toBe(true)
    expect(await sessions.addToDraft('nobody', 'lost')).toBe(false)
    expect(await library.draft('nobody')).toBeNull()
  })
})

describe('half an answer to a request', () => {
  it('is kept until the request is answered, over a restart too', async () => {
    const { sessions, agent, library, history } = await createBlankBench()
    await sessions.create(chat('a'))
    await sessions.runner.send('a', 'one')
    await vi.waitFor(() => expect(agent.calls).toContain('send a: one'))
    agent.say('a', { type: 'turnStarted', turnId: 't1', at: 1, prompt: { text: 'one', attachments: [] } })
    for (const id of ['q1', 'q2']) {
      const request = { kind: 'question', id, question: '?', choices: [], freeform: true } as const
      agent.say('a', { type: 'requestOpened', at: 2, request })
      await sessions.saveReply('a', id, ` half ${id}`)
    }
    expect((await sessions.open('a')).replies).toEqual({ q1: ' half q1', q2: ' half q2' })
    agent.say('a', { type: 'requestClosed', requestId: 'q1', outcome: 'answered' })
    agent.say('a', { type: 'turnEnded', at: 3, outcome: 'stopped', error: null })
    history.put({ id: 'a' }, [])
    const again = await createBlankBench({ library, history, known: ['a'] })
    await vi.waitFor(async () => expect((await again.sessions.open('a')).replies).toEqual({ q2: ' half q2' }))
    await again.sessions.saveReply('a', 'q2', '')
    expect((await again.sessions.open('a')).replies).toEqual({})
  })
})
