import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, halfASecond, test, windowOf } from './app.ts'
import type { Retoma, World } from './app.ts'
import { sessionsOf } from './homeHash.ts'
import { echo } from './model/reply.ts'

interface Question {
  readonly message: string
  readonly detail: string
  readonly buttons: readonly string[]
}
interface Asking {
  readonly asked: readonly { readonly options: Question; readonly answer: (response: number) => void }[]
}

const before = join(import.meta.dirname, 'startDialogs.cjs')
const [TRY_AGAIN, QUIT] = [0, 1]

/** What the start has asked so far. */
const questions = (retoma: Retoma): Promise<readonly Question[]> =>
  retoma.app.evaluate(() => (globalThis as unknown as Asking).asked.map(({ options }) => options))
const answer = (retoma: Retoma, button: number): Promise<void> =>
  retoma.app.evaluate((_, response) => {
    ;(globalThis as unknown as Asking).asked.at(-1)?.answer(response)
  }, button)

const libraryOf = (world: World): string => join(world.userData, 'library')
/** Every file of the library, backups included, as it is on the disk. */
const bytesOf = (world: World): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(libraryOf(world), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'base64')]),
  )

/** A session with a message, a bookmark and a draft, and the app ended. */
async function begun(world: World): Promise<void> {
  const model = await world.model(echo)
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('kept', { title: 'Kept session' })
  await retoma.send('Words that were said')
  await retoma.expectIdle()
  const { state } = await retoma.call('session.open', { id: 'kept' })
  await retoma.call('bookmark.add', {
    sessionId: 'kept',
    turnId: state.turns[0]?.id ?? '',
    itemId: null,
    name: 'Marked',
    description: 'Here',
  })
  await retoma.type('half a thought')
  await halfASecond()
  await retoma.quit()
}

async function expectAllThere(retoma: Retoma): Promise<void> {
  await expect(retoma.row('kept')).toContainText('Kept session')
  await expect(retoma.composer).toHaveValue('half a thought')
  await retoma.expectAnswer(/Words that were said/)
  expect(await retoma.call('bookmark.list', {})).toMatchObject([{ name: 'Marked', description: 'Here' }])
  expect((await retoma.call('app.boot', {})).notices).toEqual([])
}

function versionOf(world: World, set?: number): number {
  const db = new DatabaseSync(join(libraryOf(world), 'library.db'))
  try {
    if (set !== undefined) db.exec(`PRAGMA user_version = ${set}`)
    return Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  } finally {
    db.close()
  }
}

test('a library of a newer version is told, not touched, and opened once the version is right', async ({ world }) => {
  await begun(world)
  const version = versionOf(world)
  versionOf(world, version + 1)
  const [bytes, sessions] = [bytesOf(world), sessionsOf(world.home)]

  const retoma = await world.launch({ window: false, before })
  await expect.poll(() => questions(retoma)).toHaveLength(1)
  const [question] = await questions(retoma)
  expect(question?.message).toBe('Retoma could not start')
  expect(question?.detail).toContain('A newer Retoma wrote bookmarks, drafts and titles.')
  expect(question?.detail).toContain(
    'They were left untouched, and so were your sessions. Update Retoma, then try again.',
  )
  expect(question?.detail).toContain(join(world.userData, 'logs'))
  expect(question?.buttons).toEqual(['Try again', 'Quit'])

  // Nothing has changed: it is said once more.
  await answer(retoma, TRY_AGAIN)
  await expect.poll(() => questions(retoma)).toHaveLength(2)
  expect(bytesOf(world)).toEqual(bytes)
  expect(sessionsOf(world.home)).toEqual(sessions)

  // As if the right Retoma had been installed beside the question.
  versionOf(world, version)
  await answer(retoma, TRY_AGAIN)
  const up = await windowOf(retoma.app)
  await expectAllThere(up)
  expect(await questions(retoma)).toHaveLength(2)
})

test('a library that can not be read is told, with the reason, and left as it is by whoever quits', async ({
  world,
}) => {
  await begun(world)
  // No right keeps root from reading: a folder of that name does.
  const path = join(libraryOf(world), 'library.db')
  renameSync(path, `${path}.aside`)
  mkdirSync(path)
  const [bytes, sessions] = [bytesOf(world), sessionsOf(world.home)]

  const retoma = await world.launch({ window: false, before })
  const child = retoma.app.process()
  await expect.poll(() => questions(retoma)).toHaveLength(1)
  const [question] = await questions(retoma)
  expect(question?.detail).toContain('A file could not be read. Nothing was changed.')
  expect(question?.detail).toContain('Check that you may read it, then try again. library EISDIR')
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await answer(retoma, QUIT)
  await gone
  expect(bytesOf(world)).toEqual(bytes)
  expect(sessionsOf(world.home)).toEqual(sessions)

  rmSync(path, { recursive: true })
  renameSync(`${path}.aside`, path)
  await expectAllThere(await world.launch())
})
