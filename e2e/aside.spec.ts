import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { filesWith } from './filesWith.ts'
import { sessionsOf } from './homeHash.ts'
import { says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'
import { picturesOf } from './windowSize.ts'

/** Says what it was asked, without what the runtime puts before it. */
const parrot = ({ lastUser }: ModelRequest): Reply => says(`Parrot: ${lastUser.trim().split('\n').at(-1) ?? ''}`)

const panel = (retoma: Retoma): Locator => retoma.page.getByRole('region', { name: 'Aside' })
const box = (retoma: Retoma): Locator => panel(retoma).getByRole('textbox', { name: 'Side question' })

async function open(retoma: Retoma): Promise<void> {
  await retoma.page.keyboard.press('Control+Shift+J')
  await expect(box(retoma)).toBeFocused()
}
async function ask(retoma: Retoma, question: string): Promise<void> {
  await box(retoma).fill(question)
  await box(retoma).press('Enter')
}

/** The sessions of the home without what a person never asked for. */
const sessions = (world: World): Readonly<Record<string, string>> => sessionsOf(world.home)
const copies = (world: World): readonly string[] =>
  readdirSync(join(world.home, 'session-state')).filter((name) => name.includes('aside'))

const look = (retoma: Retoma, name: string): Promise<void> => picturesOf(retoma, `aside-${name}`)

test('a side question is answered from the conversation and leaves no trace anywhere', async ({ world }) => {
  const { model, retoma } = await world.begin(parrot)
  await retoma.create('talk')
  await retoma.send('The garden has three gates')
  await retoma.expectAnswer('Parrot: The garden has three gates')
  await retoma.expectIdle()
  // It is asked while the session is not live, too.
  await retoma.quit()
  const again = await world.launch()
  await again.open('talk')
  const before = sessions(world)
  const listed = (await again.call('session.list', {})).map(({ id }) => id)

  await open(again)
  await look(again, 'empty')
  model.enqueue(says('Three, *marmalade* ones.', { holdAfter: 1 }))
  await ask(again, 'How many gates, zanzibar?')
  await model.waitForRequest(2)
  await expect(panel(again)).toContainText('demo')
  expect(copies(world)).toHaveLength(1)
  expect((await again.call('session.list', {})).map(({ id }) => id)).toEqual(listed)
  await expect(again.list.getByRole('option')).toHaveCount(1)
  model.release()
  await expect(panel(again).getByText('marmalade')).toBeVisible()
  const asked = model.requests[1]
  expect(asked?.tools).toEqual([])
  expect(asked?.messages.map(({ content }) => content).join('\n')).toContain('The garden has three gates')

  // The next one knows the first.
  await ask(again, 'And their colour?')
  await expect(panel(again).getByText('Parrot: And their colour?')).toBeVisible()
  expect(model.requests).toHaveLength(3)
  expect(model.requests[2]?.messages.map(({ content }) => content).join('\n')).toContain('zanzibar')
  await look(again, 'asked')
  await expectAccessible(again, 'side questions')

  await panel(again).getByRole('button', { name: 'Put into the message box' }).last().click()
  await expect(again.composer).toHaveValue('And their colour?')
  await expect(panel(again)).toHaveCount(0)
  await expect(again.transcript.getByText('zanzibar')).toHaveCount(0)
  await expect.poll(() => copies(world)).toEqual([])
  expect(sessions(world)).toEqual(before)
  expect(model.requests).toHaveLength(3)
  await again.quit()
  expect(sessions(world)).toEqual(before)
  for (const word of ['zanzibar', 'marmalade', 'retoma-aside']) {
    expect(filesWith([world.home], word), word).toEqual([])
    expect(filesWith([join(world.userData, 'library')], word), word).toEqual([])
  }
})

test('a running session is asked about what is finished, the answer stops at a key, and a failure is told', async ({
  world,
}) => {
  const { model, retoma } = await world.begin(parrot)
  await retoma.create('busy')
  await retoma.send('once')
  await retoma.expectAnswer('Parrot: once')
  await retoma.expectIdle()
  model.enqueue(says('It goes on and on', { holdAfter: 1 }))
  await retoma.send('and now')
  await model.waitForRequest(2)
  await open(retoma)
  await ask(retoma, 'What was first?')
  await expect(panel(retoma).getByText('Parrot: What was first?')).toBeVisible()
  const given = model.requests[2]?.messages.map(({ content }) => content).join('\n') ?? ''
  expect(given).toContain('once')
  expect(given).not.toContain('and now')

  model.enqueue(says('An answer that nobody waits for', { holdAfter: 1 }))
  await ask(retoma, 'And then?')
  await model.waitForRequest(4)
  await box(retoma).press('Escape')
  await expect(panel(retoma)).toContainText('You stopped')
  model.enqueue({ status: 400, error: 'Not today.' })
  await ask(retoma, 'Once more?')
  await expect(panel(retoma).getByRole('alert')).toContainText('Not today.')
  await look(retoma, 'failed')
  await box(retoma).press('Escape')
  await expect(panel(retoma)).toHaveCount(0)
  await expect(retoma.composer).toBeFocused()
  // The session itself went on meanwhile.
  model.release()
  await retoma.expectAnswer('It goes on and on')
  await retoma.expectIdle()
  await expect.poll(() => copies(world)).toEqual([])
})

test('what a crash leaves of a side question is seen nowhere and gone after the next start', async ({ world }) => {
  const { model, retoma } = await world.begin(parrot)
  await retoma.create('talk')
  await retoma.send('Hello')
  await retoma.expectAnswer('Parrot: Hello')
  await retoma.expectIdle()
  await open(retoma)
  model.enqueue(says('Half of it', { holdAfter: 1 }))
  await ask(retoma, 'Why?')
  await model.waitForRequest(2)
  expect(copies(world)).toHaveLength(1)
  await retoma.kill()

  const again = await world.launch()
  await expect(again.list.getByRole('option')).toHaveCount(1)
  await expect.poll(() => copies(world), { timeout: 15_000 }).toEqual([])
  expect((await again.call('session.list', {})).map(({ id }) => id)).toEqual(['talk'])

  // What can't be read from end to end is not asked about.
  await again.quit()
  const log = join(world.home, 'session-state', 'talk', 'events.jsonl')
  writeFileSync(log, readFileSync(log, 'utf8').split('\n').toSpliced(2, 0, 'this is no event').join('\n'))
  const last = await world.launch()
  await last.open('talk')
  await open(last)
  await ask(last, 'Why?')
  await expect(panel(last).getByRole('alert')).toContainText('A part of this session can’t be read')
  expect(copies(world)).toEqual([])
  expect(model.requests).toHaveLength(2)
})
