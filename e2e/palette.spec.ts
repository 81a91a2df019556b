import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { minute, write } from './closedSessions.ts'
import { picturesOf } from './windowSize.ts'

/** A dozen chats of one recipe, the highest number the latest, and what stands aside. */
async function start(world: World): Promise<Retoma> {
  for (let n = 1; n <= 12; n += 1) {
    write(world, { id: `user-7-chat-${n}`, title: `Chat ${n} about the settings`, ago: (20 - n) * minute })
  }
  write(world, { id: '0f3b3c1e-5a0b-4444-8888-000000000001', title: 'Without a chosen id', ago: 30 * minute })
  write(world, { id: 'silent', prompt: null })
  write(world, { id: 'child', prompt: 'Look for callers', parent: 'user-7-chat-1' })
  const retoma = await world.launch()
  await retoma.usePractice()
  await expect(retoma.row('user-7-chat-12')).toBeVisible()
  return retoma
}

const options = (retoma: Retoma) => retoma.page.getByRole('dialog').getByRole('option')

async function look(retoma: Retoma, text = ''): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await expect(retoma.page.locator('.palette-input')).toBeFocused()
  await retoma.page.keyboard.type(text)
}

test('what is typed whole is opened, whatever else begins with it', async ({ world }) => {
  const retoma = await start(world)
  await look(retoma, 'user-7-chat-1')
  await expect(options(retoma).first()).toContainText('Chat 1 about')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('heading', { name: 'Chat 1 about the settings' })).toBeVisible()

  // The name of a command is that command, although every session has that word.
  await look(retoma, 'settings')
  await expect(options(retoma).first()).toContainText('Settings')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
})

test('first come the sessions before the one that is shown; what stands aside is found by its words', async ({
  world,
}) => {
  const retoma = await start(world)
  await retoma.open('user-7-chat-12')
  await look(retoma)
  await expect(options(retoma).first()).toContainText('Chat 11 about')
  await expect(options(retoma).filter({ hasText: /silent|callers|Chat 12/ })).toHaveCount(0)
  await picturesOf(retoma, 'palette')
  await expectAccessible(retoma, 'palette')
  await retoma.page.keyboard.type('callers')
  await expect(options(retoma).first()).toContainText('sub-agent')
  await retoma.page.keyboard.press('Enter')
  await expect(retoma.page.getByRole('heading', { name: 'Look for callers' })).toBeVisible()
})

test('it speaks the language of searches, says how many there are, and leads to all of them', async ({ world }) => {
  const retoma = await start(world)
  const { page } = retoma
  await retoma.call('session.mark', { changes: [{ id: 'user-7-chat-3', tags: ['Release'] }] })
  await look(retoma, 'chat tag:release')
  await expect(options(retoma).first()).toContainText('Chat 3 about')
  await expect(options(retoma).filter({ hasText: /Chat \d+ about/ })).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await look(retoma, 'user-7-chat')
  await expect(options(retoma).filter({ hasText: /Chat \d+ about/ })).toHaveCount(8)
  await picturesOf(retoma, 'palette-many')
  const all = page.getByRole('option', { name: 'Show all 12 sessions in the list' })
  for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowDown')
  await expect(all).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Filter sessions' })).toHaveValue('user-7-chat')
  await expect(retoma.list.locator('[data-session-id]')).toHaveCount(12)
  await expect(retoma.list.locator('[data-session-id]:focus')).toHaveCount(1)
})
