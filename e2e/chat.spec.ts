import { expect, test } from './app.ts'
import { echo, says } from './model/reply.ts'

test('streams an answer, with its reasoning folded, and keeps what came before a stop', async ({ world }) => {
  const model = await world.model()
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('first-chat', { title: 'My first chat' })

  model.enqueue(
    says('# Hello\n\nThis is **bold** and `code`.\n\n```ts\nconst a: number = 1\n```\n', {
      reasoning: 'Let me think about it.',
    }),
  )
  await retoma.send('Say hello')
  await retoma.expectAnswer('This is')
  await expect(retoma.transcript.getByRole('heading', { name: 'Hello' })).toBeVisible()
  await expect(retoma.transcript.locator('pre code')).toContainText('const a')
  // Quietly above it: who answered, when, with how many tokens, in what time; folded, for how long it thought.
  await retoma.expectIdle()
  const head = retoma.transcript.locator('.answer-head')
  await expect(head).toHaveText(/^demo.*\d:\d\d.*\d+ tokens.*\d\s?s$/)
  await expect(head.locator('time')).toHaveAttribute('datetime', /^\d{4}-/)
  await expect(retoma.transcript.getByRole('button', { name: /^Thought for .*s$/ })).toBeVisible()
  await expect(retoma.transcript.getByText('Let me think about it.')).toBeHidden()
  await retoma.transcript.getByRole('button', { name: /Thought/ }).click()
  await expect(retoma.transcript.getByText('Let me think about it.')).toBeVisible()
  await retoma.picture('chat')

  model.enqueue(says('One two three four five six seven eight', { chunkSize: 4, holdAfter: 4 }))
  await retoma.send('Count')
  await retoma.expectAnswer(/One two/)
  await retoma.page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(retoma.transcript.getByText('You stopped this answer.')).toBeVisible()
  await retoma.expectAnswer(/One two/)
  model.release()

  await retoma.send('Go on')
  await expect(retoma.transcript.getByText('Go on').last()).toBeVisible()
  const last = await model.waitForRequest(3)
  expect(last.messages.some((message) => message.content.includes('Say hello'))).toBe(true)
  await retoma.expectIdle()
})

test('shows an abstention as one, with the raw text on request', async ({ world }) => {
  const model = await world.model(() => says('I would rather not. [[POR_ABSTAIN]]'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('abstained')
  await retoma.send('Decide for me')
  await expect(retoma.transcript.getByText('Copilot abstained')).toBeVisible()
  await expect(retoma.transcript.getByText('I would rather not.')).toBeHidden()
  await retoma.transcript.getByRole('button', { name: 'Show the raw text' }).click()
  await expect(retoma.transcript.getByText('[[POR_ABSTAIN]]')).toBeVisible()
  await retoma.picture('abstention')
})

test('runs two sessions at once, each with its own model, and never mixes them', async ({ world }) => {
  const model = await world.model((request) =>
    says(`${request.model} says ${request.lastUser.slice(-5)} `.repeat(40), { chunkSize: 12, holdAfter: 4 }),
  )
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('alpha', { model: 'demo' })
  await retoma.send('aaaaa')
  await retoma.create('beta', { model: 'other' })
  await retoma.send('bbbbb')
  await expect(retoma.row('alpha')).toContainText('running')
  await expect(retoma.row('beta')).toContainText('running')
  await retoma.picture('two-running')
  // A session runs before its request has arrived.
  await model.waitForRequest(2)
  model.release()

  await retoma.open('alpha')
  await retoma.expectAnswer(/demo says aaaaa/)
  await retoma.expectIdle()
  await expect(retoma.transcript).not.toContainText('bbbbb')
  await expect(retoma.transcript).not.toContainText('other says')
  await retoma.open('beta')
  await retoma.expectIdle()
  await retoma.expectAnswer(/other says bbbbb/)
  await expect(retoma.transcript).not.toContainText('aaaaa')
  for (const id of ['alpha', 'beta']) {
    const { state } = await retoma.call('session.open', { id })
    const answer = state.turns[0]?.items.find((item) => item.kind === 'message')
    expect(answer?.kind === 'message' ? answer.text.length : 0).toBeGreaterThan(500)
  }
})

test('queues what is sent while a turn runs, and sends it when the turn is over', async ({ world }) => {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('queued')
  model.enqueue(says('First answer, slowly', { holdAfter: 1 }))
  await retoma.send('one')
  await model.waitForRequest(1)
  await retoma.send('two')
  await expect(retoma.page.getByText('Queued').first()).toBeVisible()
  expect(model.requests).toHaveLength(1)
  model.release()
  const second = await model.waitForRequest(2)
  expect(second.lastUser).toContain('two')
  await retoma.expectIdle()
})

test('a change of the model is marked where it happened, and each answer names its own', async ({ world }) => {
  const model = await world.model((request) => says(`${request.model} says so.`))
  const before = await world.launch()
  await before.useModel(model)
  await before.create('switched')
  await before.send('one')
  await before.expectAnswer('demo says so.')
  await before.expectIdle()
  await before.page.keyboard.press('ControlOrMeta+Shift+m')
  await before.page.getByRole('option', { name: 'other' }).click()
  await before.send('two')
  await before.expectAnswer('other says so.')
  await before.expectIdle()
  const check = async (retoma: typeof before): Promise<void> => {
    await expect(retoma.transcript.getByText(/^Model changed from demo to other/)).toHaveCount(1)
    for (const [turn, name] of [
      ['one', 'demo'],
      ['two', 'other'],
    ] as const) {
      const head = retoma.transcript.getByRole('article', { name: turn }).locator('.answer-head strong')
      await expect(head).toHaveText(new RegExp(`^${name}`))
    }
  }
  await check(before)
  await before.quit()
  await check(await world.launch())
})
