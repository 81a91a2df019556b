import { expect, halfASecond, test } from './app.ts'
import { expectAccessible } from './axe.ts'
import { calls, says } from './model/reply.ts'
import type { ModelRequest, Reply } from './model/reply.ts'
import type { Retoma } from './app.ts'

/** Answers with the last line that it was asked. */
const parrot = ({ lastUser }: ModelRequest): Reply => says(`You said ${lastUser.trim().split('\n').at(-1) ?? ''}`)

const waiting = (retoma: Retoma): ReturnType<Retoma['page']['locator']> =>
  retoma.page.getByRole('article', { name: 'Waiting messages' }).getByRole('listitem')
const entry = (retoma: Retoma, text: string): ReturnType<Retoma['page']['locator']> =>
  waiting(retoma).filter({ hasText: text })
const order = (retoma: Retoma): Promise<readonly string[]> => waiting(retoma).locator('.bubble').allInnerTexts()

test('a queue is put in order with keys and with the mouse, and comes back so, paused, after kill -9', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('ordered')
  model.enqueue(says('It begins and does not end', { holdAfter: 1 }))
  await before.send('First')
  await model.waitForRequest(1)
  for (const text of ['alpha', 'beta', 'gamma', 'delta']) await before.send(text)
  await expect.poll(() => order(before)).toEqual(['alpha', 'beta', 'gamma', 'delta'])

  await entry(before, 'delta').getByRole('button', { name: 'Edit' }).focus()
  await before.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => order(before)).toEqual(['alpha', 'beta', 'delta', 'gamma'])
  // The focus goes along, so that the next press moves the same message.
  await expect(entry(before, 'delta').getByRole('button', { name: 'Edit' })).toBeFocused()
  await before.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => order(before)).toEqual(['alpha', 'delta', 'beta', 'gamma'])
  await entry(before, 'alpha').getByRole('button', { name: 'Move down' }).click()
  await expect.poll(() => order(before)).toEqual(['delta', 'alpha', 'beta', 'gamma'])
  await entry(before, 'gamma')
    .locator('.waiting-grip')
    .dragTo(entry(before, 'delta').locator('.bubble'), {
      targetPosition: { x: 5, y: 2 },
    })
  await expect.poll(() => order(before)).toEqual(['gamma', 'delta', 'alpha', 'beta'])
  await expectAccessible(before, 'a queue that can be ordered')
  await before.picture('queue-ordered')
  await halfASecond()
  await before.kill()

  const after = await world.launch()
  await expect.poll(() => order(after)).toEqual(['gamma', 'delta', 'alpha', 'beta'])
  await expect(entry(after, 'gamma')).toContainText('Retoma ended before it was sent.')
  await expectAccessible(after, 'a paused queue')
  await after.picture('queue-paused')
  expect(model.requests).toHaveLength(1)
  // One of them alone, then all others in their order.
  await entry(after, 'alpha').getByRole('button', { name: 'Send now' }).click()
  await after.expectAnswer('You said alpha')
  await after.expectIdle()
  await expect.poll(() => order(after)).toEqual(['gamma', 'delta', 'beta'])
  await after.page.getByRole('button', { name: 'Send all now' }).click()
  await after.expectAnswer('You said beta')
  await after.expectIdle()
  const asked = model.requests.map(({ lastUser }) => lastUser.split('\n').at(-1))
  expect(asked).toEqual(['First', 'alpha', 'gamma', 'delta', 'beta'])
})

test('a message that is sent now reaches the running turn after its present step, before those that waited', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('steered', { folder: world.folder })
  model.enqueue(calls('ask_user', { question: 'Which one?', choices: ['Left', 'Right'] }), says('Both, then.'))
  await retoma.send('Choose')
  await expect(retoma.transcript.getByText('Which one?')).toBeVisible()
  await retoma.send('later')
  await retoma.send('take both')
  await entry(retoma, 'take both').getByRole('button', { name: 'Send now' }).click()
  await expect(entry(retoma, 'take both')).toContainText('Copilot reads it after its present step')
  await expect.poll(() => order(retoma)).toEqual(['take both', 'later'])
  await retoma.picture('queue-steering')
  expect(model.requests).toHaveLength(1)
  await retoma.transcript.getByRole('button', { name: 'Right' }).click()
  await retoma.expectAnswer('Both, then.')
  expect(model.requests[1]?.lastUser).toContain('take both')
  await retoma.expectAnswer('You said later')
  await retoma.expectIdle()
  await expect(waiting(retoma)).toHaveCount(0)
  await expect(retoma.transcript.getByText('This answer was interrupted.')).toHaveCount(0)
  await retoma.picture('steered')
})

test('half an answer survives another session, a reload and a crash, and is offered to the composer', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const before = await world.launch()
  await before.useModel(model)
  await before.create('elsewhere')
  await before.create('asks', { folder: world.folder })
  model.enqueue(calls('ask_user', { question: 'Which colour?', choices: [] }))
  await before.send('Ask me')
  const words = before.page.getByRole('textbox', { name: 'Answer in your own words' })
  await words.click()
  await before.page.keyboard.type('  something between ')
  await before.open('elsewhere')
  await before.open('asks')
  await expect(words).toHaveValue('  something between ')
  await before.page.reload()
  await expect(words).toHaveValue('  something between ')
  await words.press('End')
  await before.page.keyboard.type('green and')
  await halfASecond()
  await before.kill()

  const after = await world.launch()
  // What waited waits again, with what was typed; when something else is said instead, it is not lost.
  await expect(after.page.getByRole('textbox', { name: 'Answer in your own words' })).toHaveValue(
    '  something between green and',
  )
  const begun = after.page.getByRole('region', { name: 'You had begun to answer:' })
  await expect(begun).toHaveCount(0)
  await after.send('Never mind')
  await after.expectAnswer('You said Never mind')
  await after.expectIdle()
  await expect(begun).toContainText('something between green and')
  await expectAccessible(after, 'half an answer')
  await after.picture('begun-reply')
  await begun.getByRole('button', { name: 'Put into the composer' }).click()
  await expect(after.composer).toHaveValue('  something between green and')
  await expect(begun).toHaveCount(0)
  await halfASecond()
  await after.kill()
  const again = await world.launch()
  await expect(again.composer).toHaveValue('  something between green and')
  await expect(again.page.getByRole('region', { name: 'You had begun to answer:' })).toHaveCount(0)
})

test('what is entered for a new session is there again after kill -9, caret included', async ({ world }) => {
  const model = await world.model(parrot)
  const before = await world.launch()
  await before.useModel(model)
  await before.page.keyboard.press('ControlOrMeta+n')
  const title = (retoma: Retoma): ReturnType<Retoma['page']['locator']> => retoma.page.locator('[data-new-field=topic]')
  const id = (retoma: Retoma): ReturnType<Retoma['page']['locator']> => retoma.page.locator('[data-new-field=id]')
  await title(before).fill('  Plan the  move ')
  await id(before).fill('my-own-id')
  await before.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
  }, world.folder)
  await before.page.getByRole('radio', { name: /Agent in a folder/ }).check()
  await before.page.getByRole('button', { name: 'Choose…' }).click()
  await id(before).click()
  await before.page.keyboard.press('Home')
  await before.page.keyboard.press('ArrowRight')
  await before.page.keyboard.press('Shift+ArrowRight')
  await halfASecond()
  await before.kill()

  const after = await world.launch()
  await after.page.keyboard.press('ControlOrMeta+n')
  await expect(title(after)).toHaveValue('  Plan the  move ')
  await expect(id(after)).toHaveValue('my-own-id')
  await expect(id(after)).toBeFocused()
  expect(await id(after).evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([
    1, 2,
  ])
  await expect(after.page.getByText(world.folder, { exact: true })).toBeVisible()
})

test('keys pressed right after the palette was asked for are the palette’s, before it is even loaded', async ({
  world,
}) => {
  const model = await world.model(parrot)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('typed')
  await retoma.page.reload()
  await expect(retoma.composer).toBeFocused()
  await retoma.page.evaluate(() => {
    const press = (key: string, ctrlKey = false): void => {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
      )
    }
    press('k', true)
    for (const key of 'keyboard') press(key)
  })
  await expect(retoma.page.getByRole('dialog').getByRole('combobox')).toHaveValue('keyboard')
  await expect(retoma.page.locator('[data-composer]')).toHaveValue('')
  // Closed, it has the focus for a moment more.
  const palette = retoma.page.getByRole('dialog').getByRole('combobox')
  for (const frames of [0, 1, 2, 4]) {
    await retoma.page.evaluate(async (wait) => {
      const press = (key: string, ctrlKey = false): void => {
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
        )
      }
      press('Escape')
      for (let frame = 0; frame < wait; frame += 1) await new Promise(requestAnimationFrame)
      press('k', true)
    }, frames)
    await expect(palette, `asked for again after ${frames} frames`).toHaveValue('')
    await expect(palette).toBeFocused()
    await retoma.page.keyboard.type('again')
    await expect(palette).toHaveValue('again')
  }
})
