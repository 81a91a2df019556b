import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { sessionsOf } from './homeHash.ts'
import { says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'

const parrot = ({ lastUser, messages }: ModelRequest): Reply =>
  says(`Answer ${messages.filter(({ role }) => role === 'user').length} to ${lastUser.trim().split('\n').at(-1) ?? ''}`)

test('a session is forked at a message: the source stays byte for byte, and each shows the other', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('roads', { title: 'Two roads' })
  for (const text of ['first way', 'second way', 'third way']) {
    await retoma.send(text)
    await retoma.expectAnswer(new RegExp(`Answer \\d to ${text}`))
    await retoma.expectIdle()
  }
  const ofSource = (): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(sessionsOf(world.home)).filter(([name]) => name.startsWith('roads/')))
  // The title that it was begun with is kept with the session itself, too: once that is done, nothing changes any more.
  const title = (): boolean =>
    Object.entries(ofSource()).some(
      ([name, hash]) =>
        hash !== 'folder' && readFileSync(join(world.home, 'session-state', name), 'utf8').includes('nameSeen'),
    )
  await expect.poll(title).toBe(true)
  const before = ofSource()

  await retoma.transcript.getByText('Answer 2 to second way').hover()
  await retoma.transcript
    .getByRole('group', { name: 'demo' })
    .filter({ hasText: 'Answer 2' })
    .getByRole('button', { name: 'More actions' })
    .click()
  await expectAccessible(retoma, 'the menu of a message')
  await retoma.picture('message-menu')
  await retoma.page.getByRole('menuitem', { name: /Fork from here/ }).click()

  await expect(retoma.page.getByText('Forked. “Two roads” stays as it is.')).toBeVisible()
  await expect(retoma.row('roads-2')).toContainText('Fork of Two roads')
  await expect(retoma.transcript.getByText('Answer 2 to second way')).toBeVisible()
  await expect(retoma.transcript.getByText('third way')).toHaveCount(0)
  await expect(retoma.page.getByRole('navigation', { name: 'Sessions before and after' })).toContainText(
    'Forked from Two roads',
  )
  expect(ofSource()).toEqual(before)
  await expectAccessible(retoma, 'a fork')
  await retoma.picture('fork')

  // The model is given what the fork took along, and nothing of what it left.
  await retoma.send('another third way')
  await retoma.expectAnswer('Answer 3 to another third way')
  const given =
    model.requests
      .at(-1)
      ?.messages.map(({ content }) => content)
      .join('\n') ?? ''
  expect(given).toContain('second way')
  expect(given).not.toContain('\nthird way')
  await retoma.expectIdle()
  expect(ofSource()).toEqual(before)

  await retoma.page.getByRole('navigation').getByRole('button', { name: 'Two roads' }).click()
  await expect(retoma.page.getByRole('navigation', { name: 'Sessions before and after' })).toContainText(
    'Forks Fork of Two roads',
  )
})

test('a running session and a damaged one can be forked by key', async ({ world }) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('busy')
  await retoma.send('once')
  await retoma.expectAnswer('Answer 1 to once')
  await retoma.expectIdle()
  model.enqueue(says('It goes on and on', { holdAfter: 1 }))
  await retoma.send('and now')
  await model.waitForRequest(2)
  await retoma.composer.press('Control+Shift+K')
  await expect(retoma.row('busy-2')).toHaveCount(1)
  await expect(retoma.transcript.getByText('Answer 1 to once')).toBeVisible()
  await expect(retoma.transcript.getByText('and now')).toHaveCount(0)
  await retoma.open('busy')
  model.release()
  await retoma.expectAnswer('It goes on and on')
  await retoma.expectIdle()

  // Somebody else breaks a line of the log.
  await retoma.quit()
  const log = join(world.home, 'session-state', 'busy', 'events.jsonl')
  const lines = readFileSync(log, 'utf8').split('\n')
  writeFileSync(log, lines.toSpliced(2, 0, 'this is no event').join('\n'))
  const again = await world.launch()
  await again.open('busy')
  const broken = readFileSync(log, 'utf8')
  await again.page.keyboard.press('Control+Shift+K')
  await expect(again.row('busy-3')).toHaveAttribute('aria-selected', 'true')
  await again.send('it works')
  await again.expectAnswer(/to it works/)
  expect(readFileSync(log, 'utf8')).toBe(broken)
})
