import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { says } from './model/reply.ts'
import { resize } from './windowSize.ts'

test('two models are compared: one page begins both, one message goes to both', async ({ world }) => {
  const { model, retoma, page } = await world.begin((request) =>
    says(`${request.model} says: ${/compare \w+/.exec(request.lastUser)?.[0] ?? ''}`),
  )
  await resize(retoma, 1600, 900)
  await page.keyboard.press('ControlOrMeta+k')
  await page.locator('.palette-input').fill('compare models')
  await expect(page.getByRole('option', { name: /Compare models/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await page.locator('.new-topic').fill('AB test')
  await expect(page.getByRole('button', { name: /^Model 2: other/ })).toBeVisible()
  await expectAccessible(retoma, 'a comparison')
  await page.getByRole('button', { name: 'Begin 2 sessions side by side' }).click()
  await expect(page.locator('.pane')).toHaveCount(2)
  const [first, second] = [page.locator('.pane').nth(0), page.locator('.pane').nth(1)]
  await expect(first.getByRole('heading', { level: 1 })).toHaveText(/AB test · demo/)
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(/AB test · other/)
  const box = first.getByRole('textbox', { name: 'Message', exact: true })
  await expect(box).toBeFocused()
  await second.getByRole('textbox', { name: 'Message', exact: true }).fill('its own')
  await box.click()
  await page.keyboard.type('compare this')
  await expect(first.getByRole('button', { name: 'Send to all 2 sessions that are shown' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Alt+Enter')
  await expect(first.getByText('demo says: compare this', { exact: true })).toBeVisible()
  await expect(second.getByText('other says: compare this', { exact: true })).toBeVisible()
  await expect(box).toHaveValue('')
  await expect(second.getByRole('textbox', { name: 'Message', exact: true })).toHaveValue('its own')
  await box.fill('compare again')
  await first.getByRole('button', { name: 'Send to all 2 sessions that are shown' }).click()
  await expect(first.getByText('demo says: compare again', { exact: true })).toBeVisible()
  await expect(second.getByText('other says: compare again', { exact: true })).toBeVisible()
  expect(model.requests.map((request) => request.model).sort()).toEqual(['demo', 'demo', 'other', 'other'])
  await retoma.picture('panes-compare')
})
