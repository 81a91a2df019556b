import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { mountSmallDisk } from '../src/main/library/testing/smallDisk.ts'
import { expect, halfASecond, test } from './app.ts'
import type { Retoma } from './app.ts'
import { expectAccessible } from './axe.ts'
import { says } from './model/reply.ts'
import { scriptedRuntime } from './runtime/scriptedRuntime.ts'
import { dress, resize, still } from './windowSize.ts'

const notices = (retoma: Retoma): Locator => retoma.page.getByRole('region', { name: 'Notices' })

async function look(retoma: Retoma, name: string): Promise<void> {
  for (const [width, theme] of [
    [900, 'dark'],
    [1600, 'light'],
  ] as const) {
    await resize(retoma, width, 800)
    await dress(retoma, theme)
    await still(retoma)
    await retoma.picture(`${name}-${width}-${theme}`)
  }
}

test('a full disk loses nothing that is typed, says so as long as it lasts, and no longer', async ({ world }) => {
  // As long as this file is there, SQLite finds no room for another page of the library.
  const full = join(world.folder, 'full')
  const retoma = await world.launch({ env: { RETOMA_DISK_FULL: full } })
  await retoma.usePractice()
  await retoma.create('full')
  await retoma.create('other')
  await retoma.open('full')
  writeFileSync(full, '')
  const long = 'Typed while there is no room. '.repeat(10_000)
  await retoma.composer.fill(long)
  await expect(notices(retoma)).toContainText('What you type is not on the disk yet')
  await expect(notices(retoma).getByRole('button', { name: 'Dismiss' })).toHaveCount(0)
  await expectAccessible(retoma, 'full disk')
  await look(retoma, 'disk-full')

  // It can't be stored, so it is not taken: it stays where it was typed.
  await retoma.composer.press('Enter')
  await expect(retoma.page.getByText('The disk is full', { exact: true })).toBeVisible()
  await expect(retoma.composer).toHaveValue(long)
  expect((await retoma.call('session.open', { id: 'full' })).queue).toEqual([])
  // Neither a look at another session nor a reload of the page loses it: main has it.
  await retoma.open('other')
  await retoma.page.reload()
  await expect(notices(retoma)).toContainText('What you type is not on the disk yet')
  await retoma.open('full')
  await expect(retoma.composer).toHaveValue(long)

  // Leaving now would lose it: that is asked first.
  const asked = await retoma.app.evaluate(async ({ app, dialog }) => {
    const question = new Promise<string>((resolve) => {
      dialog.showMessageBox = (...args: unknown[]) => {
        const options = args.at(-1) as { message: string; cancelId: number }
        resolve(options.message)
        return Promise.resolve({ response: options.cancelId, checkboxChecked: false })
      }
    })
    app.quit()
    return question
  })
  expect(asked).toContain('not on the disk yet')
  await expect(retoma.composer).toHaveValue(long)

  rmSync(full)
  await expect(notices(retoma)).toHaveCount(0)
  // On the disk now, without another key: nothing can take it away any more.
  await retoma.kill()
  const after = await world.launch()
  await after.open('full')
  await expect(after.composer).toHaveValue(long)
})

test('a home that may not be written to can be read, keeps what is sent, and is noticed when it may again', async ({
  world,
}) => {
  test.skip(process.platform === 'win32', 'the scripted runtime needs an executable script')
  const readOnly = join(world.folder, 'read-only')
  // What the real runtime says of a home that is closed to it; nothing is closed to root.
  const message = 'Request session.create failed with message: session construction failed: EACCES: Permission denied'
  const runtime = await scriptedRuntime(world.folder, { refuse: [{ method: 'session.create', call: 1, message }] })
  const model = await world.model(() => says('Well heard'))
  writeFileSync(readOnly, '')
  const retoma = await world.launch({ env: { RETOMA_READ_ONLY: readOnly, RETOMA_RUNTIME: runtime } })
  await retoma.useModel(model)
  await expect(notices(retoma)).toContainText('sessions can be read, but nothing can be sent')
  await expect(notices(retoma).getByRole('button', { name: 'Dismiss' })).toHaveCount(0)
  await retoma.create('closed')
  await retoma.send('Said to a closed door')
  await expect(retoma.page.getByText('Paused')).toBeVisible()
  await expect(retoma.page.getByText('Said to a closed door')).toBeVisible()
  await expectAccessible(retoma, 'read-only home')
  await look(retoma, 'home-read-only')
  await notices(retoma).getByRole('button', { name: 'Settings' }).click()
  await expect(retoma.page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await retoma.open('closed')

  rmSync(readOnly)
  await expect(notices(retoma)).toHaveCount(0)
  await retoma.page.getByRole('button', { name: 'Send now' }).click()
  await retoma.expectAnswer('Well heard')
})

test('an answer that the runtime can not write is kept and told, in its session and above it', async ({ world }) => {
  const model = await world.model((request) => says(`Answer ${request.number}`))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('unwritten')
  await retoma.send('One')
  await retoma.expectAnswer('Answer 1')
  await retoma.expectIdle()
  const log = join(world.home, 'session-state', 'unwritten', 'events.jsonl')
  renameSync(log, `${log}.aside`)
  mkdirSync(log)
  await retoma.send('Two')
  await retoma.expectAnswer('Answer 2')
  await expect(retoma.transcript.getByText('Copilot could not write it to the disk')).toBeVisible({ timeout: 20_000 })
  await expect(notices(retoma)).toContainText('answers may be missing there, Retoma keeps them')
  await look(retoma, 'unwritten')

  rmSync(log, { recursive: true })
  renameSync(`${log}.aside`, log)
  await retoma.send('Three')
  await retoma.expectAnswer('Answer 3')
  await retoma.expectIdle()
  await expect(notices(retoma)).toHaveCount(0)
  await retoma.quit()
  const after = await world.launch()
  for (const answer of ['Answer 1', 'Answer 2', 'Answer 3']) await after.expectAnswer(answer)
})

for (const how of ['full', 'read-only'] as const) {
  test(`the app starts on a disk that is ${how}: all can be read, what is typed waits, and is there once it may be written`, async ({
    world,
  }) => {
    const disk = mountSmallDisk(world.userData, 8 * 1_048_576)
    test.skip(disk === null, 'only root on Linux may mount a file system of its own')
    if (disk === null) return
    try {
      const before = await world.launch()
      await before.usePractice()
      await before.create('kept', { title: 'Kept session' })
      await before.call('session.pin', { id: 'kept', pinned: true })
      await before.create('other')
      await before.send('Hello there')
      await before.expectIdle()
      await before.open('kept')
      await before.type('Typed before')
      await halfASecond()
      await before.quit()

      if (how === 'full') disk.fill()
      else disk.readOnly(true)
      const retoma = await world.launch()
      await expect(notices(retoma)).toContainText('What you type is not on the disk yet')
      await expect(retoma.row('kept')).toContainText('Kept session')
      await expect(retoma.composer).toHaveValue('Typed before')
      await expectAccessible(retoma, `${how} at the start`)
      await look(retoma, `start-${how}`)
      await retoma.composer.press('End')
      await retoma.page.keyboard.type(' and after')
      await retoma.open('other')
      await expect(retoma.transcript.getByText('Hello there')).toBeVisible()
      await retoma.page.reload()
      await retoma.open('kept')
      await expect(retoma.composer).toHaveValue('Typed before and after')
      await retoma.composer.press('Enter')
      await expect(retoma.composer).toHaveValue('Typed before and after')

      if (how === 'full') disk.free()
      else disk.readOnly(false)
      await expect(notices(retoma)).toHaveCount(0, { timeout: 15_000 })
      await retoma.kill()
      const after = await world.launch()
      await after.open('kept')
      await expect(after.composer).toHaveValue('Typed before and after')
      await expect(notices(after)).toHaveCount(0)
      await after.quit()
    } finally {
      disk.unmount()
    }
  })
}
