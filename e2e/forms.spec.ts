import { expect, halfASecond, test, type Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { addServer, book } from './harbour.ts'
import { calls, says } from './model/reply.ts'

async function allow(retoma: Retoma): Promise<void> {
  const button = retoma.transcript
    .getByRole('region', { name: /Permission needed/ })
    .getByRole('button', { name: 'Allow once' })
  await button.hover({ position: { x: 8, y: 8 } })
  await button.click()
}

test('a form of a server is filled in, checked, sent, declined and put off', async ({ world }) => {
  addServer(world)
  const model = await world.model(() => says('Done.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('elsewhere', { title: 'Elsewhere' })
  await retoma.create('booking', { title: 'A berth', folder: world.folder })
  const form = retoma.transcript.getByRole('region', { name: 'harbour needs a few details' })
  const ship = form.getByLabel('Name of the ship')
  const length = form.getByLabel('Its length')
  const given = (): string => model.requests.at(-1)?.messages.at(-1)?.content ?? ''

  model.enqueue(book)
  await retoma.send('Book a berth')
  await allow(retoma)
  await expect(form).toContainText('Which berth is it to be?')
  await expect(retoma.page).toHaveTitle(/^\(1\) /)
  await expectAccessible(retoma, 'a form of a server')
  await retoma.picture('form')
  await ship.fill('Argo')
  await length.fill('0')
  await retoma.open('elsewhere')
  await retoma.open('booking')
  await expect(ship).toHaveValue('Argo')
  await expect(length).toHaveValue('0')
  await form.getByRole('button', { name: 'Send' }).click()
  await expect(form).toContainText('At least 1.')
  await expect(length).toBeFocused()
  await length.fill('32')
  await form.getByRole('button', { name: 'Send' }).click()
  await retoma.expectIdle()
  expect(given()).toContain('Given: {"action":"accept","content":{"ship":"Argo","length":32}}')
  await expect(form).toHaveCount(0)
  await expect(retoma.transcript.locator('.decided').last()).toContainText('Which berth is it to be?')

  for (const [button, action] of [
    ['Decline', 'decline'],
    ['Not now', 'cancel'],
  ] as const) {
    model.enqueue(book)
    await retoma.send(`Once more, to ${action}`)
    await allow(retoma)
    const refusal = form.getByRole('button', { name: button })
    await refusal.hover({ position: { x: 8, y: 8 } })
    await refusal.click()
    await retoma.expectIdle()
    expect(given()).toContain(`"action":"${action}"`)
    await expect(form).toHaveCount(0)
  }
})

test('what was filled in survives kill -9 and a restart, and is there when the form is asked for again', async ({
  world,
}) => {
  addServer(world)
  const model = await world.model(() => says('Done.'))
  const first = await world.launch()
  await first.useModel(model)
  await first.create('booking', { folder: world.folder })
  model.enqueue(book)
  await first.send('Book a berth')
  await allow(first)
  const name = { name: 'harbour needs a few details' }
  await first.transcript.getByRole('region', name).getByLabel('Name of the ship').fill('Arg')
  await first.page.keyboard.type('o')
  await halfASecond()
  await first.kill()

  const second = await world.launch()
  const cut = second.transcript.getByRole('region', name)
  await expect(cut).toContainText('This was waiting for you')
  await expect(cut.getByLabel('Name of the ship')).toHaveValue('Argo')
  // One way forward, and nothing was sent.
  await expect(second.transcript.getByRole('button', { name: 'Continue' })).toHaveCount(0)
  await expect(cut.getByRole('button', { name: 'Send' })).toHaveCount(0)
  expect(model.requests).toHaveLength(1)
  await cut.getByLabel('Its length').fill('32')
  await expectAccessible(second, 'a form that waited when everything ended')
  await second.picture('form-again')
  await halfASecond()
  await second.quit()

  const third = await world.launch()
  const again = third.transcript.getByRole('region', name)
  await expect(again.getByLabel('Its length')).toHaveValue('32')
  model.enqueue(book)
  await again.getByRole('button', { name: 'Ask again' }).click()
  await allow(third)
  const asked = again.last()
  await expect(asked.getByRole('button', { name: 'Send' })).toBeVisible()
  await expect(asked.getByLabel('Name of the ship')).toHaveValue('Argo')
  await expect(asked.getByLabel('Its length')).toHaveValue('32')
  // All is filled in already: a press that was not aimed at the button sends nothing.
  const send = asked.getByRole('button', { name: 'Send' })
  await expect(send).toHaveAttribute('aria-disabled', 'false')
  await send.dispatchEvent('click', { detail: 1 })
  await third.page.evaluate(() => new Promise(requestAnimationFrame))
  await expect(send).toBeVisible()
  await expect(send).toBeEnabled()
  await send.hover({ position: { x: 8, y: 8 } })
  await send.click()
  await third.expectIdle()
  expect(model.requests.at(-1)?.messages.at(-1)?.content).toContain('{"ship":"Argo","length":32}')
  await expect(third.page.getByText('An answer that you began')).toHaveCount(0)
})

test('a plan is sent back with words, comes again, and is approved', async ({ world }) => {
  const model = await world.model(() => says('All is built.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('planned', { folder: world.folder })
  await retoma.call('session.setMode', { id: 'planned', mode: 'plan' })
  const plan = (summary: string): ReturnType<typeof calls> =>
    calls('exit_plan_mode', {
      summary,
      actions: ['exit_only', 'interactive', 'autopilot'],
      recommendedAction: 'interactive',
    })
  const card = retoma.transcript.getByRole('region', { name: 'A plan to approve' })

  model.enqueue(plan('## Build a quay\n\n1. Piles\n2. Planks'))
  await retoma.send('Plan a quay')
  await expect(card.getByRole('heading', { name: 'Build a quay' })).toBeVisible()
  await expect(retoma.page).toHaveTitle(/^\(1\) /)
  await expectAccessible(retoma, 'a plan to approve')
  await retoma.picture('plan')
  model.enqueue(plan('## Build a longer quay'))
  await card.getByLabel('What should be different').fill('Twice as long, please')
  await card.getByRole('button', { name: 'Ask for changes' }).click()
  await expect(card.getByRole('heading', { name: 'Build a longer quay' })).toBeVisible()
  expect(model.requests.at(-1)?.messages.at(-1)?.content).toContain('Twice as long, please')

  const approve = card.getByRole('button', { name: 'Approve and begin' })
  await approve.hover({ position: { x: 8, y: 8 } })
  await approve.click()
  await retoma.expectAnswer('All is built.')
  await retoma.expectIdle()
  await expect(card).toHaveCount(0)
  // What was approved is done in the mode that was chosen with it.
  await expect.poll(async () => (await retoma.call('session.open', { id: 'planned' })).row.mode).toBe('interactive')
  await expect(retoma.transcript.locator('.decided')).toHaveCount(2)
})
