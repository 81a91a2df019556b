import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFiles, pathWithin } from './files.ts'
import { indexOf, rank } from './rank.ts'
import { walk } from './walk.ts'

let base: string
let folder: string
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'retoma-files-'))
  folder = join(base, 'project')
  await mkdir(folder)
})
afterEach(() => rm(base, { recursive: true, force: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}
const paths = async (limit = 100): Promise<readonly string[]> => (await walk(folder, limit)).paths

describe('walk', () => {
  it('lists what is nearest first, without what .gitignore files exclude', async () => {
    await write({
      '.gitignore': '*.log\n/dist\n!keep.log\n',
      'README.md': '',
      'a.log': '',
      'keep.log': '',
      'dist/out.js': '',
      'src/dist/kept.ts': '',
      'src/.gitignore': 'secret.ts\n!b.log\n',
      'src/secret.ts': '',
      'src/b.log': '',
      'src/deep/secret.ts': '',
      'node_modules/x/index.js': '',
      '.git/HEAD': '',
      '.github/workflows/ci.yml': '',
    })
    expect(await paths()).toEqual([
      '.github/',
      '.gitignore',
      'README.md',
      'keep.log',
      'src/',
      '.github/workflows/',
      'src/.gitignore',
      'src/b.log',
      'src/deep/',
      'src/dist/',
      '.github/workflows/ci.yml',
      'src/dist/kept.ts',
    ])
  })

  it('never leaves the folder by a link, and stops when there is too much', async () => {
    await write({ 'a/1': '', 'a/2': '', 'b/3': '' })
    await writeFile(join(base, 'outside'), '')
    await symlink(base, join(folder, 'up'))
    await symlink(join(base, 'outside'), join(folder, 'file'))
    expect(await paths()).toEqual(['a/', 'b/', 'a/1', 'a/2', 'b/3'])
    expect(await walk(folder, 3)).toEqual({ paths: ['a/', 'b/', 'a/1'], complete: false })
  })

  it('lists nothing of a folder that is gone', async () => {
    expect(await walk(join(base, 'gone'), 10)).toEqual({ paths: [], complete: true })
  })
})

describe('rank', () => {
  const index = indexOf([
    'src/',
    'src/composer/composer.tsx',
    'src/composer/keys.ts',
    'docs/compose.md',
    'src/keyboard.ts',
  ])
  it.each([
    ['composer', 'src/composer/composer.tsx'],
    ['keys', 'src/composer/keys.ts'],
    ['src/key', 'src/keyboard.ts'],
    ['cmpkys', 'src/composer/keys.ts'],
    ['src', 'src/'],
  ])('%s finds %s first', (query, path) => {
    expect(rank(query, index, 3)[0]).toBe(path)
  })

  it('gives no more than was asked for, each of them once, and nothing that was not there', () => {
    const some = fc.array(fc.stringMatching(/^[a-c/.]{1,8}$/), { maxLength: 40 })
    fc.assert(
      fc.property(some, fc.stringMatching(/^[a-c/]{1,4}$/), fc.integer({ min: 1, max: 5 }), (all, query, limit) => {
        const known = [...new Set(all)]
        const found = rank(query, indexOf(known), limit)
        expect(found.length).toBeLessThanOrEqual(limit)
        expect(new Set(found).size).toBe(found.length)
        expect(known).toEqual(expect.arrayContaining([...found]))
      }),
    )
  })
})

describe('the worker', () => {
  it('answers for a folder that it has not seen yet', async () => {
    await write({ 'src/app.ts': '', 'notes.md': '' })
    const logged: string[] = []
    const files = createFiles({
      home: '',
      own: [],
      workerUrl: new URL('./worker.ts', import.meta.url),
      log: { error: (what) => logged.push(what) },
    })
    expect(await files.find(folder, 'app', 5)).toEqual({ paths: ['src/app.ts'], complete: true })
    expect((await files.find(folder, '', 2)).paths).toEqual(['notes.md', 'src/'])
    await files.dispose()
    expect(logged).toEqual([])
  })
})

describe('pathWithin', () => {
  it('gives what is in the folder and refuses everything else', async () => {
    await write({ 'a/b.txt': '' })
    await writeFile(join(base, 'outside'), '')
    await symlink(base, join(folder, 'up'))
    expect(await pathWithin(folder, 'a/b.txt')).toBe(join(folder, 'a/b.txt'))
    for (const path of ['../outside', 'a/../../outside', 'up/outside', join(base, 'outside')])
      await expect(pathWithin(folder, path)).rejects.toThrow('forbidden')
    await expect(pathWithin(folder, 'gone')).rejects.toThrow('attachmentMissing')
  })
})
