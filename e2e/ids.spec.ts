import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectAccessible } from './axe.ts'
import { expect, halfASecond, test } from './app.ts'
import { echo } from './model/reply.ts'

test('a command line opens a session by its id, makes it when asked to, fills its draft, and sends nothing', async ({
  world,
}) => {
  const { model, retoma, page } = await world.begin(echo)
  await retoma.create('before')
  const file = join(world.folder, 'question.md')
  writeFileSync(file, 'How does it drain?\n\n- first\n')

  expect(await world.launchSecond(['--session', 'user-123-chat', '--create', '--draft-file', file])).toBe(0)
  await expect(page.getByRole('main').getByText('user-123-chat', { exact: true }).first()).toBeVisible()
  await expect(retoma.composer).toHaveValue('How does it drain?\n\n- first\n')
  await expect(retoma.row('user-123-chat')).toHaveAttribute('aria-selected', 'true')

  await test.step('once more: the same session, and what was written meanwhile stays', async () => {
    await retoma.composer.press('ControlOrMeta+End')
    await page.keyboard.type('and mine')
    writeFileSync(file, 'Another one.')
    await retoma.open('before')
    expect(await world.launchSecond([`--session=user-123-chat`, '--create', `--draft-file=${file}`])).toBe(0)
    await expect(retoma.composer).toHaveValue('Another one.\n\nHow does it drain?\n\n- first\nand mine')
    await expect(retoma.row('user-123-chat')).toHaveCount(1)
  })

  await test.step('a file that is no text is named, and the draft is as it was', async () => {
    writeFileSync(file, new Uint8Array([0xff, 0xfe, 0x00]))
    await world.launchSecond(['--session', 'user-123-chat', '--draft-file', file])
    await expect(page.getByText(`The file for the draft is no text in UTF-8: ${file}`)).toBeVisible()
    await expect(retoma.composer).toHaveValue(/^Another one\./)
  })

  await test.step('without --create an id that nobody has is told, with what can be done', async () => {
    await world.launchSecond(['--session', 'nobody'])
    await expect(page.getByRole('heading', { name: 'There is no session with the id nobody.' })).toBeVisible()
    await expectAccessible(retoma, 'an id that nobody has')
    await page.getByRole('button', { name: 'New session with this id' }).click()
    await expect(page.getByLabel('Id', { exact: true })).toHaveValue('nobody')
    await expect(retoma.row('nobody')).toHaveCount(0)
  })

  await test.step('a name that Windows keeps for itself is told, with one that can be had', async () => {
    await world.launchSecond(['--session', 'con', '--create'])
    await page.getByRole('button', { name: 'Use con-2' }).click()
    await expect(page.getByLabel('Id', { exact: true })).toHaveValue('con-2')
  })

  await test.step('an id that can be none leads to where it can be mended', async () => {
    await world.launchSecond(['--session', 'my session', '--create'])
    await expect(page.getByText('An id has no spaces.')).toBeVisible()
    await page.getByRole('button', { name: 'Use my-session' }).click()
    await expect(page.getByLabel('Id', { exact: true })).toHaveValue('my-session')
  })

  await halfASecond()
  await retoma.quit()
  const again = await world.launch({ args: ['--session', 'fresh', '--create'] })
  await expect(again.page.getByRole('main').getByText('fresh', { exact: true }).first()).toBeVisible()
  await expect(again.row('fresh')).toBeVisible()
  expect(model.requests).toEqual([])
})

test('an id from a link and from the palette: what there is opens, what there is not leads to a new session', async ({
  world,
}) => {
  const retoma = await world.launch()
  const { page } = retoma
  await retoma.usePractice()
  await retoma.create('task-one', { title: 'The first' })
  const id = page.getByLabel('Id', { exact: true })

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('copy link')
  await page.keyboard.press('Enter')
  const copied = (): Promise<string> => retoma.app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toBe('retoma://session/task-one')
  await page.keyboard.press('ControlOrMeta+n')
  await world.launchSecond([await copied()])
  await expect(page.getByRole('heading', { name: 'The first' })).toBeVisible()

  await world.launchSecond(['retoma://session/task-two?create'])
  await expect(id).toHaveValue('task-two')
  await expect(retoma.row('task-two')).toHaveCount(0)
  await world.launchSecond(['retoma://session/task-one?create'])
  await expect(page.getByRole('heading', { name: 'The first' })).toBeVisible()

  // Of many that begin so, the one of this very id comes first, though it is the oldest.
  for (let n = 1; n <= 9; n += 1)
    await retoma.call('session.create', {
      id: `task-one-${n}`,
      title: '',
      kind: 'chat',
      folder: null,
      model: { providerId: 'practice', model: 'practice' },
    })
  await expect(retoma.row('task-one-9')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+n')
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('task-one')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The first' })).toBeVisible()

  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('task-three')
  await page.getByRole('option', { name: 'New session with the id task-three' }).click()
  await expect(id).toHaveValue('task-three')

  // While one writes, what is there is suggested.
  await id.fill('TASK-ONE')
  await expect(page.locator('#ids-there option')).toHaveCount(8)
  await expect(page.locator('#ids-there option').first()).toHaveAttribute('value', 'task-one')
  await id.fill('Task-ONE')
  await expect(page.getByText('A session with this id exists already')).toBeVisible()
  await expectAccessible(retoma, 'an id that is taken')
  await page.getByRole('button', { name: 'Open it' }).click()
  await expect(page.getByRole('heading', { name: 'The first' })).toBeVisible()
})

test('patterns know the branch and count on, one for each folder, and a pattern of one’s own is checked', async ({
  world,
}) => {
  const web = join(world.folder, 'web')
  mkdirSync(web)
  execFileSync('git', ['init', '-q', '-b', 'feature/typed-cache', web])
  const retoma = await world.launch()
  const { app, page } = retoma
  await retoma.usePractice()
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, web)
  const id = page.getByLabel('Id', { exact: true })
  const begin = async (): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+n')
    await page.getByRole('radio', { name: /Agent in a folder/ }).check()
    await page.getByRole('button', { name: 'Choose…' }).click()
  }
  await begin()
  await page.getByText('Per branch').click()
  await expect(id).toHaveValue('web-feature-typed-cache-1')
  await page.getByRole('button', { name: 'Always this pattern in web' }).click()
  await expect(page.getByText('The pattern of web')).toBeVisible()
  await page.getByRole('button', { name: 'Create session' }).click()
  await expect(retoma.row('web-feature-typed-cache-1')).toBeVisible()
  await expect(retoma.composer).toBeVisible()
  await begin()
  await expect(id).toHaveValue('web-feature-typed-cache-2')
  await page.getByRole('button', { name: 'Create session' }).click()
  await expect(retoma.row('web-feature-typed-cache-2')).toBeVisible()
  await expect(retoma.composer).toBeVisible()
  // The folder is kept for the next one, and so is its pattern.
  await page.keyboard.press('ControlOrMeta+n')
  await page.getByRole('radio', { name: /Agent in a folder/ }).check()
  await expect(id).toHaveValue('web-feature-typed-cache-3')

  await page.keyboard.press('ControlOrMeta+,')
  const pattern = page.getByLabel('Pattern for new ids')
  await pattern.fill('{thema}-{date}')
  await expect(page.getByText('Not possible in a pattern: {thema}.')).toBeVisible()
  await pattern.fill('note-{topic}')
  await expect(page.getByText('For example note-typed-cache')).toBeVisible()
  await expectAccessible(retoma, 'patterns')
  await page.getByRole('button', { name: `Forget the pattern of ${web}` }).click()
  await expect(page.getByRole('list', { name: 'Folders with a pattern of their own' })).toHaveCount(0)
  await expect.poll(async () => (await retoma.call('settings.set', {})).idTemplate).toBe('note-{topic}')
  // A form that nobody changed follows what is set.
  await page.keyboard.press('ControlOrMeta+n')
  await expect(id).toHaveValue(/^note-\d/)
})
