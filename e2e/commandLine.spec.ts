import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './axe.ts'
import { expect, halfASecond, test, windowOf } from './app.ts'
import { echo } from './model/reply.ts'

test('whatever a person may write on a command line is done, or says what is missing; a text is never dropped', async ({
  world,
}) => {
  const { model, retoma, page } = await world.begin(echo)
  await retoma.create('user-1')
  const id = page.getByLabel('Id', { exact: true })
  const brought = page.getByRole('group', { name: 'Text for the message box' })
  const create = page.getByRole('button', { name: 'Create session' })
  writeFileSync(join(world.folder, 'question.md'), 'How does it drain?\n')

  await test.step('a path is meant from the folder of the command; an id in other letters is the session that there is', async () => {
    await world.launchSecond(['--session', 'USER-1', '--create', '--draft-file', 'question.md'], world.folder)
    await expect(retoma.composer).toHaveValue('How does it drain?\n')
    await expect(retoma.row('user-1')).toHaveAttribute('aria-selected', 'true')
    await expect(retoma.row('USER-1')).toHaveCount(0)
  })

  for (const [what, make, said] of [
    ['none.md', () => undefined, 'The file for the draft can’t be read'],
    ['folder', (path: string) => mkdirSync(path), 'The file for the draft can’t be read'],
    ['empty.md', (path: string) => writeFileSync(path, '\n'), 'The file for the draft has no text'],
    ['nul.bin', (path: string) => writeFileSync(path, 'a\0b'), 'The file for the draft is no text in UTF-8'],
    ['huge.md', (path: string) => writeFileSync(path, 'x'.repeat(1_000_001)), 'larger than 1 MB'],
  ] as const) {
    await test.step(`a file that can’t be taken is named: ${what}`, async () => {
      make(join(world.folder, what))
      await world.launchSecond(['--session', 'user-1', '--draft-file', what], world.folder)
      await expect(page.getByText(`${said}: ${join(world.folder, what)}`)).toBeVisible()
      await expect(retoma.composer).toHaveValue('How does it drain?\n')
    })
  }

  await test.step('a value that was left out is asked for', async () => {
    await world.launchSecond(['--session', '--create'])
    await expect(page.getByText('Give the session an id.')).toBeVisible()
    await expect(retoma.row('--create')).toHaveCount(0)
    await world.launchSecond(['--session', 'user-1', '--draft-file'])
    await expect(page.getByText('“--draft-file” needs a file')).toBeVisible()
    await expect(retoma.composer).toHaveValue('How does it drain?\n')
    await world.launchSecond(['--draft-file', 'question.md'], world.folder)
    await expect(page.getByText('“--draft-file” needs to know the session')).toBeVisible()
  })

  await test.step('a pattern is filled in', async () => {
    await world.launchSecond(['--session', 'task-{date}', '--create'])
    await expect(id).toHaveValue(/^task-\d{4}-\d{2}-\d{2}$/)
    await expect(page.getByRole('radio', { name: 'task-{date}' })).toBeChecked()
  })

  await test.step('an id that has to be mended first takes the text along', async () => {
    await world.launchSecond(['--session', 'my session', '--create', '--draft-file', 'question.md'], world.folder)
    await expect(brought).toContainText('How does it drain?')
    await expectAccessible(retoma, 'a text for a session that is to be made')
    await retoma.picture('new-text')
    await page.getByRole('button', { name: 'Use my-session' }).click()
    await create.click()
    await expect(retoma.row('my-session')).toBeVisible()
    await expect(retoma.composer).toHaveValue('How does it drain?\n')
    // It was for that one alone.
    await page.keyboard.press('ControlOrMeta+n')
    await expect(brought).toHaveCount(0)
  })

  await test.step('without --create it waits for whoever makes the session, or leaves it out', async () => {
    await world.launchSecond(['--session', 'nobody', '--draft-file', 'question.md'], world.folder)
    await page.getByRole('button', { name: 'New session with this id' }).click()
    await expect(brought).toContainText('How does it drain?')
    await brought.getByRole('button', { name: 'Leave this text out' }).click()
    await expect(brought).toHaveCount(0)
    await world.launchSecond(['--session', 'nobody', '--draft-file', 'question.md'], world.folder)
    await page.getByRole('button', { name: 'New session with this id' }).click()
    await create.click()
    await expect(retoma.row('nobody')).toBeVisible()
    await expect(retoma.composer).toHaveValue('How does it drain?\n')
  })

  await test.step('two commands at once make one session, and both texts are in its box', async () => {
    const texts = ['one of two', 'the other of two']
    await Promise.all(
      texts.map((text, index) => {
        writeFileSync(join(world.folder, `${index}.md`), text)
        return world.launchSecond(['--session', 'both', '--create', '--draft-file', `${index}.md`], world.folder)
      }),
    )
    for (const text of texts) await expect(retoma.composer).toHaveValue(new RegExp(text))
    await expect(retoma.row('both')).toHaveCount(1)
    await expect(page.getByText('A session with this id exists already')).toHaveCount(0)
  })
  expect(model.requests).toEqual([])
})

test('a text for a session that can’t be opened now stands before the draft that it has', async ({ world }) => {
  const { retoma } = await world.begin(echo)
  await retoma.create('kept')
  await retoma.type('half a thought')
  await halfASecond()
  await retoma.create('other')
  await retoma.quit()
  writeFileSync(join(world.folder, 'question.md'), 'How does it drain?')

  const again = await world.launch({ before: join(import.meta.dirname, 'calls.cjs') })
  const refuse = (...names: readonly string[]): Promise<void> =>
    again.app.evaluate((_electron, refused) => {
      Object.assign(globalThis, { refused })
    }, names)
  await refuse('session.open')
  await world.launchSecond(['--session', 'kept', '--draft-file', 'question.md'], world.folder)
  await expect(again.page.getByRole('main')).toContainText('Something went wrong in Retoma')
  await refuse()
  await again.page.getByRole('button', { name: 'Try again' }).click()
  await expect(again.composer).toHaveValue('How does it drain?\n\nhalf a thought')
})

test('what several commands ask for before the window can be used is all done', async ({ world }) => {
  const before = await world.launch()
  await before.usePractice()
  await before.quit()
  for (const name of ['a', 'b']) writeFileSync(join(world.folder, `${name}.md`), `text of ${name}`)
  const ask = (name: string): string[] => [
    '--session',
    name,
    '--create',
    '--draft-file',
    join(world.folder, `${name}.md`),
  ]

  const started = await world.launch({
    before: join(import.meta.dirname, 'calls.cjs'),
    env: { RETOMA_HELD_CALL: 'app.boot' },
    args: ask('a'),
    window: false,
  })
  expect(await world.launchSecond(ask('b'))).toBe(0)
  await started.app.evaluate(() => (globalThis as unknown as { release: () => void }).release())
  const retoma = await windowOf(started.app)
  const draft = async (id: string): Promise<string | null> =>
    (await retoma.call('session.list', {})).some((row) => row.id === id)
      ? ((await retoma.call('session.open', { id })).draft?.text ?? null)
      : null
  await expect.poll(() => draft('a')).toBe('text of a')
  await expect.poll(() => draft('b')).toBe('text of b')
})
