import { randomUUID } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { calls, says } from './model/reply.ts'
import type { ModelServer } from './model/startModel.ts'
import { runtimeOf } from './runtimes.ts'

// A runtime outlives a killed app for a moment: it tells the model that nobody answered, and reads what it was given
// meanwhile, or dies before that. Which of the two it is depends on the machine, so it is frozen here before the app dies.
test.skip(process.platform === 'win32', 'needs signals that stop a process')

const ID = 'cut-steer'
const waiting = (retoma: Retoma): ReturnType<Retoma['page']['locator']> =>
  retoma.page.getByRole('article', { name: 'Waiting messages' }).getByRole('listitem')

/** A message is given to a turn that waits for the person, and the app is killed; its runtime is left, frozen. */
async function killedWhileSteering(world: World): Promise<{ readonly model: ModelServer; readonly runtime: number }> {
  const model = await world.model(({ lastUser }) => says(`You said ${lastUser.trim().split('\n').at(-1) ?? ''}`))
  const before = await world.launch()
  await before.useModel(model)
  await before.create(ID, { folder: world.folder })
  model.enqueue(calls('ask_user', { question: 'Which one?', choices: ['Left', 'Right'] }))
  await before.send('Choose')
  await expect(before.transcript.getByText('Which one?')).toBeVisible()
  await before.send('quetzal')
  await waiting(before).filter({ hasText: 'quetzal' }).getByRole('button', { name: 'Send now' }).click()
  await expect(waiting(before)).toContainText('Copilot reads it')
  const runtime = await runtimeOf(before)
  process.kill(runtime, 'SIGSTOP')
  await before.kill()
  return { model, runtime }
}

test('a message that was given to a turn and not read comes back paused after kill -9, once', async ({ world }) => {
  const { model, runtime } = await killedWhileSteering(world)
  process.kill(runtime, 'SIGKILL')

  const after = await world.launch()
  await expect(waiting(after)).toContainText('Paused')
  await expect(waiting(after)).toHaveCount(1)
  await waiting(after).getByRole('button', { name: 'Send now' }).click()
  await after.expectIdle()
  await expect(waiting(after)).toHaveCount(0)
  // In what the model was asked last, all that was said before included.
  expect(JSON.stringify(model.requests.at(-1)?.raw).split('quetzal')).toHaveLength(2)
})

/** What the runtime writes when it is not stopped (1.0.85): nobody answered, and it reads the message. */
function goOnWriting(world: World): void {
  const log = join(world.home, 'session-state', ID, 'events.jsonl')
  const step = { turnId: '1', interactionId: 'of-the-first' }
  const nobody = 'User responded: The user was unable to respond due to an error'
  const wrote = [
    {
      type: 'tool.execution_complete',
      data: { toolCallId: 'call-1', model: 'demo', turnId: '0', success: true, result: { content: nobody } },
    },
    { type: 'assistant.turn_end', data: { turnId: '0' } },
    { type: 'assistant.turn_start', data: step },
    { type: 'user.message', data: { ...step, content: 'quetzal', messageId: 'm', delivery: 'steering' } },
  ]
  for (const event of wrote) {
    const { id: parentId } = JSON.parse(readFileSync(log, 'utf8').trim().split('\n').at(-1)!) as { id: string }
    const line = { ...event, id: randomUUID(), timestamp: new Date().toISOString(), parentId }
    appendFileSync(log, `${JSON.stringify(line)}\n`)
  }
}

test('what a runtime read after its app was killed stands in the conversation as cut off, and is not sent again', async ({
  world,
}) => {
  const { model, runtime } = await killedWhileSteering(world)
  goOnWriting(world)
  process.kill(runtime, 'SIGKILL')

  const after = await world.launch()
  await expect(waiting(after)).toHaveCount(0)
  await expect(after.transcript.getByText('quetzal', { exact: true })).toHaveCount(1)
  await expect(after.transcript.getByText('This answer was interrupted.')).toHaveCount(2)
  await after.picture('read-after-the-kill')
  expect(model.requests).toHaveLength(1)
  await after.transcript.getByRole('button', { name: 'Continue' }).click()
  await after.expectAnswer('You said quetzal')
})

test('as long as such a runtime lives, the message is neither given back nor called read', async ({ world }) => {
  const { runtime } = await killedWhileSteering(world)
  const after = await world.launch()
  // Said only when the time is over in which such a runtime usually ends.
  await expect(after.page.getByText('This session is in use')).toBeVisible()
  await expect(waiting(after)).toContainText('Sending…')
  await after.picture('runtime-lives-on')
  goOnWriting(world)
  process.kill(runtime, 'SIGKILL')
  await expect(waiting(after)).toHaveCount(0)
  await expect(after.transcript.getByText('quetzal', { exact: true })).toHaveCount(1)
})
