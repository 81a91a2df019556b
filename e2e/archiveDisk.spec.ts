import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import { mountSmallDisk, type SmallDisk } from '../src/main/library/testing/smallDisk.ts'
import { expect, test } from './app.ts'
import type { Retoma, World } from './app.ts'
import { expectAccessible } from './axe.ts'
import { picturesOf } from './windowSize.ts'

const MB = 1_048_576

/** A session of so many bytes, as the runtime wrote it. */
function writeSession(world: World, id: string, bytes: number): void {
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'workspace.yaml'), `id: ${id}\nname: Session ${id}\nuser_named: true\n`)
  const log = createTestLog()
  log.add('session.start', sessionStart(id))
  log.turn(`Question of ${id}`, 'word '.repeat(bytes / 5))
  writeFileSync(join(folder, 'events.jsonl'), log.text())
}

/** A file that a session of so many bytes comes from. */
const fileOf = (id: string, bytes: number): string =>
  JSON.stringify({
    format: 'retoma/session',
    version: 1,
    session: { id, title: `Session ${id}`, titleIsManual: true },
    messages: [
      { role: 'user', content: `Question of ${id}` },
      { role: 'assistant', content: 'word '.repeat(bytes / 5) },
    ],
  })

async function zipOf(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

async function answer(retoma: Retoma, save: string, open: string = save): Promise<void> {
  await retoma.app.evaluate(
    ({ dialog }, [filePath, picked]) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: filePath! })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [picked!] })
    },
    [save, open],
  )
}

async function command(retoma: Retoma, words: string): Promise<void> {
  await retoma.page.keyboard.press('ControlOrMeta+k')
  await expect(retoma.page.getByRole('dialog')).toBeVisible()
  await retoma.page.keyboard.type(words)
  await expect(retoma.page.getByRole('option').first()).toContainText(words)
  await retoma.page.keyboard.press('Enter')
}

/** Runs a test with a small disk at a folder; says that it is left out where none can be had. */
async function withDisk(folder: string, bytes: number, use: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const disk = mountSmallDisk(folder, bytes)
  test.skip(disk === null, 'only root on Linux may mount a file system of its own')
  if (disk === null) return
  try {
    await use(disk)
  } finally {
    disk.unmount()
  }
}

test('where the disk is full an export says so, leaves nothing, and goes to another place', async ({ world }) => {
  const stick = join(world.folder, 'stick')
  await withDisk(stick, MB, async () => {
    for (const [id, bytes] of [
      ['a-small', 1000],
      ['b-small', 1000],
      ['c-large', 2 * MB],
    ] as const)
      writeSession(world, id, bytes)
    writeFileSync(join(stick, 'large.json'), 'was here')
    const retoma = await world.launch()
    await retoma.usePractice()
    await retoma.open('c-large')
    const { page } = retoma
    const dialog = page.getByRole('dialog')
    const failed = dialog.getByRole('alert')

    await answer(retoma, join(stick, 'large.json'))
    await command(retoma, 'Export…')
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(failed).toContainText('There is no room for the export')
    await expect(failed).toContainText(stick)
    expect(readdirSync(stick)).toEqual(['large.json'])
    expect(readFileSync(join(stick, 'large.json'), 'utf8')).toBe('was here')
    await expect(dialog.getByRole('button', { name: 'Clean up…' })).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Choose another place…' })).toBeFocused()
    await expectAccessible(retoma, 'no room for an export')
    await picturesOf(retoma, 'export-full')
    await answer(retoma, join(world.folder, 'large.json'))
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    expect(JSON.parse(readFileSync(join(world.folder, 'large.json'), 'utf8'))).toMatchObject({ whole: true })

    // A zip is whole or not there; of a folder of files what was written stays, and it is told how much that is.
    const many = async (where: 'One zip file' | 'A folder of files'): Promise<void> => {
      await answer(retoma, join(stick, 'all.zip'), stick)
      await page.getByRole('button', { name: 'Menu', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Export the listed sessions…' }).click()
      await dialog.getByRole('radio', { name: where }).check()
      await dialog.getByRole('button', { name: 'Export…' }).click()
      await expect(failed).toContainText('There is no room for the export')
    }
    await many('One zip file')
    await expect(failed).toContainText(stick)
    await expect(failed).not.toContainText('.retoma-export')
    expect(readdirSync(stick)).toEqual(['large.json'])
    await page.keyboard.press('Escape')
    await many('A folder of files')
    await expect(failed).toContainText(`2 sessions were exported to ${stick} before that.`)
    await retoma.picture('export-full-many')
    expect(readdirSync(stick)).toHaveLength(3)
    for (const name of readdirSync(stick).filter((one) => one !== 'large.json'))
      expect(JSON.parse(readFileSync(join(stick, name), 'utf8'))).toMatchObject({ whole: true })
    await page.keyboard.press('Escape')

    // Without a dialog of ours the message itself leads on.
    await answer(retoma, join(stick, 'large.md'))
    await retoma.row('c-large').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Export as Markdown…' }).click()
    const told = page.getByRole('region', { name: 'Messages' })
    await expect(told).toContainText('There is no room for the export')
    await picturesOf(retoma, 'export-full-told')
    await answer(retoma, join(world.folder, 'large.md'))
    await told.getByRole('button', { name: 'Choose another place…' }).click()
    await expect.poll(() => existsSync(join(world.folder, 'large.md'))).toBe(true)
    expect(readdirSync(stick)).toHaveLength(3)

    // Many that are chosen in the list: what was written is counted, and the place is told once.
    await answer(retoma, '', stick)
    await retoma.row('b-small').click({ modifiers: ['ControlOrMeta'] })
    await retoma.row('c-large').click({ modifiers: ['ControlOrMeta'] })
    await retoma.row('c-large').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Export as JSON…' }).click()
    await expect(told).toContainText(`1 session was exported to ${stick}`)
    await expect(told).toContainText('There is no room for the export')
    const elsewhere = join(world.folder, 'elsewhere')
    mkdirSync(elsewhere)
    await answer(retoma, '', elsewhere)
    await told.getByRole('button', { name: 'Choose another place…' }).click()
    await expect(told).toContainText(`2 sessions were exported to ${elsewhere}`)
    expect(readdirSync(elsewhere)).toHaveLength(2)
    await expect.poll(() => readdirSync(join(world.userData, 'exports'))).toEqual([])
  })
})

test('a place that is closed, or is not there, is told before anything is changed', async ({ world }) => {
  writeSession(world, 'one', 1000)
  const retoma = await world.launch()
  await retoma.usePractice()
  await retoma.open('one')
  const dialog = retoma.page.getByRole('dialog')
  const gone = join(world.folder, 'gone')
  await answer(retoma, join(gone, 'one.json'))
  await command(retoma, 'Export…')
  await dialog.getByRole('button', { name: 'Export…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The export can’t be put there')
  await expect(dialog.getByRole('alert')).toContainText(gone)
  await picturesOf(retoma, 'export-closed')
  await answer(retoma, join(world.folder, 'one.json'))
  await retoma.page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(JSON.parse(readFileSync(join(world.folder, 'one.json'), 'utf8'))).toMatchObject({ whole: true })

  await withDisk(join(world.folder, 'stick'), MB, async (disk) => {
    disk.readOnly(true)
    await answer(retoma, join(world.folder, 'stick', 'one.json'))
    await command(retoma, 'Export…')
    await dialog.getByRole('button', { name: 'Export…' }).click()
    await expect(dialog.getByRole('alert')).toContainText('The export can’t be put there')
    disk.readOnly(false)
    await retoma.page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    expect(readdirSync(join(world.folder, 'stick'))).toEqual(['one.json'])
  })
})

test('where the disk of the sessions is full, or closed, an import keeps what is whole and nothing else', async ({
  world,
}) => {
  const state = join(world.home, 'session-state')
  const zip = join(world.folder, 'many.zip')
  const ids = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6']
  await zipOf(zip, Object.fromEntries(ids.map((id) => [`${id}.json`, fileOf(id, 700_000)])))
  await withDisk(state, 2 * MB, async (disk) => {
    const retoma = await world.launch()
    await retoma.usePractice()
    const dialog = retoma.page.getByRole('dialog')
    await answer(retoma, zip)
    disk.readOnly(true)
    await command(retoma, 'Import sessions…')
    await dialog.getByRole('button', { name: 'Choose files…' }).click()
    await dialog.getByRole('button', { name: 'Import 6 sessions' }).click()
    await expect(dialog).toContainText('0 sessions imported.')
    await expect(dialog).toContainText('It can’t be put where sessions are kept')
    await expect(dialog).toContainText(state)
    await picturesOf(retoma, 'import-closed')
    disk.readOnly(false)
    expect(readdirSync(state)).toEqual([])
    // What has brought nothing can be tried as it is.
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog).toContainText('2 sessions imported.')
    await expect(dialog).toContainText('4 could not be, and nothing of them was kept.')
    await expect(dialog).toContainText('There is no room for it')
    await expectAccessible(retoma, 'no room for an import')
    await picturesOf(retoma, 'import-full')
    expect(readdirSync(state).toSorted()).toEqual(['i1', 'i2'])
    expect(readdirSync(join(world.userData, 'imports'))).toEqual([])
    for (const id of ['i1', 'i2']) {
      const { state: read } = await retoma.call('session.open', { id })
      expect(read.turns.map(({ prompt }) => prompt?.text)).toEqual([`Question of ${id}`])
    }
    await dialog.getByRole('button', { name: 'Clean up…' }).click()
    await expect(retoma.page.getByRole('heading', { name: 'Clean up', level: 1 })).toBeVisible()
  })
})

test('a session that is in place keeps what the library has no room for: it comes with the next start', async ({
  world,
}) => {
  // As long as this file is there, SQLite finds no room for another page of the library.
  const full = join(world.folder, 'full')
  const file = join(world.folder, 'noted.json')
  const bookmarks = Array.from({ length: 60 }, (_, n) => ({
    id: `mark-${n}`,
    name: `Mark ${n}`,
    description: 'Noted. '.repeat(280),
    snippet: '',
    messageId: 'm1',
    createdAt: '2026-01-01T12:00:00.000Z',
  }))
  writeFileSync(
    file,
    JSON.stringify({
      format: 'retoma/session',
      version: 1,
      session: { id: 'noted', title: 'My notes', titleIsManual: true, notes: 'Mine' },
      messages: [{ role: 'user', content: 'Hello', id: 'm1' }],
      bookmarks,
    }),
  )
  const retoma = await world.launch({ env: { RETOMA_DISK_FULL: full } })
  await retoma.usePractice()
  await retoma.create('before')
  await answer(retoma, file)
  await command(retoma, 'Import sessions…')
  const dialog = retoma.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Choose files…' }).click()
  writeFileSync(full, '')
  await dialog.getByRole('button', { name: 'Import 1 session' }).click()
  await expect(dialog).toContainText('1 session imported.')
  await expect(dialog).toContainText('wait for room on the disk')
  await retoma.picture('import-late')
  await retoma.kill()
  rmSync(full)
  const after = await world.launch()
  await expect(after.row('noted')).toContainText('My notes')
  expect(await after.call('bookmark.list', {})).toHaveLength(60)
  expect(readdirSync(join(world.userData, 'imports'))).toEqual([])
})

test('what a clean-up can’t export first to a place goes to another one, and only then may be deleted', async ({
  world,
}) => {
  for (const id of ['one', 'two', 'three']) writeSession(world, id, 1000)
  const retoma = await world.launch()
  await retoma.usePractice()
  const { page } = retoma
  await command(retoma, 'Clean up')
  await page.getByLabel('Also sessions of the Copilot CLI').check()
  await expect(page.getByRole('button', { name: 'Delete 3 sessions…' })).toBeVisible()
  await answer(retoma, join(world.folder, 'gone'))
  await page.getByRole('button', { name: 'Export first…' }).click()
  const told = page.getByRole('region', { name: 'Messages' })
  await expect(told).toContainText('The export can’t be put there')
  await expect(page.getByRole('button', { name: 'Delete 0 sessions…' })).toBeDisabled()
  await picturesOf(retoma, 'cleanup-export-closed')
  const there = join(world.folder, 'there')
  mkdirSync(there)
  await answer(retoma, there)
  await told.getByRole('button', { name: 'Choose another place…' }).click()
  await expect(page.getByText(`3 sessions exported to ${there}`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete 3 sessions…' })).toBeEnabled()
  expect(readdirSync(there)).toHaveLength(3)
})
