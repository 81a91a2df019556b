import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAssets } from './assets.ts'
import { createAttachments, type Attachments } from './attachments.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
let base: string
let folder: string
let attachments: Attachments
const path = (name: string): string => join(base, name)
const kept = (): readonly string[] => readdirSync(folder)

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-attachments-'))
  folder = path('attachments')
  attachments = createAttachments(createAssets(folder))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

describe('what is picked', () => {
  it('is taken by its path: files, folders, pictures', async () => {
    writeFileSync(path('notes.md'), '# notes')
    writeFileSync(path('shot'), png)
    mkdirSync(path('folder'))
    const { added, refused } = await attachments.pick([path('notes.md'), path('shot'), path('folder')])
    expect(refused).toEqual([])
    expect(added).toMatchObject([
      { kind: 'file', name: 'notes.md', path: path('notes.md'), asset: null, size: 7 },
      { kind: 'image', name: 'shot', path: path('shot'), asset: null, size: png.length },
      { kind: 'folder', name: 'folder', path: path('folder'), asset: null, size: null },
    ])
  })

  it('is refused for what it is, each with its reason, and the rest is taken', async () => {
    writeFileSync(path('fake.png'), 'no picture')
    writeFileSync(path('good.txt'), 'good')
    const { added, refused } = await attachments.pick([
      path('gone'),
      'relative.txt',
      path('fake.png'),
      '/dev/null',
      path('good.txt'),
    ])
    expect(added).toMatchObject([{ name: 'good.txt' }])
    expect(refused).toEqual([
      { name: 'gone', code: 'attachmentMissing' },
      { name: 'relative.txt', code: 'attachmentMissing' },
      { name: 'fake.png', code: 'attachmentKind' },
      { name: 'null', code: 'attachmentKind' },
    ])
  })

  it('is refused when it is too large', async () => {
    writeFileSync(path('huge.png'), Buffer.concat([png, Buffer.alloc(20_000_001)]))
    expect((await attachments.pick([path('huge.png')])).refused).toEqual([
      { name: 'huge.png', code: 'attachmentTooLarge' },
    ])
  })
})

describe('a picture that is pasted or dropped', () => {
  it('is copied at once, for the person alone, once for the same bytes', async () => {
    writeFileSync(path('dropped.png'), png)
    const { added } = await attachments.add([{ name: '', bytes: png }, { path: path('dropped.png') }])
    rmSync(path('dropped.png'))
    expect(added).toMatchObject([
      { kind: 'image', name: 'image.png', path: null },
      { kind: 'image', name: 'dropped.png', path: null },
    ])
    expect(kept()).toHaveLength(1)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, kept()[0]!)).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, kept()[0]!))).toEqual(png)
    await expect(attachments.check(added.map(({ id }) => id))).resolves.toEqual([])
    await expect(attachments.picture(added[1]!.id)).resolves.toEqual(png)
  })

  it('is nothing but a picture, whatever it calls itself', async () => {
    const { added, refused } = await attachments.add([{ name: 'a.png', bytes: Buffer.from('text') }])
    expect({ added, refused }).toEqual({ added: [], refused: [{ name: 'a.png', code: 'attachmentKind' }] })
  })

  it('is a long text that was pasted, with its words, for a chat and for an agent', async () => {
    const { added } = await attachments.add([{ name: 'pasted.txt', bytes: Buffer.from('many words') }])
    expect(added).toMatchObject([{ kind: 'file', name: 'pasted.txt', path: null, size: 10 }])
    for (const kind of ['chat', 'agent'] as const) {
      const sent = await attachments.toSend(added, kind)
      expect(sent).toEqual([
        {
          kind: 'bytes',
          data: Buffer.from('many words').toString('base64'),
          mimeType: 'text/plain',
          name: 'pasted.txt',
        },
      ])
    }
    await attachments.sweep(() => Promise.resolve(new Set()))
    await expect(attachments.check(added.map(({ id }) => id))).resolves.toEqual([])
    const { refused } = await attachments.add([
      { name: 'bytes.txt', bytes: Buffer.from([1, 0, 2]) },
      { name: 'long.txt', bytes: Buffer.alloc(1_000_001, 'a') },
    ])
    expect(refused.map(({ code }) => code)).toEqual(['attachmentKind', 'attachmentTooLarge'])
  })

  it('stays while something needs it or may soon, and goes after', async () => {
    const { added } = await attachments.add([{ name: 'a', bytes: png }])
    await attachments.sweep(() => Promise.resolve(new Set()))
    expect(kept()).toHaveLength(1)
    attachments.know(added)
    await attachments.sweep(() => Promise.resolve(new Set([added[0]!.asset!])))
    expect(kept()).toHaveLength(1)
    await attachments.sweep(() => Promise.resolve(new Set()))
    expect(kept()).toEqual([])
    await expect(attachments.check([added[0]!.id])).resolves.toEqual([added[0]!.id])
    await expect(attachments.verify(added)).rejects.toMatchObject({ code: 'attachmentMissing', detail: 'a' })
  })
})

describe('what is sent', () => {
  it('goes by its path where there are tools, and as its own words where there are none', async () => {
    writeFileSync(path('a.txt'), 'words')
    writeFileSync(path('p.png'), png)
    mkdirSync(path('d'))
    const { added } = await attachments.pick([path('a.txt'), path('p.png'), path('d')])
    await expect(attachments.toSend(added, 'agent')).resolves.toEqual([
      { kind: 'file', path: path('a.txt'), name: 'a.txt' },
      { kind: 'file', path: path('p.png'), name: 'p.png' },
      { kind: 'folder', path: path('d'), name: 'd' },
    ])
    await expect(attachments.toSend(added.slice(0, 2), 'chat')).resolves.toEqual([
      { kind: 'bytes', data: Buffer.from('words').toString('base64'), mimeType: 'text/plain', name: 'a.txt' },
      { kind: 'file', path: path('p.png'), name: 'p.png' },
    ])
    await expect(attachments.toSend(added, 'chat')).rejects.toMatchObject({ code: 'attachmentInChat', detail: 'd' })
    writeFileSync(path('a.txt'), Buffer.from([1, 0, 2]))
    await expect(attachments.toSend(added, 'chat')).rejects.toMatchObject({ code: 'attachmentInChat', detail: 'a.txt' })
  })

  it('is not sent without what has vanished meanwhile, and says what', async () => {
    writeFileSync(path('a.txt'), 'words')
    writeFileSync(path('b.txt'), 'words')
    const { added } = await attachments.pick([path('a.txt'), path('b.txt')])
    rmSync(path('b.txt'))
    await expect(attachments.check(added.map(({ id }) => id))).resolves.toEqual([added[1]!.id])
    const gone = { code: 'attachmentMissing', detail: 'b.txt' }
    await expect(attachments.verify(added)).rejects.toMatchObject(gone)
    await expect(attachments.toSend(added, 'agent')).rejects.toMatchObject(gone)
  })

  it('is only what this gave out: a page can not name a file', () => {
    expect(() => attachments.resolve(['/etc/passwd'])).toThrow('invalid')
  })

  it.skipIf(process.getuid?.() === 0)('says of a file that may not be read', async () => {
    writeFileSync(path('secret'), 'x')
    chmodSync(path('secret'), 0)
    expect((await attachments.pick([path('secret')])).refused).toEqual([
      { name: 'secret', code: 'attachmentUnreadable' },
    ])
  })
})
