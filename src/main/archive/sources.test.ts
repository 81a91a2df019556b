import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { conversation, createBench, makeSession, never, stage, whole } from './bench.fixture.ts'

async function writeZip(path: string, files: readonly (readonly [string, string])[]): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, text] of files) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return readFile(path)
}

test('the beginning of a file tells what it is, and where it can’t be imported', async () => {
  const bench = await createBench()
  await makeSession(bench.root, 'task', conversation('task').repeat(2_000))
  const spec = bench.spec()
  await bench.service.write(spec, never)
  const peeked = async (name: string, content: unknown): Promise<unknown> =>
    bench.service.peek(await bench.give(name, content), never)
  expect(await bench.service.peek({ kind: 'file', path: spec.path }, never)).toEqual({
    id: 'task',
    title: 'The task',
    as: 'whole',
  })
  expect(await peeked('My chat.json', [{ role: 'user', content: 'Hi' }])).toEqual({
    id: 'My chat',
    title: 'My chat',
    as: 'messages',
  })
  await expect(peeked('newer.json', { ...whole, version: 2 })).rejects.toMatchObject({ code: 'archiveNewer' })
  await expect(peeked('package.json', { name: 'x', version: 1 })).rejects.toMatchObject({ code: 'archiveEmpty' })
  await expect(peeked('picture.png', 'GIF89a')).rejects.toMatchObject({ code: 'archiveEmpty', detail: 'picture.png' })
  await expect(peeked('list.json', [{ text: 'x' }])).rejects.toMatchObject({ detail: 'messages[0].role' })
})

test('whoever gives up while it is searched for what there is to import is heard', async () => {
  const bench = await createBench()
  const paths = Array.from({ length: 2_000 }, (_, n) => join(bench.base, `none-${n}.json`))
  const stop = new AbortController()
  const asked = bench.service.sources(paths, stop.signal)
  stop.abort(new Error('given up'))
  await expect(asked).rejects.toThrow('given up')
})

test('a zip gives each of its files, another home each of its sessions, this home nothing', async () => {
  const bench = await createBench()
  const path = join(bench.base, 'many.zip')
  const note = '\u0000\u0005\u0016\u0007'
  await writeZip(path, [
    ['deep/one.json', JSON.stringify([{ role: 'user', content: 'Hi' }])],
    ['readme.txt', 'no'],
    ['two.json', '[{]'],
    // What macOS puts beside them.
    ['__MACOSX/deep/._one.json', note],
    ['deep/._one.json', note],
    ['deep/.DS_Store', 'no'],
  ])
  const { sources, refused } = await bench.service.sources([path], never)
  expect(sources).toMatchObject([{ entry: 'deep/one.json' }, { entry: 'two.json' }])
  expect(refused).toEqual([])
  expect(await bench.service.peek(sources[0]!, never)).toEqual({ id: 'one', title: 'one', as: 'messages' })
  expect(await stage(bench, sources[0]!)).toMatchObject({ facts: { id: 'one' }, counts: { messages: 1 } })
  await expect(stage(bench, sources[1]!)).rejects.toMatchObject({ code: 'archiveInvalid', detail: '1:3' })

  const other = join(bench.base, 'other', 'session-state')
  await makeSession(other, 'theirs', conversation('theirs'))
  await mkdir(join(other, 'empty'))
  await makeSession(other, 'zero', '')
  await symlink('/etc/passwd', join(other, 'theirs', 'files', 'link'))
  const home = await bench.service.sources([join(bench.base, 'other')], never)
  // A folder that was made and never written to is told, and takes nothing along.
  expect(home.refused).toEqual([
    { path: join(other, 'empty'), failure: { code: 'archiveEmpty', detail: join(other, 'empty') } },
  ])
  const [theirs, zero] = home.sources
  expect(await bench.service.peek(theirs!, never)).toEqual({ id: 'theirs', title: 'The task', as: 'whole' })
  for (const work of ['peek', 'stage'] as const)
    await expect(bench.service[work](zero!, never)).rejects.toMatchObject({ code: 'archiveEmpty' })
  expect(theirs).toEqual({ kind: 'folder', path: join(other, 'theirs') })
  const staged = await stage(bench, theirs!)
  await bench.service.place(staged.token, 'theirs', never)
  expect(await readFile(join(bench.root, 'theirs', 'events.jsonl'), 'utf8')).toBe(conversation('theirs'))
  expect(await readdir(join(bench.root, 'theirs', 'files'))).toEqual(['a.bin'])

  for (const own of [join(bench.base, 'home'), bench.root]) {
    expect(await bench.service.sources([own], never)).toMatchObject({
      refused: [{ failure: { code: 'importOwnHome' } }],
    })
  }
  const none = join(bench.base, 'none')
  expect(await bench.service.sources([none, path], never)).toMatchObject({
    sources: [{ entry: 'deep/one.json' }, { entry: 'two.json' }],
    refused: [{ path: none, failure: { code: 'readFailed' } }],
  })
})

test('a folder of exported files gives each of them', async () => {
  const bench = await createBench()
  const folder = join(bench.base, 'exports')
  await mkdir(folder)
  for (const name of ['b.json', 'a.json', '.hidden.json', 'notes.md']) await writeFile(join(folder, name), '[]')
  const { sources } = await bench.service.sources([folder], never)
  expect(sources).toEqual(['a.json', 'b.json'].map((name) => ({ kind: 'file', path: join(folder, name) })))
  await mkdir(join(bench.base, 'nothing'))
  const nothing = await bench.service.sources([join(bench.base, 'nothing')], never)
  expect(nothing.refused).toMatchObject([{ failure: { code: 'archiveEmpty' } }])
})

test('a session whose first message is very long is offered and comes back, from its own file and from a list', async () => {
  const bench = await createBench()
  const long = 'x'.repeat(20 * 1024 * 1024)
  await makeSession(bench.root, 'task', conversation('task').replace('The word is heliotrope.', long))
  const spec = bench.spec()
  await bench.service.write(spec, never)
  const file = { kind: 'file', path: spec.path } as const
  expect(await bench.service.peek(file, never)).toEqual({ id: 'task', title: 'The task', as: 'whole' })
  const staged = await stage(bench, file)
  await bench.service.place(staged.token, 'back', never)
  const log = await readFile(join(bench.root, 'task', 'events.jsonl'))
  expect((await readFile(join(bench.root, 'back', 'events.jsonl'))).length).toBe(
    log.length - 'task'.length + 'back'.length,
  )

  const list = await bench.give('list.json', [{ role: 'user', content: long }])
  expect(await bench.service.peek(list, never)).toEqual({ id: 'list', title: 'list', as: 'messages' })
  expect(await stage(bench, list)).toMatchObject({ counts: { messages: 1 } })
  const other = await bench.give('other.json', { data: long })
  await expect(bench.service.peek(other, never)).rejects.toMatchObject({ code: 'archiveEmpty' })
}, 120_000)

test('files of one name in a zip are all there', async () => {
  const bench = await createBench()
  const path = join(bench.base, 'twice.zip')
  const files = ['A', 'B'].map((content) => ['same.json', JSON.stringify([{ role: 'user', content }])] as const)
  await writeZip(path, files)
  const { sources } = await bench.service.sources([path], never)
  expect(sources).toMatchObject([{ entry: 'same.json' }, { entry: 'same (2).json' }])
  for (const [index, source] of sources.entries()) {
    const staged = await stage(bench, source)
    await bench.service.place(staged.token, `s${index}`, never)
    expect(await readFile(join(bench.root, `s${index}`, 'events.jsonl'), 'utf8')).toContain('AB'[index])
  }
})

test('a zip that was cut, that lies about sizes, or whose bytes changed is refused, and nothing is left', async () => {
  const bench = await createBench()
  const path = join(bench.base, 'a.zip')
  const bytes = await writeZip(path, [['one.json', JSON.stringify([{ role: 'user', content: 'Hi'.repeat(9_000) }])]])
  for (const size of [4, 30, 60, bytes.length - 30, bytes.length - 5]) {
    await writeFile(path, bytes.subarray(0, size))
    const { sources, refused } = await bench.service.sources([path], never)
    expect(sources).toEqual([])
    expect(refused).toMatchObject([{ path, failure: { code: 'archiveInvalid' } }])
  }
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02'))
  const changed = (change: (copy: Buffer) => unknown): Buffer => {
    const copy = Buffer.from(bytes)
    change(copy)
    return copy
  }
  for (const [name, copy] of Object.entries({
    'two gigabytes that are not there': changed((copy) => copy.writeUInt32LE(0x7fff_ffff, directory + 24)),
    'less than there is': changed((copy) => copy.writeUInt32LE(10, directory + 24)),
    'another byte': changed((copy) => (copy[60] = (copy[60] ?? 0) ^ 0xff)),
  })) {
    await writeFile(path, copy)
    const { sources } = await bench.service.sources([path], never)
    await expect(stage(bench, sources[0]!), name).rejects.toMatchObject({ code: 'archiveInvalid' })
  }
  expect(await bench.names()).toEqual([])
})

test.skipIf(process.platform === 'win32')('a pipe is no file: nobody waits for what it never says', async () => {
  const bench = await createBench()
  const path = join(bench.base, 'pipe.json')
  execFileSync('mkfifo', [path])
  expect(await bench.service.sources([path], never)).toMatchObject({
    sources: [],
    refused: [{ path, failure: { code: 'archiveEmpty' } }],
  })
})
