import type { App } from './app.ts'
import type { ClockModel } from './clockModel.ts'

/** Makes `count` plain chats on the clock model; resolves with their ids. */
export async function makeStreams(app: App, model: ClockModel, count: number): Promise<readonly string[]> {
  const provider = await app.call('provider.save', {
    id: null,
    kind: 'openai',
    name: 'Clock',
    baseUrl: model.baseUrl,
    key: null,
    models: ['clock'],
  })
  const ids = Array.from({ length: count }, (_, n) => `bench-stream-${n + 1}`)
  for (const id of ids) {
    await app.call('session.create', {
      id,
      title: id,
      kind: 'chat',
      folder: null,
      model: { providerId: provider.id, model: 'clock' },
    })
  }
  return ids
}

/** Starts an answer in each of them; resolves when all stream. */
export async function startStreams(app: App, model: ClockModel, ids: readonly string[]): Promise<void> {
  for (const id of ids) await app.call('session.send', { id, text: 'Tell the time' })
  await model.streaming(ids.length)
}
