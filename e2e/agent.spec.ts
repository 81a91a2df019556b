import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { calls, says } from './model/reply.ts'

test('an agent asks before it does, once, for the session, or not at all', async ({ world }) => {
  const model = await world.model(() => says('Done.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('agent-one', { folder: world.folder })
  const run = (name: string): ReturnType<typeof calls> =>
    calls('bash', { command: `touch ${name}`, description: `Make ${name}` })
  const card = retoma.transcript.getByRole('region', { name: /Permission needed/ })
  const made = (name: string): boolean => existsSync(join(world.folder, name))

  model.enqueue(run('denied'))
  await retoma.send('Make a file')
  await expect(card).toBeVisible()
  await expect(retoma.row('agent-one')).toContainText('needs you')
  await expect(card).toContainText('touch denied')
  await retoma.picture('permission')
  // A key meant for the composer never allows.
  await retoma.composer.press('Enter')
  await expect(card).toBeVisible()
  await card.getByRole('button', { name: 'Deny' }).click()
  await retoma.expectIdle()
  expect(made('denied')).toBe(false)
  await expect(card).toHaveCount(0)

  model.enqueue(run('once'))
  await retoma.send('Make another')
  await card.getByRole('button', { name: 'Allow once' }).click()
  await retoma.expectIdle()
  expect(made('once')).toBe(true)

  model.enqueue(run('session-1'))
  await retoma.send('And one more')
  await card.getByRole('button', { name: 'Allow for this session' }).click()
  await retoma.expectIdle()
  model.enqueue(run('session-2'))
  await retoma.send('And the last')
  await expect.poll(() => made('session-2')).toBe(true)
  await retoma.expectIdle()
  await expect(card).toHaveCount(0)

  // What was allowed for a session is listed and taken back, whichever session is shown.
  await retoma.create('elsewhere')
  await retoma.page.keyboard.press('ControlOrMeta+,')
  const allowed = retoma.page.getByRole('region', { name: /^Allowed for .* until it is closed/ })
  await expect(allowed).toContainText('Run touch')
  await allowed.getByRole('button', { name: 'Ask again for all of these' }).click()
  await expect(allowed).toHaveCount(0)
  await retoma.open('agent-one')
  model.enqueue(run('session-3'))
  await retoma.send('Once more')
  await expect(card).toBeVisible()
  expect(made('session-3')).toBe(false)
})

test('a question waits for its answer, in its own words', async ({ world }) => {
  const model = await world.model(() => says('Thank you.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('asking', { folder: world.folder })
  model.enqueue(calls('ask_user', { question: 'Which colour?', choices: ['Green', 'Blue'] }))
  await retoma.send('Ask me')
  await expect(retoma.transcript.getByText('Which colour?').first()).toBeVisible()
  await retoma.picture('question')
  await retoma.transcript.getByRole('button', { name: 'Blue' }).click()
  const second = await model.waitForRequest(2)
  expect(JSON.stringify(second.raw)).toContain('Blue')
  await retoma.expectIdle()
})
