import { expect, test } from './app.ts'
import { says } from './model/reply.ts'

test('the first run leads to an answer of the practice model in a few steps, with its label everywhere', async ({
  world,
}) => {
  const retoma = await world.launch()
  const { page } = retoma
  await expect(page.getByRole('heading', { name: 'Welcome to Retoma' })).toBeVisible()
  for (const door of ['GitHub Copilot', 'Your own model', 'Try it offline']) {
    await expect(page.getByText(door, { exact: true }).first()).toBeVisible()
  }
  await retoma.picture('welcome')
  await page.getByRole('button', { name: 'Try it', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'New session' })).toBeVisible()
  await page.getByText('Per task', { exact: true }).click()
  await page.getByLabel('What is it about?').fill('First steps')
  await expect(page.getByLabel('Id', { exact: true })).toHaveValue('task-first-steps')
  await retoma.picture('new-session')
  await page.keyboard.press('Enter')
  await expect(retoma.composer).toBeFocused()
  await expect(page.getByText('Practice model').first()).toBeVisible()
  await page.keyboard.type('Hello, who are you?')
  await page.keyboard.press('Enter')
  await retoma.expectAnswer(/stand-in/i)
  await retoma.expectIdle()
  await expect(retoma.row('task-first-steps')).toContainText('Practice model')
  await expect(retoma.transcript.getByText('Practice model').first()).toBeVisible()
  await retoma.quit()

  // It is not asked twice, and the resumed session visibly remembers.
  const again = await world.launch()
  await expect(again.page.getByRole('heading', { name: 'First steps' })).toBeVisible()
  await again.send('What were we discussing?')
  await again.expectIdle()
  await expect(again.transcript.getByText('Hello, who are you?').nth(1)).toBeVisible()
})

test('an own model is tested before it is saved, and answers', async ({ world }) => {
  const model = await world.model(() => says('Hello from my own model'))
  const retoma = await world.launch()
  const { page } = retoma
  await page.getByRole('button', { name: /^Your own model/ }).click()
  const address = page.getByLabel('Address', { exact: true })
  await address.fill('not an address')
  await page.getByRole('button', { name: 'Test it' }).click()
  await expect(page.getByText('An address begins with')).toBeVisible()
  expect(model.modelLists()).toBe(0)
  await address.fill(model.baseUrl)
  await page.getByRole('button', { name: 'Test it' }).click()
  await expect.poll(() => model.modelLists()).toBeGreaterThan(0)
  await retoma.picture('own-model')
  await page.getByRole('button', { name: /^Save/ }).click()
  await expect(page.getByRole('heading', { name: 'New session' })).toBeVisible()
  await page.keyboard.type('Mine')
  await page.keyboard.press('Enter')
  await expect(retoma.composer).toBeFocused()
  await retoma.send('Hi')
  await retoma.expectAnswer('Hello from my own model')
})

test('no account is needed to go on, and sessions that are there can be read', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.page.getByRole('button', { name: 'Not now' }).click()
  await expect(retoma.page.getByText('No sessions yet').first()).toBeVisible()
  await retoma.picture('empty')
})
