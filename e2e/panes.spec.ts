import { expect, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { calls, echo, says } from './model/reply.ts'
import { beside, boxOf, expectShown, flowOf, paneOf, widths, paneNames, withFour } from './paneDriver.ts'
import { dress, resize } from './windowSize.ts'
import { writeTurns } from './words.ts'

async function showAllFour(retoma: Retoma): Promise<void> {
  await retoma.open('alpha')
  for (const id of paneNames.slice(1)) await beside(retoma, id)
  await expectShown(retoma, 'alpha', 'beta', 'gamma', '[delta]')
}

test('sessions are opened beside each other, moved, closed, and never shown twice, with the keyboard alone', async ({
  world,
}) => {
  const retoma = await withFour(world)
  const { page } = retoma
  await retoma.open('alpha')
  await retoma.type('for alpha')
  // What is open stays as it is, to the element.
  await retoma.composer.evaluate((box) => box.setAttribute('data-same', ''))
  await page.keyboard.press('ControlOrMeta+\\')
  await page.getByRole('combobox', { name: 'Palette' }).or(page.locator('.palette-input')).first().waitFor()
  await page.keyboard.type('gamma')
  await expect(page.getByRole('option', { name: /gamma/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expectShown(retoma, 'alpha', '[gamma]')
  await expect(boxOf(retoma, 'gamma')).toBeFocused()
  await expect(boxOf(retoma, 'alpha')).toHaveAttribute('data-same', '')
  await expect(boxOf(retoma, 'alpha')).toHaveValue('for alpha')
  await page.keyboard.type('for gamma')

  // Beside the one that has the focus.
  await page.keyboard.press('Shift+F6')
  await expectShown(retoma, '[alpha]', 'gamma')
  await beside(retoma, 'beta')
  await expectShown(retoma, 'alpha', '[beta]', 'gamma')
  await expect(retoma.row('beta')).toHaveAttribute('aria-selected', 'true')
  await expect(retoma.row('gamma')).toContainText('shown beside')
  // What is shown already gets the focus, wherever it is asked for.
  await retoma.row('gamma').focus()
  await page.keyboard.press('Enter')
  await expectShown(retoma, 'alpha', 'beta', '[gamma]')
  await expect(boxOf(retoma, 'gamma')).toBeFocused()
  await beside(retoma, 'alpha')
  await expectShown(retoma, '[alpha]', 'beta', 'gamma')
  // Another one comes into the place of the focus.
  await retoma.row('delta').focus()
  await page.keyboard.press('Enter')
  await expectShown(retoma, '[delta]', 'beta', 'gamma')
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expectShown(retoma, '[delta]', 'beta', 'gamma')

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('pane to the right')
  await page.keyboard.press('Enter')
  await expectShown(retoma, 'beta', '[delta]', 'gamma')
  await expect(boxOf(retoma, 'delta')).toBeFocused()
  await expect(boxOf(retoma, 'gamma')).toHaveValue('for gamma')

  await beside(retoma, 'alpha')
  await expect(boxOf(retoma, 'alpha')).toHaveValue('for alpha')
  await expectShown(retoma, 'beta', 'delta', '[alpha]', 'gamma')
  await retoma.call('session.create', {
    id: 'fifth',
    title: 'fifth',
    kind: 'chat',
    folder: null,
    model: { providerId: 'practice', model: 'practice' },
  })
  await retoma.row('fifth').focus()
  await page.keyboard.press('Enter')
  await expectShown(retoma, 'beta', 'delta', '[fifth]', 'gamma')
  await retoma.row('alpha').focus()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText('Four sessions are open side by side')).toBeVisible()
  await expectShown(retoma, 'beta', 'delta', '[fifth]', 'gamma')

  await page.keyboard.press('F6')
  await page.keyboard.press('ControlOrMeta+w')
  await expectShown(retoma, 'beta', 'delta', '[fifth]')
  await page.keyboard.press('ControlOrMeta+w')
  await page.keyboard.press('ControlOrMeta+w')
  await expect(retoma.page.locator('.pane')).toHaveCount(1)
  await expect(page.getByRole('heading', { name: 'beta' })).toBeVisible()
  await expect(retoma.composer).toBeFocused()
})

test('four answers stream at once, each where it was asked for, and nothing reaches another session', async ({
  world,
}) => {
  test.slow()
  const retoma = await withFour(world, 1900)
  const model = await world.model((request) => {
    const name = /say (\w+)/.exec(request.lastUser)?.[1] ?? ''
    return { text: Array.from({ length: 24 }, (_, at) => `${name}${at} `), delayMs: 4, holdAfter: 8 }
  })
  await retoma.useModel(model)
  const provider = (await retoma.call('provider.list', {})).filter(({ kind }) => kind === 'openai').at(-1)
  for (const id of paneNames)
    await retoma.call('session.setModel', { id, model: { providerId: provider?.id ?? '', model: 'demo' } })
  await showAllFour(retoma)
  for (const id of paneNames) {
    await boxOf(retoma, id).click()
    await retoma.page.keyboard.type(`say ${id}`)
    await retoma.page.keyboard.press('Enter')
    await expect(boxOf(retoma, id)).toHaveValue('')
  }
  for (const id of paneNames) await expect(flowOf(retoma, id).getByText(`${id}3`)).toBeVisible()
  // All four are in the middle of their answers. What is typed and queued now is of one session alone.
  await boxOf(retoma, 'beta').fill('say later')
  await boxOf(retoma, 'beta').press('Enter')
  await expect(paneOf(retoma, 'beta').getByText('say later')).toBeVisible()
  await boxOf(retoma, 'gamma').fill('not sent')
  await boxOf(retoma, 'alpha').focus()
  // Escape is about the one that has the focus.
  await boxOf(retoma, 'delta').focus()
  await retoma.page.keyboard.press('Escape')
  await expect(flowOf(retoma, 'delta').getByText('You stopped this answer')).toBeVisible()
  model.release()
  await expect(flowOf(retoma, 'alpha').getByText('alpha23')).toBeVisible()
  await expect(flowOf(retoma, 'gamma').getByText('gamma23')).toBeVisible()
  await expect.poll(() => model.requests.length).toBe(5)
  model.release()
  await expect(flowOf(retoma, 'beta').getByText('later23')).toBeVisible()

  for (const id of paneNames) {
    const { state } = await retoma.call('session.open', { id })
    const told = JSON.stringify(state.turns.map((turn) => [turn.prompt?.text, turn.items]))
    for (const other of paneNames) {
      if (other === id) expect(told).toContain(`say ${other}`)
      else expect(told).not.toContain(other)
    }
    expect(told.includes('later')).toBe(id === 'beta')
    const text = await flowOf(retoma, id).innerText()
    for (const other of paneNames) if (other !== id) expect(text).not.toContain(`${other}1`)
  }
  await expect(boxOf(retoma, 'gamma')).toHaveValue('not sent')
  // Four sessions ask side by side: in which order their requests arrive is not ours.
  const said = model.requests.map(({ lastUser }) => /say (\w+)/.exec(lastUser)?.[1])
  expect(said.toSorted()).toEqual([...paneNames, 'later'].toSorted())
  // Whatever is in view was read.
  for (const id of paneNames) await expect(retoma.row(id)).not.toHaveClass(/row-unread/)
  await retoma.picture('panes-four')
})

test('find, details and commands are about the pane that has the focus', async ({ world }) => {
  writeTurns(world, 'one', 6)
  writeTurns(world, 'two', 4)
  const retoma = await world.launch()
  const { page } = retoma
  await retoma.useModel(await world.model(echo))
  await resize(retoma, 1600, 900)
  for (const id of ['one', 'two']) await retoma.call('session.rename', { id, title: id })
  await retoma.open('one')
  await beside(retoma, 'two')
  const about = page.getByRole('complementary', { name: 'About this session' })
  await page.keyboard.press('ControlOrMeta+i')
  await expect(about.getByText('two', { exact: true }).first()).toBeVisible()
  await flowOf(retoma, 'one').click()
  await expectShown(retoma, '[one]', 'two')
  await expect(about.getByText('one', { exact: true }).first()).toBeVisible()
  await expect(page).toHaveTitle(/^one/)

  await page.keyboard.press('ControlOrMeta+f')
  const bar = page.getByRole('search', { name: 'Find in the conversation' })
  await expect(paneOf(retoma, 'one').getByRole('search')).toBeVisible()
  await page.keyboard.type('Prompt')
  await expect(bar.locator('.find-count')).toHaveText('6 of 6')
  // It stays where it was opened, and takes nothing from the other one.
  await boxOf(retoma, 'two').click()
  await expect(boxOf(retoma, 'two')).toBeFocused()
  await page.keyboard.type('typed')
  await expect(boxOf(retoma, 'two')).toHaveValue('typed')
  await expect(paneOf(retoma, 'one').getByRole('search')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+f')
  await expect(paneOf(retoma, 'two').getByRole('search')).toBeVisible()
  await expect(bar).toHaveCount(1)
  await expect(bar.locator('.find-count')).toHaveText('4 of 4')
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await expect(boxOf(retoma, 'two')).toBeFocused()

  // A button is about its own pane, whichever has the focus.
  await paneOf(retoma, 'one').getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(paneOf(retoma, 'one').getByRole('button', { name: 'Unpin' })).toBeVisible()
  await expectShown(retoma, '[one]', 'two')
  await page.keyboard.press('F2')
  await page.getByRole('dialog').getByRole('textbox').fill('Renamed')
  await page.keyboard.press('Enter')
  await expectShown(retoma, '[Renamed]', 'two')
  // A click that comes from no pointer, as that of a screen reader.
  await paneOf(retoma, 'two')
    .getByRole('button', { name: 'Close this pane' })
    .evaluate((button: HTMLElement) => button.click())
  await expect(page.locator('.pane')).toHaveCount(1)
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible()

  await beside(retoma, 'two')
  await retoma.row('two').focus()
  await page.keyboard.press('Delete')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Move to the trash' }).click()
  await expect(page.locator('.pane')).toHaveCount(1)
  await expect(page.getByRole('heading', { name: 'Renamed' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectShown(retoma, 'Renamed', '[two]')
})

test('a permission in a pane without the focus takes no key, and no focus', async ({ world }) => {
  const { model, retoma, page } = await world.begin((request) =>
    request.lastUser.includes('Make it') ? says('Made.') : echo(request),
  )
  await retoma.create('talk', { title: 'talk' })
  await retoma.create('agent', { folder: world.folder, title: 'agent' })
  await resize(retoma, 1600, 900)
  await retoma.open('talk')
  await beside(retoma, 'agent')
  model.enqueue(calls('bash', { command: 'touch made', description: 'Makes a file' }, { holdAfter: 0 }))
  await boxOf(retoma, 'agent').fill('Make it')
  await boxOf(retoma, 'agent').press('Enter')
  await model.waitForRequest(1)
  await boxOf(retoma, 'talk').click()
  model.release()
  const card = paneOf(retoma, 'agent').getByRole('group', { name: /touch made/ })
  await expect(card.or(paneOf(retoma, 'agent').getByText('touch made')).first()).toBeVisible()
  await expect(boxOf(retoma, 'talk')).toBeFocused()
  await page.keyboard.type('y ')
  await page.keyboard.press('Enter')
  await expect(flowOf(retoma, 'talk').getByText(/^echo\(/)).toBeVisible()
  await page.keyboard.press('Escape')
  const row = (await retoma.call('session.list', {})).find(({ id }) => id === 'agent')
  expect(row?.state).toBe('needsYou')
  await paneOf(retoma, 'agent')
    .getByRole('button', { name: /^Allow once/ })
    .click()
  await expect(flowOf(retoma, 'agent').getByText('Made.')).toBeVisible()
})

test('what takes a while opens in the pane that asked for it, and takes nobody away from anything else', async ({
  world,
}) => {
  test.slow()
  const summary = says('In short: SUMMARY.', { holdAfter: 0 })
  const { model, retoma, page } = await world.begin((request) =>
    /summar/iu.test(request.lastUser) ? summary : echo(request),
  )
  for (const id of ['asks', 'other']) await retoma.create(id, { title: id })
  await resize(retoma, 1600, 900)
  await retoma.open('asks')
  await retoma.send('Say something')
  await retoma.expectIdle()
  await beside(retoma, 'other')
  /** Asks for a session that goes on with a summary, which the model is slow to write. */
  const ask = async (): Promise<void> => {
    const before = model.requests.length
    await boxOf(retoma, 'asks').click()
    await page.keyboard.press('ControlOrMeta+k')
    await page.locator('.palette-input').fill('continue in a new session')
    await expect(page.getByRole('option', { name: /Continue in a new session/ })).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await page.keyboard.press('Enter')
    await model.waitForRequest(before + 1)
  }
  const ready = page.locator('.toast', { hasText: 'is ready' })

  await ask()
  await boxOf(retoma, 'other').click()
  await page.keyboard.type('half a ')
  model.release()
  // It is there, in its pane; the words go on where they were begun.
  await expect(page.locator('.pane h1').first()).toHaveText('asks, continued')
  await page.keyboard.type('sentence')
  await expect(boxOf(retoma, 'other')).toHaveValue('half a sentence')
  await expect(page.locator('.pane[data-active] h1')).toHaveText('other')
  await expect(page.locator('.pane')).toHaveCount(2)
  await expect(ready).toHaveCount(0)
  await expect(page.locator('.pane').first()).toContainText('takes along all 2 messages of “asks”')
  await retoma.picture('panes-late')

  // The pane that asked is closed meanwhile.
  await page.locator('.pane').first().click()
  await page.keyboard.press('ControlOrMeta+w')
  await expect(page.locator('.pane')).toHaveCount(1)
  await beside(retoma, 'asks')
  await ask()
  await page.keyboard.press('ControlOrMeta+w')
  await expect(page.locator('.pane')).toHaveCount(1)
  model.release()
  await expect(ready).toBeVisible()
  await expect(page.getByRole('heading', { name: 'other', level: 1 })).toBeVisible()
  await expect(retoma.composer).toHaveValue('half a sentence')
  for (const theme of ['light', 'dark'] as const) {
    await dress(retoma, theme)
    await retoma.picture(`panes-ready-${theme}`)
  }
  await ready.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.locator('.pane h1')).toHaveText('asks, continued')

  // Another page covers it.
  await retoma.open('asks')
  await beside(retoma, 'other')
  await ask()
  await page.keyboard.press('ControlOrMeta+,')
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  model.release()
  await expect(ready).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})

test('nothing is cut in a narrow window, nothing is inaccessible, and what is out of view is not read', async ({
  world,
}) => {
  const retoma = await withFour(world)
  const { page } = retoma
  await showAllFour(retoma)
  expect(Math.min(...(await widths(retoma)))).toBeGreaterThanOrEqual(380)
  for (const id of paneNames) {
    await boxOf(retoma, id).fill(`Something that is said in ${id}`)
    await boxOf(retoma, id).press('Enter')
    await expect(flowOf(retoma, id).getByText(/^echo\(/)).toBeVisible()
  }
  await expectAccessible(retoma, 'four panes')
  for (const theme of ['light', 'dark'] as const) {
    await dress(retoma, theme)
    await retoma.picture(`panes-1600-${theme}`)
  }
  for (const [width, inView] of [
    [1300, 2],
    [900, 1],
  ] as const) {
    await resize(retoma, width, 800)
    await expect
      .poll(async () => {
        const row = await page.locator('.panes').boundingBox()
        const boxes = await page
          .locator('.pane')
          .evaluateAll((panes) => panes.map((pane) => pane.getBoundingClientRect()))
        const left = row?.x ?? 0
        const right = left + (row?.width ?? 0)
        const whole = boxes.filter((box) => box.left >= left - 1 && box.right <= right + 1)
        const cut = boxes.filter((box) => box.left < right - 1 && box.right > left + 1 && !whole.includes(box))
        return [whole.length, cut.length]
      })
      .toEqual([inView, 0])
    for (const id of ['gamma', 'alpha', 'beta']) {
      await retoma.row(id).focus()
      await page.keyboard.press('Enter')
      await expect(boxOf(retoma, id)).toBeInViewport({ ratio: 1 })
    }
    for (const theme of ['light', 'dark'] as const) {
      await dress(retoma, theme)
      await retoma.picture(`panes-${width}-${theme}`)
    }
  }
  await expectAccessible(retoma, 'one of four panes')
  // Only beta is in view: what is answered elsewhere is news.
  await retoma.call('session.send', { id: 'delta', text: 'And now?', attachments: [] })
  await expect(retoma.row('delta')).toHaveClass(/row-unread/)
  await page.keyboard.press('F6')
  await page.keyboard.press('F6')
  await expectShown(retoma, 'alpha', 'beta', 'gamma', '[delta]')
  await expect(retoma.row('delta')).not.toHaveClass(/row-unread/)
})
