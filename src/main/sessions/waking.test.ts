import { expect, it, vi } from 'vitest'
import { createBench } from './testing/bench.ts'

const chat = { id: 'n', kind: 'chat', folder: null, model: { providerId: 'practice', model: 'practice' } } as const

for (const when of ['while it is made', 'right after it was named'] as const) {
  it(`a new session that is renamed ${when} keeps the newer title over a crash`, async () => {
    const { sessions, agent, history, library } = await createBench()
    const made = Promise.withResolvers<undefined>()
    const { create } = agent
    agent.create = async (options) => {
      await made.promise
      return create(options)
    }
    await sessions.create({ ...chat, title: 'First' })
    await sessions.runner.send('n', 'Hello')
    if (when === 'while it is made') await sessions.rename('n', 'Second')
    made.resolve(undefined)
    await vi.waitFor(() => expect(agent.calls).toContain('send n: Hello'))
    if (when === 'right after it was named') await sessions.rename('n', 'Second')
    const named = agent.calls.findLast((call) => call.startsWith('rename n: '))?.slice('rename n: '.length)

    // The app dies before the runtime hears of more.
    history.put({ id: 'n', name: named ?? null, userNamed: true }, [])
    const after = await createBench({ history, library, known: ['n'] })
    expect(after.sessions.row('n').title).toBe('Second')
  })
}
