import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './axe.ts'
import { expect, test } from './app.ts'
import type { World } from './app.ts'
import { echo } from './model/reply.ts'
import { picturesOf, resize } from './windowSize.ts'

const DAY = 86_400_000

/** As if so many days had passed since the person set the rule. */
function passDays(world: World, days: number): void {
  const path = join(world.userData, 'settings.json')
  const file = JSON.parse(readFileSync(path, 'utf8')) as { settings: { cleanup: { since: number } } }
  file.settings.cleanup.since -= days * DAY
  writeFileSync(path, JSON.stringify(file))
}

test('a kept rule tells every week what it finds, deletes nothing, and is silent when it is told to be', async ({
  world,
}) => {
  const { retoma } = await world.begin(echo)
  for (const id of ['one', 'two']) {
    await retoma.create(id)
    await retoma.send(`Words of ${id}`)
    await retoma.expectIdle()
  }
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await retoma.page.getByRole('dialog').waitFor()
  await retoma.page.keyboard.type('clean up')
  await retoma.page.keyboard.press('Enter')
  const remind = retoma.page.getByLabel('Tell me what this rule finds')
  await expect(remind).toHaveValue('never')
  await retoma.page.getByLabel(/days/i).first().fill('0')
  await remind.selectOption('weekly')
  await expect
    .poll(() => retoma.call('app.boot', {}).then(({ settings }) => settings.cleanup.rule.olderThanDays))
    .toBe(0)
  await expectAccessible(retoma, 'a clean-up that is scheduled')
  await retoma.picture('cleanup-schedule')
  await retoma.page.getByLabel(/days/i).first().fill('30')
  await expect(retoma.page.getByRole('button', { name: 'Tell me of this rule instead' })).toBeVisible()
  await retoma.quit()

  await test.step('before a week has passed nothing is said', async () => {
    const early = await world.launch()
    await expect(early.page.getByText(/Scripted . ready/)).toBeVisible()
    await expect(early.page.getByText('Your clean-up rule finds')).toHaveCount(0)
    await early.quit()
  })

  passDays(world, 8)
  const later = await world.launch()
  const notice = later.page.getByRole('status').filter({ hasText: 'Your clean-up rule finds 2 sessions' })
  await expect(notice).toBeVisible()
  await expectAccessible(later, 'a notice of the clean-up')
  await later.picture('cleanup-notice')
  await notice.getByRole('button', { name: 'Look' }).click()
  await expect(notice).toHaveCount(0)
  await expect(later.page.getByRole('heading', { name: 'Clean up' })).toBeVisible()
  await expect(later.page.getByLabel('Days without activity')).toHaveValue('0')
  await expect(later.page.getByRole('main').getByRole('status').first()).toContainText('2 sessions')
  for (const id of ['one', 'two']) expect(existsSync(join(world.home, 'session-state', id))).toBe(true)
  await later.quit()

  await test.step('what was seen is not told again before another week', async () => {
    const again = await world.launch()
    await expect(again.page.getByText(/Scripted . ready/)).toBeVisible()
    await expect(again.page.getByText('Your clean-up rule finds')).toHaveCount(0)
    await again.quit()
  })

  passDays(world, 8)
  const last = await world.launch()
  const off = last.page.getByRole('status').filter({ hasText: 'Your clean-up rule finds' })
  await off.getByRole('button', { name: 'Turn off' }).click()
  await expect(off).toHaveCount(0)
  expect((await last.call('app.boot', {})).settings.cleanup.every).toBe('never')
  for (const id of ['one', 'two']) expect(existsSync(join(world.home, 'session-state', id))).toBe(true)
})

test('duplicates are found, one of each stays, and what goes can come back', async ({ world }) => {
  const { retoma } = await world.begin(echo)
  await retoma.create('source', { title: 'The source' })
  await retoma.send('one')
  await retoma.expectIdle()
  // As it is now, and as it goes on: one is the beginning of the other.
  await retoma.call('session.fork', { id: 'source', at: null, draft: null })
  await retoma.send('two')
  await retoma.expectIdle()
  const fork = await retoma.call('session.fork', { id: 'source', at: null, draft: null })
  await retoma.call('session.pin', { id: fork.id, pinned: true })
  await retoma.create('other', { title: 'Something else' })
  await retoma.send('three')
  await retoma.expectIdle()

  await retoma.page.keyboard.press('ControlOrMeta+k')
  await retoma.page.getByRole('dialog').waitFor()
  await retoma.page.keyboard.type('clean up')
  await retoma.page.keyboard.press('Enter')
  const page = retoma.page.getByRole('main')
  await page.getByRole('radio', { name: 'Duplicates' }).check()
  await page.getByRole('button', { name: 'Look for duplicates' }).click()
  const table = page.getByRole('table')
  await expect(table.getByRole('row')).toHaveCount(3)
  await expect(table.getByRole('row', { name: 'The source' }).first()).toContainText(`The same as`)
  await expect(table.getByRole('row').filter({ hasText: 'All of it is in' })).toHaveCount(1)
  await expect(table).toContainText(fork.id)
  await expectAccessible(retoma, 'duplicates')
  await retoma.picture('duplicates')

  const gone = (await table.getByRole('rowheader').locator('.tick-line .tick-id').allTextContents()).toSorted()
  expect(gone).toHaveLength(2)
  expect(gone).not.toContain(fork.id)
  await page.getByRole('button', { name: 'Delete 2 sessions' }).click()
  await page.getByRole('button', { name: 'Move to the trash' }).click()
  await expect(page.getByRole('status').filter({ hasText: '2 sessions moved to the trash' })).toBeVisible()
  for (const id of gone) expect(existsSync(join(world.home, 'session-state', id))).toBe(false)
  for (const id of [fork.id, 'other']) expect(existsSync(join(world.home, 'session-state', id))).toBe(true)
  const entries = await retoma.call('trash.list', {})
  expect(entries.map(({ id }) => id).toSorted()).toEqual(gone)
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page).toContainText('No duplicates that could go.')
})

test('drafts that were left in sessions are found; the sessions stay, and a discarded draft can be taken back', async ({
  world,
}) => {
  const { retoma, page } = await world.begin(echo)
  await retoma.create('kept', { title: 'The one that stays' })
  await retoma.send('Words of it')
  await retoma.expectIdle()
  await retoma.type('an idea of long ago')
  await retoma.create('begun')
  await retoma.type('never sent')
  await retoma.create('third')
  await retoma.send('No draft here')
  await retoma.expectIdle()

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('clean up')
  await page.keyboard.press('Enter')
  await page.getByLabel(/days/i).first().fill('0')
  await page.getByLabel('Which sessions').selectOption('draft')
  const table = page.getByRole('table')
  await expect(table.getByRole('rowheader')).toHaveCount(1)
  await expect(table).toContainText('The one that stays')
  await expect(page.getByRole('main')).toContainText('Only their drafts go')
  await expectAccessible(retoma, 'drafts that were left')
  await retoma.picture('cleanup-drafts')
  await page.getByRole('button', { name: 'Discard 1 draft' }).click()
  await expect(table).toContainText('Draft discarded')
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: '1 draft discarded' })).toBeVisible()
  expect((await retoma.call('session.open', { id: 'kept' })).draft).toBe(null)
  expect(existsSync(join(world.home, 'session-state', 'kept'))).toBe(true)
  expect((await retoma.call('prompt.list', {})).map(({ text }) => text)).toContain('an idea of long ago')

  await page.getByRole('button', { name: 'Take the drafts back' }).click()
  await expect(table).toContainText('The one that stays')

  await page.getByRole('button', { name: 'Discard 1 draft' }).click()
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: '1 draft discarded' })).toBeVisible()
  await retoma.quit()
  const later = await world.launch()
  await later.page.keyboard.press('ControlOrMeta+k')
  await later.page.getByRole('dialog').waitFor()
  await later.page.keyboard.type('trash')
  await later.page.keyboard.press('Enter')
  const drafts = later.page.getByRole('region', { name: 'Discarded drafts' })
  await expect(drafts).toContainText('an idea of long ago')
  await expectAccessible(later, 'discarded drafts')
  await later.call('session.rename', { id: 'kept', title: `The one that stays${', and is long'.repeat(20)}` })
  await expect(drafts).toContainText('and is long')
  await picturesOf(later, 'discarded-drafts')
  await resize(later, 900, 760)
  const main = later.page.getByRole('main')
  expect(
    await main.evaluate(
      (all) => [...all.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > innerWidth).length,
    ),
  ).toBe(0)
  await later.call('session.rename', { id: 'kept', title: 'The one that stays' })
  await drafts.getByRole('button', { name: 'Put back the draft of “The one that stays”' }).click()
  await expect(drafts).toHaveCount(0)
  await later.open('kept')
  await expect(later.composer).toHaveValue('an idea of long ago')
  await expect(later.transcript.getByText('Words of it').first()).toBeVisible()
})
