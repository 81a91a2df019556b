import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { calls, says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'
import { dress, still } from './windowSize.ts'

test.describe.configure({ timeout: 120_000 })

/** A session whose agent may do what it likes. */
async function begin(world: World, route: (request: ModelRequest) => Reply = () => says('Done.')) {
  const model = await world.model(route)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('working', { folder: world.folder })
  return { model, retoma }
}

/** Presses a button as a person does who was elsewhere: what comes to lie under a resting pointer takes no press. */
async function press(retoma: Retoma, button: Locator): Promise<void> {
  await retoma.composer.hover()
  await button.hover()
  await button.click()
}

async function allow(retoma: Retoma): Promise<void> {
  const card = retoma.transcript.getByRole('region', { name: /Permission needed/ })
  await press(retoma, card.getByRole('button', { name: 'Allow once' }))
  await expect(card).toHaveCount(0)
}

test('edits are diffs, add up at the end of the turn, and stand together for the whole session', async ({ world }) => {
  const file = join(world.folder, 'cache.ts')
  writeFileSync(file, 'export class Cache {\n  get(key: string): unknown { return this.map.get(key) }\n}\n')
  const { model, retoma } = await begin(world)
  model.enqueue(
    calls('edit', { path: file, old_str: 'get(key: string): unknown {', new_str: 'get(key: Key): Value {' }),
    calls('create', { path: join(world.folder, 'notes.md'), file_text: '# Notes\n\none\n' }),
    calls('edit', { path: file, old_str: 'nowhere to be found', new_str: 'x' }),
  )
  await retoma.send('Type the cache')
  await allow(retoma)
  await allow(retoma)
  await retoma.expectIdle()
  expect(readFileSync(file, 'utf8')).toContain('key: Key')

  const change = retoma.transcript.getByRole('group', { name: /Change of .*cache\.ts/ }).first()
  await expect(change.locator('.diff-removed .diff-word').first()).toBeVisible()
  await expect(change.locator('.diff-added')).toContainText('get(key: Key): Value {')
  // In the colours of its language, readable on every ground.
  await expect(change.locator('.hljs-keyword').first()).toBeVisible()
  for (const theme of ['light', 'dark'] as const) {
    await dress(retoma, theme)
    await still(retoma)
    await expectAccessible(retoma, `a change in the colours of its language, ${theme}`)
    await retoma.picture(`tools-edit-${theme}`)
  }
  // What failed says why, in its own words, and changed nothing.
  await expect(retoma.transcript.getByText('No match found')).toBeVisible()
  const line = retoma.transcript.getByRole('button', { name: /2 files changed/ })
  await expect(line).toContainText('+4')
  await retoma.picture('tools-edit')

  await retoma.transcript.getByRole('button', { name: 'Show side by side' }).first().click()
  await expect(change.locator('.diff-sides').first()).toBeVisible()
  await retoma.picture('tools-edit-split')
  await expectAccessible(retoma, 'tools')

  model.enqueue(calls('edit', { path: file, old_str: 'Value {', new_str: 'Value | undefined {' }))
  await retoma.send('It may be missing')
  await allow(retoma)
  await retoma.expectIdle()

  await retoma.page.keyboard.press('ControlOrMeta+Shift+X')
  const about = retoma.page.getByRole('complementary', { name: 'About this session' })
  await expect(about.getByRole('tab', { name: 'Changes' })).toHaveAttribute('aria-selected', 'true')
  await expect(about.getByRole('button', { name: /2 files changed/ })).toContainText('+5')
  await expectAccessible(retoma, 'tools')
  await about.getByRole('button', { name: /cache\.ts/ }).click()
  const dialog = retoma.page.getByRole('dialog', { name: 'Changes' })
  await expect(dialog.locator('.diff-added').filter({ hasText: 'Value | undefined {' })).toBeVisible()
  await expect(dialog.getByText('Type the cache').first()).toBeVisible()
  await retoma.picture('tools-changes')
  await expectAccessible(retoma, 'tools')
  await dialog.getByRole('button', { name: 'Go to the turn' }).first().click()
  await expect(dialog).toHaveCount(0)

  // The same after a restart, without a word from the runtime; the switch is remembered.
  await retoma.quit()
  const again = await world.launch()
  await expect(again.transcript.locator('.diff-sides').first()).toBeVisible()
  await again.page.keyboard.press('ControlOrMeta+Shift+X')
  await expect(again.page.getByRole('button', { name: /2 files changed/ }).last()).toContainText('+5')
})

test('a command shows how it ended, its last lines, and all of a long output', async ({ world }) => {
  const { model, retoma } = await begin(world)
  const print = "printf '\\033[32mgreen\\033[0m\\nstep 1%%\\rstep 100%%\\n'; echo went wrong; exit 3"
  model.enqueue(calls('bash', { command: print, description: 'Print' }))
  await retoma.send('Run it')
  await allow(retoma)
  await retoma.expectIdle()
  const card = retoma.transcript.locator('.tool').first()
  await expect(card).toContainText('exit code 3')
  await expect(card.locator('.card-last')).toHaveText('green\nstep 100%\nwent wrong')

  model.enqueue(
    calls('bash', {
      command: 'for i in $(seq 1 300000); do echo "line $i of a long output"; done',
      description: 'Long',
    }),
  )
  await retoma.send('Now a long one')
  await allow(retoma)
  await retoma.expectIdle()
  const long = retoma.transcript.locator('.tool').last()
  await long.getByRole('button').first().click()
  await expect(long).toContainText('The runtime logged only the beginning')
  await retoma.picture('tools-saved')
  await long.getByRole('button', { name: /Show all/ }).click()
  const viewer = retoma.page.getByRole('dialog', { name: 'Whole text' })
  await expect(viewer).toContainText('300,000 lines')
  await expect(viewer.getByText('line 1 of a long output')).toBeVisible()
  await viewer.getByRole('textbox', { name: 'Find in this text' }).fill('line 299999 ')
  await expect(viewer.getByText('1 of 1')).toBeVisible()
  await expect(viewer.locator('mark')).toHaveText('line 299999 ')
  await retoma.picture('tools-viewer')
  await expectAccessible(retoma, 'tools')
})

test('what a sub-agent did stands inside of the call that started it', async ({ world }) => {
  const file = join(world.folder, 'a.txt')
  writeFileSync(file, 'one\n')
  const { model, retoma } = await begin(world, (request) => {
    const job = /JOB (\w+)/.exec(request.lastUser)?.[1]
    if (job === undefined) return says('Both are back.')
    const used = request.messages.filter(({ role }) => role === 'tool').length
    if (used === 0) return { text: `${job} looks`, toolCalls: [{ name: 'view', arguments: { path: file } }] }
    return says(`**${job}** found it`)
  })
  const job = (name: string) => ({
    name: 'task',
    arguments: {
      agent_type: 'general-purpose',
      name: `${name}-agent`,
      description: `Ask ${name}`,
      prompt: `JOB ${name}`,
      mode: 'sync',
    },
  })
  model.enqueue({ toolCalls: [job('alpha'), job('beta')] })
  await retoma.send('Ask both')
  // Each asks before it reads: what waits stands outside of the cards.
  for (const left of [1, 0]) {
    await press(retoma, retoma.transcript.getByRole('button', { name: 'Allow once' }).first())
    await expect(retoma.transcript.getByRole('button', { name: 'Allow once' })).toHaveCount(left)
  }
  await retoma.expectAnswer('Both are back.')
  await retoma.expectIdle()
  const check = async (shown: Retoma): Promise<void> => {
    const cards = shown.transcript.locator('.answer-column > .tool')
    await expect(cards).toHaveCount(2)
    for (const [at, name] of ['alpha', 'beta'].entries()) {
      const card = cards.nth(at)
      await expect(card).toContainText('1 call')
      await card.getByRole('button').first().click()
      const inside = card.getByRole('group', { name: `What ${name}-agent did` })
      await expect(inside.locator('.tool')).toHaveCount(1)
      await expect(inside).toContainText('a.txt')
      await expect(card.locator('.agent-words')).toContainText(`${name} found it`)
      await expect(card).toContainText('Sub-agent general-purpose on demo')
    }
  }
  await check(retoma)
  await retoma.picture('tools-subagents')
  await expectAccessible(retoma, 'tools')
  await retoma.quit()
  await check(await world.launch())
})

test('an output of 10 MB in a log opens at once, is searched whole, and is shown whole', async ({ world }) => {
  const id = 'huge'
  mkdirSync(join(world.home, 'session-state', id), { recursive: true })
  const big = Array.from(
    { length: 250_000 },
    (_, at) => `\u001b[3${at % 8}mrow ${at}\u001b[0m of a table that is long`,
  ).join('\n')
  const at = (n: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString()
  const event = (n: number, type: string, data: object): string =>
    JSON.stringify({ type, data, id: `e${n}`, timestamp: at(n), parentId: null })
  const lines = [
    event(0, 'session.start', {
      sessionId: id,
      version: 1,
      producer: 'copilot-agent',
      copilotVersion: '1.0.85',
      startTime: at(0),
      context: { cwd: world.folder },
    }),
    event(1, 'user.message', { content: 'Fetch the table', messageId: 'm1' }),
    event(2, 'tool.execution_start', { toolCallId: 'big', toolName: 'get_table', arguments: { table: 'rows' } }),
    event(3, 'tool.execution_complete', { toolCallId: 'big', success: true, result: { content: big } }),
    event(4, 'assistant.message', { messageId: 'a1', content: 'Here it is.', toolRequests: [], model: 'demo' }),
  ]
  writeFileSync(join(world.home, 'session-state', id, 'events.jsonl'), `${lines.join('\n')}\n`)
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.open(id)
  await retoma.expectAnswer('Here it is.')
  const opened = await retoma.call('session.open', { id })
  expect(JSON.stringify(opened).length).toBeLessThan(500_000)

  await retoma.page.keyboard.press('ControlOrMeta+F')
  await retoma.page.getByRole('textbox', { name: 'Find in the conversation' }).fill('row 123456 ')
  const there = retoma.transcript.getByRole('button', { name: 'Go to the hit in the whole text' })
  await expect(there).toBeVisible()
  await retoma.picture('tools-cut')
  await expectAccessible(retoma, 'tools')
  await there.click()
  const viewer = retoma.page.getByRole('dialog', { name: 'Whole text' })
  await expect(viewer.getByText('row 123456 of a table')).toBeVisible()
  await retoma.picture('tools-viewer-colours')
  await viewer.getByRole('button', { name: 'Copy all' }).click()
  await expect(retoma.page.getByText('Copied all of it')).toBeVisible()
  expect(existsSync(join(world.home, 'session-state', id))).toBe(true)
})

test('a command’s output is there as it comes, at its end, and is kept when everything ends', async ({ world }) => {
  const { model, retoma } = await begin(world)
  const go = join(world.folder, 'go')
  // It goes on when the test says so.
  const wait = `while [ ! -e ${go} ]; do sleep 0.05; done`
  const command = `for i in $(seq 1 60); do echo "line $i"; done; ${wait}; echo "line 61"; while [ ! -e ${go}-end ]; do sleep 0.05; done`
  model.enqueue(calls('bash', { command, description: 'Counts' }))
  await retoma.send('Count')
  await allow(retoma)
  const card = retoma.transcript.locator('.tool').filter({ hasText: 'seq 1 60' })
  // Closed, the last lines show.
  await expect(card.locator('.card-last')).toHaveText('line 59\nline 60')
  await card.getByRole('button', { name: /seq 1 60/ }).click()
  const box = card.getByRole('group', { name: 'Output' })
  await expect(box).toContainText('line 60')
  const isAtEnd = (): Promise<boolean> =>
    box.evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 2)
  expect(await isAtEnd()).toBe(true)
  await expect(retoma.transcript.locator('[aria-live]').filter({ hasText: 'line 60' })).toHaveCount(0)
  await retoma.picture('tools-live')
  await expectAccessible(retoma, 'a command that runs')
  writeFileSync(go, '')
  await expect(box).toContainText('line 61')
  expect(await isAtEnd()).toBe(true)
  await halfASecond()
  await retoma.kill()

  const again = await world.launch()
  const cut = again.transcript.locator('.tool').filter({ hasText: 'seq 1 60' })
  // What had come is kept, though the runtime keeps nothing of it.
  await cut.getByRole('button', { name: /seq 1 60/ }).click()
  await expect(cut).toContainText('line 61')
  writeFileSync(`${go}-end`, '')
})

test('a card keeps its height when its command ends', async ({ world }) => {
  const { model, retoma } = await begin(world)
  const go = join(world.folder, 'go')
  const command = `printf 'one\\ntwo\\nthree\\n'; while [ ! -e ${go} ]; do sleep 0.05; done; echo four`
  model.enqueue(calls('bash', { command, description: 'Waits' }))
  await retoma.send('Wait')
  await allow(retoma)
  const card = retoma.transcript.locator('.tool').filter({ hasText: 'printf' })
  await expect(card.locator('.card-last')).toHaveText('two\nthree')
  const height = async (): Promise<number> => (await card.boundingBox())?.height ?? 0
  const running = await height()
  writeFileSync(go, '')
  await retoma.expectIdle()
  await expect(card.locator('.card-last')).toHaveText('three\nfour')
  expect(await height()).toBe(running)
})
