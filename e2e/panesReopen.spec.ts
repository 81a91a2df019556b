import { expect, halfASecond, test } from './app.ts'
import type { Retoma } from './app.ts'
import { failTwoStarts } from './failedStarts.ts'
import { echo } from './model/reply.ts'
import { beside, boxOf, expectAsItWas, expectShown, flowOf, whatIsShown, withFour } from './paneDriver.ts'
import { writeTurns } from './words.ts'

for (const [way, end] of [
  ['a quit', (retoma: Retoma) => retoma.quit()],
  ['kill -9', (retoma: Retoma) => retoma.kill()],
] as const) {
  test(`panes come back as they were after ${way}: order, widths, focus, places, drafts and carets`, async ({
    world,
  }) => {
    for (const id of ['one', 'two', 'three']) writeTurns(world, id, 12)
    const before = await world.launch()
    await before.useModel(await world.model(echo))
    await before.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 10, y: 10, width: 1700, height: 860 }),
    )
    for (const id of ['one', 'two', 'three']) await before.call('session.rename', { id, title: id })
    await before.open('one')
    await beside(before, 'two')
    await beside(before, 'three')
    for (const [at, id] of ['three', 'one', 'two'].entries()) {
      await boxOf(before, id).fill(`a draft for ${id}`)
      for (let left = 0; left <= at; left += 1) await before.page.keyboard.press('ArrowLeft')
      await flowOf(before, id).hover()
      for (let step = 0; step < 5; step += 1) await before.page.mouse.wheel(0, -300 - 40 * at)
    }
    const edge = before.page.getByRole('separator', { name: /beside “two”/ })
    await edge.focus()
    for (let press = 0; press < 6; press += 1) await before.page.keyboard.press('ArrowLeft')
    await boxOf(before, 'two').focus()
    await expectShown(before, 'one', '[two]', 'three')
    const there = await whatIsShown(before)
    expect(there.widths[0]).toBeLessThan(there.widths[1] ?? 0)
    await halfASecond()
    await end(before)

    await expectAsItWas(await world.launch(), there)
  })
}

test('a session that is gone leaves the others where they were', async ({ world }) => {
  const before = await withFour(world)
  await before.open('alpha')
  await beside(before, 'beta')
  await beside(before, 'gamma')
  await before.call('session.delete', { ids: ['gamma'] })
  await expectShown(before, 'alpha', '[beta]')
  await halfASecond()
  await before.kill()
  const after = await world.launch()
  await expectShown(after, 'alpha', '[beta]')
})

test('after two starts in a row that failed none of the panes is opened by itself', async ({ world }) => {
  const before = await withFour(world)
  await before.open('alpha')
  await beside(before, 'beta')
  await halfASecond()
  await before.quit()
  await failTwoStarts(world)
  const third = await world.launch()
  await expect(third.page.getByRole('region', { name: 'Notices' })).toContainText(
    'so this time it did not open it by itself',
  )
  await expect(third.page.locator('.pane')).toHaveCount(0)
})
