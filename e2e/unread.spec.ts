import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { echo } from './model/reply.ts'

const isUnread = async (retoma: Retoma, id: string): Promise<boolean | undefined> =>
  (await retoma.call('session.list', {})).find((row) => row.id === id)?.unread

/** Two sessions in which something was said; the second one is shown, and marked as unread with the key for it. */
async function marked(world: World): Promise<Retoma> {
  const retoma = await world.launch()
  await retoma.useModel(await world.model(echo))
  for (const id of ['other', 'later']) {
    await retoma.create(id)
    await retoma.send(`Words of ${id}`)
    await retoma.expectIdle()
  }
  await expect.poll(() => isUnread(retoma, 'later')).toBe(false)
  await retoma.page.keyboard.press('ControlOrMeta+u')
  await expect.poll(() => isUnread(retoma, 'later')).toBe(true)
  // It is seen before it is on the disk.
  await halfASecond()
  return retoma
}

for (const [way, end] of [
  ['a quit', (retoma: Retoma) => retoma.quit()],
  ['kill -9', (retoma: Retoma) => retoma.kill()],
] as const) {
  test(`what a person marked as unread is still unread after ${way}, although it is shown again`, async ({ world }) => {
    const before = await marked(world)
    await end(before)
    const after = await world.launch()
    await expect(after.page.getByRole('heading', { name: 'Words of later' })).toBeVisible()
    await expect(after.transcript.getByText('Words of later').first()).toBeVisible()
    // What the page tells main by this is there before what it is asked next.
    await after.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    expect(await isUnread(after, 'later')).toBe(true)
    await expect(after.row('later')).toHaveClass(/row-unread/)

    await after.transcript.hover()
    await after.page.mouse.wheel(0, -40)
    await expect.poll(() => isUnread(after, 'later')).toBe(false)
  })
}

test('it is read when it is chosen again, or when something is typed into it, and not by a command', async ({
  world,
}) => {
  const retoma = await marked(world)
  await retoma.page.keyboard.press('ControlOrMeta+i')
  await expect(retoma.page.getByRole('complementary', { name: 'About this session' })).toBeVisible()
  expect(await isUnread(retoma, 'later')).toBe(true)
  await retoma.row('other').click()
  await expect(retoma.page.getByRole('heading', { name: 'Words of other' })).toBeVisible()
  expect(await isUnread(retoma, 'later')).toBe(true)
  await retoma.row('later').click()
  await expect.poll(() => isUnread(retoma, 'later')).toBe(false)

  await retoma.page.keyboard.press('ControlOrMeta+u')
  await expect.poll(() => isUnread(retoma, 'later')).toBe(true)
  await retoma.composer.press('x')
  await expect.poll(() => isUnread(retoma, 'later')).toBe(false)

  // Typed before the window has heard that it is unread.
  await retoma.row('later').evaluate((row) => {
    const seen = new MutationObserver(() => {
      if (!row.classList.contains('row-unread')) return
      row.dataset['wasUnread'] = ''
      seen.disconnect()
    })
    seen.observe(row, { attributeFilter: ['class'] })
  })
  await retoma.composer.evaluate((box) => {
    for (const key of ['u', 'x'])
      box.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: key === 'u', bubbles: true, cancelable: true }))
  })
  await expect(retoma.row('later')).toHaveAttribute('data-was-unread', '')
  await expect(retoma.row('later')).not.toHaveClass(/row-unread/)
  expect(await isUnread(retoma, 'later')).toBe(false)
})
