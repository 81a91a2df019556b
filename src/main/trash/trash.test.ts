import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { QueuedMessage } from '../../shared/model/draft.ts'
import { createLibrary } from '../library/library.ts'
import type { Library } from '../library/port.ts'
import { createTrash, trashSteps, type Trash, type TrashDeps, type TrashStep } from './trash.ts'

const DAY = 86_400_000
const attachment = { id: 'x', kind: 'image', name: 'shot.png', path: null, asset: 'of-the-draft', size: 70 } as const
const draft = { text: 'typed and not sent', selectionStart: 3, selectionEnd: 5, attachments: [attachment] }
const waiting: QueuedMessage = {
  id: 'q',
  text: 'waits',
  at: 7,
  state: 'queued',
  attachments: [{ ...attachment, id: 'y', asset: 'of-the-queue' }],
  pausedBy: null,
}
const leaving = { id: 's', title: 'My title', origin: 'retoma', unsent: false } as const

let base: string
let home: string
let folder: string
let library: Library
let removed: string[]
let logged: string[]
let gone: string[]

const session = (id = 's'): string => join(home, 'session-state', id)
const removal = {
  remove: async (id: string) => {
    removed.push(id)
    await rm(session(id), { recursive: true, force: true })
  },
}

function open(more: Partial<TrashDeps> = {}): Trash {
  return createTrash({
    folder,
    home,
    library,
    agent: removal,
    days: () => 30,
    now: () => 1_000_000,
    onGone: (ids) => Promise.resolve(void gone.push(...ids)),
    log: { error: (what) => void logged.push(what) },
    ...more,
  })
}

async function makeSession(id = 's'): Promise<void> {
  await mkdir(join(session(id), 'files', 'deep'), { recursive: true })
  await writeFile(join(session(id), 'events.jsonl'), `{"said":"in ${id}"}\n`.repeat(40_000), { mode: 0o644 })
  await writeFile(join(session(id), 'workspace.yaml'), `id: ${id}\n`)
  await writeFile(join(session(id), 'files', 'deep', 'run.sh'), 'echo', { mode: 0o755 })
  await writeFile(join(session(id), 'empty'), '')
  await writeFile(join(session(id), 'inuse.123.lock'), '')
  await symlink('workspace.yaml', join(session(id), 'link'))
  await utimes(join(session(id), 'events.jsonl'), 1_500_000, 1_600_000)
}

async function makeBelongings(id = 's'): Promise<void> {
  await library.putRecord(id, { title: 'My title', unread: true, createdAt: 5 })
  await library.putDraft(id, draft)
  await library.addQueued(id, waiting)
  await library.putReply(id, 'request', 'half an ans')
  await library.putBookmark({
    id: `mark-${id}`,
    sessionId: id,
    turnId: 't',
    itemId: null,
    name: 'here',
    description: '',
    snippet: 'snippet',
    createdAt: 9,
    colour: 'purple',
  })
}

/** Everything in a folder but locks, with what must survive: contents, modes, times of files. */
async function picture(root: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.name.endsWith('.lock')) continue
    const { mode, mtimeMs } = await stat(path)
    const what = entry.isFile() ? { text: await readFile(path, 'utf8'), mtimeMs } : entry.isSymbolicLink()
    found[path.slice(root.length)] = { mode, what }
  }
  return found
}

const belongings = async (id = 's'): Promise<unknown> => ({
  record: await library.record(id),
  draft: await library.draft(id),
  queue: await library.queue(id),
  replies: await library.replies(id),
  bookmarks: await library.bookmarks(id),
})
const isGone = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) === null
const inside = async (place: string): Promise<readonly string[]> => readdir(join(folder, place)).catch(() => [])

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'retoma-trash-'))
  home = join(base, 'home')
  folder = join(base, 'data', 'trash')
  removed = []
  logged = []
  gone = []
  library = await createLibrary({
    folder: join(base, 'data', 'library'),
    workerUrl: new URL('../library/worker.ts', import.meta.url),
    log: { error: (what) => expect.fail(what) },
  })
})
afterEach(async () => {
  await library.dispose()
  await rm(base, { recursive: true, force: true })
})

describe('a deleted session', () => {
  it('is kept whole, for the person alone, and comes back as it was', async () => {
    await makeSession()
    await makeBelongings()
    const [before, had] = [await picture(session()), await belongings()]
    const trash = open()
    const entryId = await trash.moveIn(leaving)
    expect(await isGone(session())).toBe(true)
    expect(removed).toEqual(['s'])
    expect(await belongings()).toEqual({ record: null, draft: null, queue: [], replies: {}, bookmarks: [] })
    expect((await trash.assets()).toSorted()).toEqual(['of-the-draft', 'of-the-queue'])
    expect(await trash.list()).toEqual([
      {
        entryId,
        id: 's',
        title: 'My title',
        origin: 'retoma',
        unsent: false,
        deletedAt: 1_000_000,
        goesAt: 1_000_000 + 30 * DAY,
        unreadable: false,
        size: (await stat(join(folder, entryId, 'session', 'events.jsonl'))).size + 'id: s\n'.length + 'echo'.length,
        bookmarks: 1,
      },
    ])
    if (process.platform !== 'win32') {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isSymbolicLink()) continue
        const { mode } = await stat(join(entry.parentPath, entry.name))
        expect([entry.name, mode & 0o777]).toEqual([entry.name, entry.isDirectory() ? 0o700 : 0o600])
      }
    }
    await trash.restore(entryId)
    expect(await picture(session())).toEqual(before)
    expect(await isGone(join(session(), 'inuse.123.lock'))).toBe(true)
    expect(await belongings()).toEqual({
      ...(had as object),
      queue: [{ ...waiting, state: 'paused', pausedBy: 'ended' }],
    })
    expect(await trash.list()).toEqual([])
    expect(await readdir(join(home, 'session-state'))).toEqual(['s'])
    expect(logged).toEqual([])
  })

  it('that was never sent comes back with its draft', async () => {
    await makeBelongings('unsent')
    const trash = open()
    const entryId = await trash.moveIn({ ...leaving, id: 'unsent', unsent: true })
    expect(removed).toEqual([])
    expect(await library.record('unsent')).toBeNull()
    await trash.restore(entryId)
    expect(await library.draft('unsent')).toEqual(draft)
    expect(await isGone(session('unsent'))).toBe(true)
  })

  it('never takes the place of another', async () => {
    await makeSession()
    const trash = open()
    const entryId = await trash.moveIn(leaving)
    await mkdir(session('S'))
    await expect(trash.restore(entryId)).rejects.toMatchObject({ code: 'idTaken', detail: 's' })
    await rm(session('S'), { recursive: true })
    await library.putRecord('s', { unsent: true })
    await expect(trash.restore(entryId)).rejects.toMatchObject({ code: 'idTaken' })
    await library.removeSession('s')
    // It is taken at the last moment.
    const late = open({
      onStep: async (step) => {
        if (step === 'out.copied') await makeSession()
      },
    })
    await expect(late.restore(entryId)).rejects.toMatchObject({ code: 'idTaken' })
    expect(await trash.list()).toMatchObject([{ entryId }])
    expect(await readdir(join(home, 'session-state'))).toEqual(['s'])
  })

  it('does not come back with another content than it had', async () => {
    await makeSession()
    const trash = open()
    const entryId = await trash.moveIn(leaving)
    await writeFile(join(folder, entryId, 'session', 'workspace.yaml'), 'id: t\n')
    await expect(trash.restore(entryId)).rejects.toMatchObject({ code: 'readFailed' })
    expect(await readdir(join(home, 'session-state'))).toEqual([])
    expect(await trash.list()).toHaveLength(1)
  })

  it('stays when another program writes to it meanwhile', async () => {
    await makeSession()
    await makeBelongings()
    const trash = open({
      onStep: async (step) => {
        if (step === 'in.described') await writeFile(join(session(), 'new'), 'x')
      },
    })
    await expect(trash.moveIn(leaving)).rejects.toMatchObject({ code: 'sessionInUse' })
    expect(removed).toEqual([])
    expect(await library.draft('s')).toEqual(draft)
    expect(await trash.list()).toEqual([])
    expect(await inside('.in')).toEqual([])
  })

  it('refuses what is no entry, and what is no id', async () => {
    const trash = open()
    for (const name of ['../library', '.in', 'nothing', '']) {
      await expect(trash.restore(name)).rejects.toMatchObject({ code: 'trashMissing' })
      await expect(trash.purge(name)).rejects.toMatchObject({ code: 'trashMissing' })
    }
    await expect(trash.moveIn({ ...leaving, id: '../s' })).rejects.toMatchObject({ code: 'idInvalid' })
  })

  it('goes for good after its days, never by itself when they are none', async () => {
    await makeSession('old')
    await makeSession('young')
    await open().moveIn({ ...leaving, id: 'old' })
    await open({ now: () => 1_000_000 + 10 * DAY }).moveIn({ ...leaving, id: 'young' })
    const now = (): number => 1_000_000 + 30 * DAY
    await open({ now, days: () => 0 }).purgeExpired()
    expect((await open({ now }).list()).map((entry) => entry.id)).toEqual(['young', 'old'])
    await open({ now }).purgeExpired()
    expect((await open({ now }).list()).map((entry) => entry.id)).toEqual(['young'])
  })

  it('leaves nothing behind when it goes for good', async () => {
    await makeSession()
    await writeFile(join(session(), 'events.jsonl'), 'zebrafish one\n')
    await library.putDraft('s', { ...draft, text: 'zebrafish two '.repeat(2000) })
    await library.putDraft('t', { ...draft, text: 'stays' })
    // A backup has the draft, and the pages that it leaves are free.
    await library.dispose()
    library = await createLibrary({
      folder: join(base, 'data', 'library'),
      workerUrl: new URL('../library/worker.ts', import.meta.url),
      log: { error: (what) => expect.fail(what) },
    })
    const trash = open()
    const entryId = await trash.moveIn(leaving)
    expect(await withText('zebrafish')).not.toEqual([])
    await trash.purge(entryId)
    await trash.sweep()
    expect(await withText('zebrafish')).toEqual([])
    expect(await withText('stays')).not.toEqual([])
    expect(await library.draft('t')).toMatchObject({ text: 'stays' })
    expect(await inside('.gone')).toEqual([])
  })
})

describe('a failure', () => {
  const boom = new AppError('diskFull', 'ENOSPC')

  for (const step of trashSteps.moveIn.slice(0, 3)) {
    it(`at ${step} leaves the session where it is`, async () => {
      await makeSession()
      await makeBelongings()
      const [before, had] = [await picture(session()), await belongings()]
      const trash = open({ onStep: (now) => (now === step ? Promise.reject(boom) : Promise.resolve()) })
      await expect(trash.moveIn(leaving)).rejects.toBe(boom)
      expect(await picture(session())).toEqual(before)
      expect(await belongings()).toEqual(had)
      expect([await trash.list(), await inside('.in')]).toEqual([[], []])
    })
  }

  it('of the runtime in the midst of its deletion keeps the copy', async () => {
    await makeSession()
    await makeBelongings()
    const before = await picture(session())
    const agent = {
      remove: async () => {
        await rm(join(session(), 'events.jsonl'))
        throw new AppError('runtimeFailed')
      },
    }
    await expect(open({ agent }).moveIn(leaving)).rejects.toMatchObject({ code: 'runtimeFailed' })
    const [entry] = await open().list()
    await removal.remove('s')
    await library.removeSession('s')
    await open().restore(entry?.entryId ?? '')
    expect(await picture(session())).toEqual(before)
  })

  for (const step of trashSteps.restore.slice(0, 2)) {
    it(`at ${step} leaves the entry in the trash`, async () => {
      await makeSession()
      const entryId = await open().moveIn(leaving)
      const trash = open({ onStep: (now) => (now === step ? Promise.reject(boom) : Promise.resolve()) })
      if (step === 'out.copied') await expect(trash.restore(entryId)).rejects.toBe(boom)
      else {
        await expect(trash.restore(entryId)).rejects.toBe(boom)
        await open().recover(false)
      }
      expect(await trash.list()).toMatchObject([{ entryId }])
      expect(await readdir(join(home, 'session-state'))).toEqual([])
    })
  }
})

describe('a crash', () => {
  /** Runs until a step, as far as the disk knows: what comes after it never happens. */
  async function until(step: TrashStep, work: (trash: Trash) => Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const trash = open({
        onStep: (now) => {
          if (now !== step) return Promise.resolve()
          resolve()
          return new Promise(() => undefined)
        },
      })
      work(trash).then(() => reject(new Error(`${step} was not reached`)), reject)
    })
  }
  const settled = async (): Promise<void> => {
    const trash = open()
    await trash.recover(false)
    await trash.sweep()
    for (const place of ['.in', '.out', '.done', '.gone']) expect([place, await inside(place)]).toEqual([place, []])
    expect((await readdir(join(home, 'session-state'))).filter((name) => name !== 's')).toEqual([])
    expect(logged).toEqual([])
  }

  for (const [index, step] of trashSteps.moveIn.entries()) {
    it(`at ${step} of a deletion loses nothing and leaves nothing half done`, async () => {
      await makeSession()
      await makeBelongings()
      const [before, had] = [await picture(session()), await belongings()]
      await until(step, (trash) => trash.moveIn(leaving))
      await settled()
      const entries = await open().list()
      // Before the runtime deleted it, the session stays; from then on it is in the trash, and nowhere else.
      expect(entries).toHaveLength(index < 3 ? 0 : 1)
      expect(await isGone(session())).toBe(index >= 3)
      if (entries[0] !== undefined) {
        expect(await library.record('s')).toBeNull()
        await open().restore(entries[0].entryId)
      }
      expect(await picture(session())).toEqual(before)
      const queue = index < 3 ? 'queued' : 'paused'
      expect(await belongings()).toEqual({
        ...(had as object),
        queue: [{ ...waiting, state: queue, pausedBy: queue === 'paused' ? 'ended' : null }],
      })
    })
  }

  it('of the runtime in the midst of its deletion is made good', async () => {
    await makeSession()
    await makeBelongings()
    const before = await picture(session())
    await until('in.described', (trash) => trash.moveIn(leaving))
    await rm(join(session(), 'events.jsonl'))
    await settled()
    expect(await isGone(session())).toBe(true)
    const [entry] = await open().list()
    await open().restore(entry?.entryId ?? '')
    expect(await picture(session())).toEqual(before)
  })

  it('before a deletion after which the session went on leaves it alone', async () => {
    await makeSession()
    await until('in.described', (trash) => trash.moveIn(leaving))
    await writeFile(join(session(), 'events.jsonl'), '{"said":"later"}\n', { flag: 'a' })
    await settled()
    expect(await readFile(join(session(), 'events.jsonl'), 'utf8')).toContain('later')
    expect(await open().list()).toEqual([])
  })

  for (const [index, step] of trashSteps.restore.entries()) {
    it(`at ${step} of a restoration loses nothing and leaves nothing half done`, async () => {
      await makeSession()
      await makeBelongings()
      const before = await picture(session())
      const entryId = await open().moveIn(leaving)
      await until(step, (trash) => trash.restore(entryId))
      await settled()
      expect(await open().list()).toHaveLength(index < 2 ? 1 : 0)
      if (index < 2) await open().restore(entryId)
      expect(await picture(session())).toEqual(before)
      expect(await belongings()).toMatchObject({
        record: { title: 'My title' },
        draft,
        bookmarks: [{ id: 'mark-s', colour: 'purple' }],
      })
    })
  }

  for (const step of trashSteps.purge) {
    it(`at ${step} of a deletion for good is carried through`, async () => {
      await makeSession()
      await makeBelongings()
      const entryId = await open().moveIn(leaving)
      await until(step, async (trash) => {
        await trash.purge(entryId)
        await trash.sweep()
      })
      gone = []
      await settled()
      // Told until it is done: what is kept elsewhere goes with it, whenever the crash came.
      expect(gone).toEqual(['s'])
      expect(await open().list()).toEqual([])
      expect(await withText('typed and not sent')).toEqual([])
    })
  }

  it('that cost the library its last minutes brings no row back for what is in the trash', async () => {
    await makeSession()
    await makeBelongings()
    await open().moveIn(leaving)
    await makeBelongings()
    await open().recover(true)
    expect(await library.record('s')).toBeNull()
    await library.putRecord('s', { unsent: true, createdAt: 77 })
    await open().recover(true)
    expect(await library.record('s')).not.toBeNull()
  })
})

/** The files of the home and of our data that hold a text. */
async function withText(text: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(base, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && (await readFile(path)).includes(text)) found.push(path)
  }
  return found
}

describe('an entry that can not be read', () => {
  it('is named, with its size, never goes by itself, and is deleted for good when a person says so', async () => {
    await makeSession()
    await makeBelongings()
    const trash = open()
    const entryId = await trash.moveIn(leaving)
    await writeFile(join(folder, entryId, 'manifest.json'), '{"version":1,"id":')
    await mkdir(join(folder, 'stray'))
    await writeFile(join(folder, 'stray', 'something'), 'twelve bytes')
    const later = open({ now: () => 1_000_000 + 900 * DAY })
    await later.purgeExpired()
    // When they were deleted is known of neither: they come in either order.
    const found = (await later.list()).toSorted((a, b) => a.title.localeCompare(b.title))
    expect(found).toMatchObject([
      { entryId: 'stray', id: '', title: '', goesAt: null, size: 12, unreadable: true },
      { entryId, id: 's', title: 'My title', goesAt: null, bookmarks: 1, unreadable: true },
    ])
    expect(found[1]?.size).toBeGreaterThan(640_000)
    await expect(later.restore(entryId)).rejects.toMatchObject({ code: 'trashMissing' })
    expect(await later.pathOf(entryId)).toBe(join(folder, entryId))
    await expect(later.pathOf('../library')).rejects.toMatchObject({ code: 'trashMissing' })
    await later.purge(entryId)
    await later.purge('stray')
    await later.sweep()
    expect(await later.list()).toEqual([])
    expect(await inside('.gone')).toEqual([])
    // Its id was told by what lay beside the manifest: what the backups had of it went, too.
    const backups = join(base, 'data', 'library', 'backups')
    for (const name of await readdir(backups)) {
      expect((await readFile(join(backups, name))).includes('typed and not sent')).toBe(false)
    }
  })
})
