import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { refuses, says } from './model/reply.ts'

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGPgEVD9Tx3MQ3UTAJTNKQHfxdlTAAAAAElFTkSuQmCC'

const chips = (retoma: Retoma): Locator =>
  retoma.page.locator('.composer').getByRole('list', { name: 'Attachments' }).getByRole('listitem')
const copies = (world: World): readonly string[] => {
  const folder = join(world.userData, 'attachments')
  return existsSync(folder) ? readdirSync(folder) : []
}
/** Answers the next dialog that asks for files or a folder. */
const choose = (retoma: Retoma, ...paths: readonly string[]): Promise<void> =>
  retoma.app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] })
  }, paths)

/** Pastes a picture as a screenshot tool leaves it: bytes without a file. */
const pastePicture = (retoma: Retoma, name = 'image.png'): Promise<void> =>
  retoma.composer.evaluate(
    (box, [base64, fileName]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], fileName, { type: 'image/png' }))
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    },
    [png, name] as const,
  )

/** Drops files and folders of the disk onto the transcript, as a file manager does it. */
async function drop(retoma: Retoma, ...files: readonly string[]): Promise<void> {
  const session = await retoma.page.context().newCDPSession(retoma.page)
  const box = await retoma.page.getByRole('main').boundingBox()
  const at = { x: (box?.x ?? 0) + 200, y: (box?.y ?? 0) + 200 }
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await session.detach()
}

test('attachments, text and caret are there again after kill -9, and go with the message', async ({ world }) => {
  const model = await world.model(() => says('Seen.'))
  const before = await world.launch()
  await before.useModel(model)
  await before.create('attached', { folder: world.folder })
  const notes = join(world.folder, 'notes with a name.md')
  const inner = join(world.folder, 'inner')
  const dropped = join(world.folder, 'dropped.png')
  writeFileSync(notes, '# Notes')
  mkdirSync(inner)
  writeFileSync(dropped, Buffer.from(png, 'base64'))

  await choose(before, notes)
  await before.page.keyboard.press('ControlOrMeta+Shift+a')
  await expect(chips(before)).toHaveCount(1)
  await before.page.getByRole('button', { name: 'Attach' }).click()
  await choose(before, inner)
  await before.page.getByRole('menuitem', { name: 'Folder…' }).click()
  await expect(chips(before)).toHaveCount(2)
  await drop(before, dropped)
  await expect(chips(before)).toHaveCount(3)
  await pastePicture(before, '')
  await expect(chips(before)).toHaveCount(4)
  await expect(chips(before).locator('img')).toHaveCount(2)
  // What was dropped may go at once: a copy was made.
  rmSync(dropped)
  expect(copies(world)).toHaveLength(1)
  expect(statSync(join(world.userData, 'attachments')).mode & 0o777).toBe(0o700)
  expect(statSync(join(world.userData, 'attachments', copies(world)[0] ?? '')).mode & 0o777).toBe(0o600)
  await before.type('  look at  these ')
  await before.page.keyboard.press('ArrowLeft')
  await before.page.keyboard.press('Shift+ArrowLeft')
  await expectAccessible(before, 'attachments in the composer')
  await before.picture('attachments')
  await halfASecond()
  await before.kill()

  const after = await world.launch()
  await expect(chips(after)).toHaveCount(4)
  await expect(chips(after)).toContainText(['notes with a name.md', 'inner', 'dropped.png', 'image.png'])
  await expect(chips(after).locator('img')).toHaveCount(2)
  await expect(after.composer).toHaveValue('  look at  these ')
  expect(await after.composer.evaluate((box: HTMLTextAreaElement) => [box.selectionStart, box.selectionEnd])).toEqual([
    15, 16,
  ])

  await after.composer.press('Enter')
  await after.expectAnswer('Seen.')
  await after.expectIdle()
  await expect(chips(after)).toHaveCount(0)
  const sent = JSON.stringify(model.requests[0]?.raw)
  for (const part of [notes, inner, `data:image/png;base64,`]) expect(sent).toContain(part)
  const shown = after.transcript.getByRole('list', { name: 'Attachments' }).getByRole('listitem')
  await expect(shown).toHaveText(['notes with a name.md', 'inner', 'dropped.png', 'image.png'])
  await after.picture('attachments-sent')
  // The session has its own bytes now: nothing needs the copy any more.
  await expect.poll(() => copies(world)).toEqual([])
  await after.quit()
  const again = await world.launch()
  await expect(again.transcript.getByRole('list', { name: 'Attachments' }).getByRole('listitem')).toHaveCount(4)
  // Pictures show as such, from the session itself, and are as they were sent.
  for (const name of ['dropped.png', 'image.png']) {
    await again.transcript.getByRole('button', { name: `Enlarge ${name}` }).click()
    const enlarged = again.page.getByRole('dialog', { name }).getByRole('img')
    await expect(enlarged).toHaveAttribute('src', `data:image/png;base64,${png}`)
    await expect(enlarged).toHaveAttribute('width', '8')
    await again.page.keyboard.press('Escape')
    await expect(again.page.getByRole('dialog')).toHaveCount(0)
  }
})

test('attachments wait in the queue, stay when it is edited, and come off with a key', async ({ world }) => {
  const model = await world.model(() => says('Seen.'))
  const before = await world.launch()
  await before.useModel(model)
  await before.create('waiting')
  model.enqueue(says('It begins and does not end', { holdAfter: 1 }))
  await before.send('First')
  await model.waitForRequest(1)
  await pastePicture(before, 'one.png')
  await expect(chips(before)).toHaveCount(1)
  writeFileSync(join(world.folder, 'words.txt'), 'the words of the file')
  await choose(before, join(world.folder, 'words.txt'))
  await before.page.keyboard.press('ControlOrMeta+Shift+a')
  await expect(chips(before)).toHaveCount(2)
  await before.send('with a picture')
  const waiting = (retoma: Retoma): Locator =>
    retoma.page.getByRole('article', { name: 'Waiting messages' }).getByRole('list', { name: 'Attachments' })
  await expect(waiting(before).getByRole('listitem')).toContainText(['one.png', 'words.txt'])
  await before.picture('attachments-queued')
  await before.kill()

  const after = await world.launch()
  await expect(waiting(after).getByRole('listitem')).toContainText(['one.png', 'words.txt'])
  expect(copies(world)).toHaveLength(1)
  await after.page.getByRole('button', { name: 'Edit' }).click()
  await expect(after.composer).toHaveValue('with a picture')
  await expect(chips(after)).toHaveCount(2)
  await expect(waiting(after)).toHaveCount(0)
  await after.page.getByRole('button', { name: 'Remove one.png' }).focus()
  await after.page.keyboard.press('Delete')
  await expect(chips(after)).toHaveCount(1)
  await expect(after.page.getByRole('button', { name: 'Remove words.txt' })).toBeFocused()
  await after.composer.press('Enter')
  await after.expectAnswer('Seen.')
  // A chat has no tools to open a file with: its words go along.
  const sent = JSON.stringify(model.requests.at(-1)?.raw)
  expect(sent).toContain('the words of the file')
  expect(sent).not.toContain('data:image/png')
  await after.expectIdle()
})

test('a file that has gone is marked, keeps the message from going, and is named', async ({ world }) => {
  const model = await world.model(() => says('Seen.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('vanished', { folder: world.folder })
  const path = join(world.folder, 'here-and-gone.txt')
  writeFileSync(path, 'x')
  await choose(retoma, path, join(world.folder, 'never-there.txt'))
  await retoma.page.keyboard.press('ControlOrMeta+Shift+a')
  await expect(chips(retoma)).toHaveCount(1)
  await expect(retoma.page.getByText('“never-there.txt” is not there any more')).toBeVisible()
  renameSync(path, `${path}.away`)
  await retoma.composer.fill('read it')
  await retoma.composer.press('Enter')
  await expect(retoma.page.getByText('“here-and-gone.txt” is not there any more')).toBeVisible()
  await expect(chips(retoma)).toContainText(['Not there any more'])
  await expect(retoma.composer).toHaveValue('read it')
  await expectAccessible(retoma, 'an attachment that is gone')
  await retoma.picture('attachment-gone')
  expect(model.requests).toHaveLength(0)
  renameSync(`${path}.away`, path)
  await retoma.composer.press('Enter')
  await retoma.expectAnswer('Seen.')
  await retoma.expectIdle()
})

test('copies go into the trash and back with their session, and go with it for good', async ({ world }) => {
  const model = await world.model(() => says('Seen.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('stays')
  await retoma.create('goes')
  await pastePicture(retoma)
  await retoma.type('not sent')
  await expect(chips(retoma)).toHaveCount(1)
  await halfASecond()
  const [deleted] = await retoma.call('session.delete', { ids: ['goes'] })
  await retoma.quit()

  // The start looks for copies that nothing needs: the trash needs this one.
  const again = await world.launch()
  await expect.poll(async () => (await again.call('trash.list', {})).length).toBe(1)
  await again.call('trash.purge', { entryIds: [] })
  expect(copies(world)).toHaveLength(1)
  await again.call('trash.restore', { entryIds: [deleted?.entryId ?? ''] })
  await again.open('goes')
  await expect(chips(again)).toHaveCount(1)
  await expect(again.composer).toHaveValue('not sent')
  const [gone] = await again.call('session.delete', { ids: ['goes'] })
  await again.call('trash.purge', { entryIds: [gone?.entryId ?? ''] })
  expect(copies(world)).toEqual([])
})

test('a page can not have a file read by naming its path', async ({ world }) => {
  const model = await world.model(() => says('Seen.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('guarded')
  const secret = join(world.folder, 'secret.txt')
  writeFileSync(secret, 'secret')
  await expect(retoma.call('attachment.add', { items: [{ path: secret }] })).rejects.toThrow(/Only files/)
  await expect(retoma.call('session.send', { id: 'guarded', text: 'read it', attachments: [secret] })).rejects.toThrow(
    /invalid/,
  )
  await expect(retoma.call('attachment.thumbnail', { attachmentId: secret })).resolves.toBeNull()
  expect(model.requests).toHaveLength(0)
})

test('a picture that the provider refuses is named, and the session goes on without it', async ({ world }) => {
  const model = await world.model((request) =>
    JSON.stringify(request.raw).includes('image_url')
      ? refuses(400, 'This model does not support that input.')
      : says(`Answered: ${request.lastUser.split('\n').at(-1) ?? ''}`),
  )
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('refused', { title: 'Pictures' })
  const notes = join(world.folder, 'notes.md')
  writeFileSync(notes, '# Notes')
  await choose(retoma, notes)
  await retoma.page.keyboard.press('ControlOrMeta+Shift+a')
  await pastePicture(retoma, 'harbour.png')
  await expect(chips(retoma)).toHaveCount(2)
  await retoma.send('Look at this')
  const failed = retoma.transcript.locator('.failed')
  await expect(failed).toContainText('It may be about the picture harbour.png')
  await expect(failed.getByText('notes.md')).toHaveCount(0)
  await expectAccessible(retoma, 'a picture that was refused')
  await retoma.picture('refused-picture')

  // It goes along with whatever is said next, which is refused as well: that names it too.
  await retoma.send('And without a picture?')
  await expect(failed).toHaveCount(2)
  await expect(failed.last()).toContainText('It may be about the picture harbour.png')
  await failed.last().getByRole('button', { name: 'Go on without the picture' }).click()
  const dialog = retoma.page.getByRole('dialog', { name: 'Edit and resend' })
  await expect(dialog).toContainText('notes.md')
  await expect(dialog).not.toContainText('harbour.png')
  await expect(dialog.getByRole('textbox')).toHaveValue('Look at this')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  // The last message alone goes out again at once.
  await retoma.create('at-once')
  await pastePicture(retoma, 'pier.png')
  await expect(chips(retoma)).toHaveCount(1)
  await retoma.send('What is this?')
  await failed.getByRole('button', { name: 'Go on without the picture' }).click()
  await retoma.expectAnswer('Answered: What is this?')
  await retoma.expectIdle()
  await expect(failed).toHaveCount(0)
  await retoma.send('Thank you')
  await retoma.expectAnswer('Answered: Thank you')

  await retoma.open('refused')
  await failed.last().getByRole('button', { name: 'Go on without the picture' }).click()
  await dialog.getByRole('button', { name: 'Rewind and send' }).click()
  await retoma.expectAnswer(/Answered: .*/)
  await retoma.expectIdle()
  await expect(failed).toHaveCount(0)
  await retoma.send('Now it goes on')
  await retoma.expectAnswer('Answered: Now it goes on')
})

test('a file that went with a message is shown where it lies, or said to be gone', async ({ world }) => {
  const model = await world.model(() => says('Seen.'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('files', { folder: world.folder })
  const notes = join(world.folder, 'notes.md')
  writeFileSync(notes, '# Notes')
  await choose(retoma, notes)
  await retoma.page.keyboard.press('ControlOrMeta+Shift+a')
  await expect(chips(retoma)).toHaveCount(1)
  await retoma.send('Read it')
  await retoma.expectAnswer('Seen.')
  await retoma.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => {
      ;(globalThis as { shown?: string }).shown = path
    }
  })
  const chip = retoma.transcript.getByRole('button', { name: 'Show notes.md in its folder' })
  await chip.click()
  const shown = (): Promise<string> => retoma.app.evaluate(() => (globalThis as { shown?: string }).shown ?? '')
  await expect.poll(shown).toBe(notes)
  await expectAccessible(retoma, 'a file that went with a message')
  rmSync(notes)
  await chip.click()
  await expect(retoma.page.getByRole('region', { name: 'Messages', exact: true })).toContainText(
    'It was moved or deleted since',
  )
})
