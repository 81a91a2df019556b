import { expect, it } from 'vitest'
import { says } from '../model/reply.ts'
import { connection, harness, model } from './perTest.ts'

for (const first of ['the name', 'the resume'] as const) {
  it(`a session that is named while it is resumed keeps its answer (${first} is asked for first)`, async () => {
    const { agent } = harness
    const before = harness.session('named', connection)
    const made = await agent.create(before.options)
    await before.turn(made, 'Hello')
    await made.close()

    const probe = harness.session('named', connection)
    const naming = first === 'the name' ? agent.rename('named', 'A name') : null
    const resuming = agent.resume(probe.options)
    const named = naming ?? agent.rename('named', 'A name')
    const live = await resuming
    model.enqueue(says('An answer in many pieces, all of which are wanted.', { chunkSize: 4, delayMs: 10 }))
    const turn = await probe.turn(live, 'Go on')
    await named
    expect(turn).toMatchObject({ outcome: 'done', items: [{ complete: true }] })
    expect((await harness.stored('named')).turns.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
    await agent.rename('named', 'Another name')
    await live.close()
  })
}
