import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { calls, refuses, says } from './model/reply.ts'

/** Notes what comes into the live region of the conversation, as a screen reader hears it. */
async function listen(retoma: Retoma): Promise<() => Promise<readonly string[]>> {
  await retoma.page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        const live = (target as Element).closest('.visually-hidden[role="log"]')
        if (live == null) continue
        for (const node of addedNodes) heard.push(node.textContent ?? '')
      }
    }).observe(document.body, { childList: true, subtree: true })
  })
  return () => retoma.page.evaluate(() => (window as unknown as { heard: string[] }).heard)
}

test('a screen reader hears what is asked, what is answered and how it ended: in sentences, and each once', async ({
  world,
}) => {
  const model = await world.model(() => says('Ready.'))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('spoken', { folder: world.folder })
  await retoma.send('Are you there?')
  await retoma.expectAnswer('Ready.')
  await retoma.expectIdle()
  const heard = await listen(retoma)

  const pieces = ['The first paragraph. It has two sentences.\n\n', 'The sec', 'ond one is `short`.', '\n\nThe end.']
  model.enqueue(
    calls('bash', { command: 'touch made', description: 'Make it' }),
    { text: pieces, holdAfter: 2 },
    refuses(400, 'The model does not take this'),
  )
  await retoma.send('Make it, and tell me')
  await expect.poll(heard).toEqual(['Permission needed: Run touch made. Press Ctrl J to go to it.'])

  await test.step('one key goes to what waits, where no key allows until a button is chosen', async () => {
    const card = transcript.getByRole('region', { name: /Permission needed/ })
    await retoma.composer.focus()
    await page.keyboard.press('ControlOrMeta+j')
    await expect(card).toBeFocused()
    await expect(card.getByRole('button', { name: 'Deny' })).toHaveAttribute('aria-disabled', 'false')
    for (const key of ['Enter', 'Space', 'y']) await page.keyboard.press(key)
    await expect(card).toBeVisible()
    expect(existsSync(join(world.folder, 'made'))).toBe(false)
    const allow = card.getByRole('button', { name: 'Allow once' })
    for (const name of ['Deny', 'Allow for this session', 'Allow once']) {
      await page.keyboard.press('Tab')
      await expect(card.getByRole('button', { name })).toBeFocused()
    }
    await expect(allow).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(card).toHaveCount(0)
    await expect(retoma.composer).toBeFocused()
  })

  await test.step('an answer is heard paragraph by paragraph, while it streams', async () => {
    await retoma.expectAnswer('The sec')
    await expect.poll(heard).toContain('The first paragraph. It has two sentences.')
    model.release()
    await expect.poll(heard).toContain('The second one is short . The end.')
    expect(existsSync(join(world.folder, 'made'))).toBe(true)
    await retoma.expectIdle()
  })

  await test.step('a failure and a stop are heard', async () => {
    await retoma.send('And now?')
    await expect.poll(async () => (await heard()).at(-1)).toMatch(/^The provider rejected the request\./)
    await retoma.expectIdle()
    model.enqueue(says('It goes on', { holdAfter: 1 }))
    await retoma.send('Go on')
    await retoma.expectAnswer(/It goes/)
    await page.keyboard.press('Escape')
    await expect.poll(async () => (await heard()).at(-1)).toMatch(/^You stopped this answer\./)
  })

  const all = await heard()
  expect(new Set(all).size).toBe(all.length)
  for (const said of all) expect(said).toMatch(/[.!?]$/)
})

test('of what tools do one hears how much of what, in one sentence before what is said of it', async ({ world }) => {
  const model = await world.model(() => says('Ready.'))
  const retoma = await world.launch()
  const { transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('worked', { folder: world.folder })
  const heard = await listen(retoma)
  model.enqueue(calls('bash', { command: 'touch a', description: 'Make it' }), says('The first is there.'))
  await retoma.send('Make the first')
  const forSession = transcript.getByRole('button', { name: 'Allow for this session' })
  await forSession.hover()
  await forSession.click()
  await retoma.expectIdle()
  const touch = (name: string) => ({ name: 'bash', arguments: { command: `touch ${name}`, description: 'Make it' } })
  model.enqueue(
    { toolCalls: [touch('b'), touch('c')] },
    { toolCalls: [touch('d'), { name: 'bash', arguments: { command: 'touch no/e', description: 'Make it' } }] },
    says('All are there but one.'),
    { toolCalls: [touch('f')] },
    says('That one, too.'),
  )
  await retoma.send('Make the others')
  await retoma.expectAnswer('All are there but one.')
  await retoma.expectIdle()
  await retoma.send('And the last')
  await retoma.expectAnswer('That one, too.')
  await expect
    .poll(heard)
    .toEqual([
      'Permission needed: Run touch a. Press Ctrl J to go to it.',
      'Ran 1 command.',
      'The first is there.',
      'Ran 4 commands. 1 of these calls failed.',
      'All are there but one.',
      'Ran 1 command.',
      'That one, too.',
    ])
  expect(existsSync(join(world.folder, 'f'))).toBe(true)
})

test('a conversation is walked through turn by turn and part by part, with the keys alone', async ({ world }) => {
  const model = await world.model(() => says('Done.'))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.useModel(model)
  await retoma.create('walked', { folder: world.folder })
  writeFileSync(join(world.folder, 'notes.md'), 'one\n')
  await retoma.send('First')
  await retoma.expectIdle()
  model.enqueue(
    calls('view', { path: join(world.folder, 'notes.md') }, { text: 'I look.' }),
    says('One line.', { reasoning: 'It has but one.' }),
  )
  await retoma.send('Second')
  const allow = transcript.getByRole('button', { name: 'Allow once' })
  await allow.hover()
  await allow.click()
  await retoma.expectAnswer('One line.')
  await retoma.expectIdle()
  await retoma.send('Third')
  await retoma.expectIdle()

  const turn = (name: string): Locator => transcript.getByRole('article', { name })
  await transcript.focus()
  for (const name of ['Third', 'Second', 'First', 'First']) {
    await page.keyboard.press('Alt+ArrowUp')
    await expect(turn(name)).toBeFocused()
  }
  await page.keyboard.press('Alt+ArrowDown')
  await expect(turn('Second')).toBeFocused()

  // Into the turn, and along its parts: the prompt, what was said, the card, the answer.
  const second = turn('Second')
  const parts = [
    second.getByRole('group').filter({ hasText: 'Second' }).first(),
    second.getByRole('group').filter({ hasText: 'I look.' }).first(),
    second.getByRole('button', { name: /notes\.md/ }),
    second.getByRole('group').filter({ hasText: 'One line.' }).first(),
  ]
  await page.keyboard.press('Enter')
  for (const [index, part] of parts.entries()) {
    if (index > 0) await page.keyboard.press('ArrowDown')
    await expect(part).toBeFocused()
  }
  await page.keyboard.press('ArrowRight')
  await expect(second.getByText('It has but one.')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(second.getByText('It has but one.')).toBeHidden()
  await page.keyboard.press('ArrowUp')
  const card = parts[2]!
  await expect(card).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(card).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(card).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('End')
  await expect(parts[3]!).toBeFocused()
  // On into the next turn, and back to the beginning of this one.
  await page.keyboard.press('ArrowDown')
  await expect(turn('Third').locator(':focus')).toHaveCount(1)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Home')
  await expect(parts[0]!).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(retoma.composer).toBeFocused()
})

test('the keys go into the work of a sub-agent and out of it, and to what failed', async ({ world }) => {
  const log = createTestLog()
  log.add('session.start', { ...sessionStart('nested'), context: { cwd: world.folder } })
  log.add('user.message', { content: 'Have it looked at', messageId: 'm' })
  log.add('assistant.turn_start', { turnId: '0' })
  const tool = (toolCallId: string, toolName: string, args: object, more: object = {}): void => {
    log.add('tool.execution_start', { toolCallId, toolName, arguments: args, ...more })
    log.add('tool.execution_complete', { toolCallId, success: true, result: { content: 'as it is' }, ...more })
  }
  const within = { parentToolCallId: 'task' }
  log.add('tool.execution_start', { toolCallId: 'task', toolName: 'task', arguments: { prompt: 'Look at all' } })
  tool('one', 'view', { path: 'one.md' }, within)
  tool('two', 'view', { path: 'two.md' }, within)
  log.add('tool.execution_complete', { toolCallId: 'task', success: true, result: { content: 'All is well.' } })
  tool('three', 'view', { path: 'three.md' })
  log.add('session.error', { errorType: 'query', message: 'The model does not take this', statusCode: 400 })
  mkdirSync(join(world.home, 'session-state', 'nested'), { recursive: true })
  writeFileSync(join(world.home, 'session-state', 'nested', 'events.jsonl'), log.text())
  const retoma = await world.launch()
  const { page, transcript } = retoma
  await retoma.usePractice()
  await retoma.open('nested')
  const card = (name: RegExp): Locator => transcript.getByRole('button', { name })
  const task = transcript.locator('.card.tool').filter({ hasText: 'Delegated' }).getByRole('button').first()
  await expect(card(/three\.md/)).toBeVisible()
  await transcript.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await expect(task).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(card(/three\.md/)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  // Right opens it, and once more goes in; down goes on to what is in it, and behind it.
  await page.keyboard.press('ArrowRight')
  await expect(task).toHaveAttribute('aria-expanded', 'true')
  await expect(task).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(card(/one\.md/)).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(card(/one\.md/)).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowDown')
  await expect(card(/two\.md/)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(card(/three\.md/)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  // Left goes out, and once more closes it.
  await page.keyboard.press('ArrowLeft')
  await expect(task).toBeFocused()
  await expect(task).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(task).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('End')
  await expect(transcript.getByRole('region', { name: /provider rejected the request/ })).toBeFocused()
})
