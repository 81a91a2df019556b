import { mkdtemp, mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Request } from '../../shared/model/request.ts'
import type { RuleOffer } from '../../shared/rules.ts'
import { createRules } from './rules.ts'
import { createMemoryLibrary } from './testing/memoryLibrary.ts'

let base: string
let folder: string

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'retoma-rules-')))
  folder = join(base, 'web')
  await mkdir(join(folder, 'src'), { recursive: true })
  await mkdir(join(base, 'elsewhere'))
})
afterEach(() => rm(base, { recursive: true, force: true }))

type Permission = Extract<Request, { kind: 'permission' }>
const asks = (subject: string, offer: RuleOffer, id = 'r'): Permission => ({
  kind: 'permission',
  id,
  action: offer.tool === 'write' ? 'write' : 'shell',
  subject,
  intention: '',
  diff: null,
  folder: null,
  offer,
})
const touch = (line: string, ...more: string[]) => asks(line, { tool: 'shell', what: ['touch', ...more] })
const writes = (path: string) => asks(path, { tool: 'write', what: [''] })

it('covers what was allowed in the folder, in every session of it, and nothing else', async () => {
  const library = createMemoryLibrary()
  const rules = await createRules({ library, now: () => 7 })
  expect(rules.covers('a', folder, touch('touch x'))).toBeNull()
  await rules.add(folder, touch('touch x'))
  expect(await library.rules()).toMatchObject([{ folder, tool: 'shell', what: 'touch', lastUsedAt: null }])
  expect(await rules.covers('a', folder, touch('touch src/y'))).toBe(true)
  expect(await rules.covers('b', folder, touch('touch z && touch w'))).toBe(true)
  expect(await library.given('b')).toEqual({ r: 'allowedByRule' })
  expect((await library.rules())[0]?.lastUsedAt).toBe(7)
  expect(await rules.covers('a', folder, touch('touch x && rm y', 'rm'))).toBe(false)
  expect(await rules.covers('a', join(folder, 'src'), touch('touch x'))).toBe(false)
  expect(await rules.covers('a', join(base, 'elsewhere'), touch('touch x'))).toBe(false)
  expect(await rules.covers('a', folder, touch('touch ../elsewhere/x'))).toBe(false)
})

it('follows no link that leads out, be it to a folder, a file, or nowhere yet', async () => {
  await symlink(join(base, 'elsewhere'), join(folder, 'out'))
  await writeFile(join(base, 'secret'), '')
  await symlink(join(base, 'secret'), join(folder, 'file'))
  await symlink(join(base, 'elsewhere', 'not-there'), join(folder, 'dangling'))
  const rules = await createRules({ library: createMemoryLibrary(), now: () => 1 })
  await rules.add(folder, writes(join(folder, 'a')))
  await rules.add(folder, touch('touch a'))
  expect(await rules.covers('s', folder, writes(join(folder, 'new', 'b')))).toBe(true)
  for (const path of ['out/b', 'file', 'dangling', '.git/hooks/x']) {
    expect(await rules.covers('s', folder, writes(join(folder, path))), path).toBe(false)
    expect(await rules.covers('s', folder, touch(`touch ${path}`)), path).toBe(false)
  }
  await expect(rules.add(folder, writes(join(folder, 'out', 'b')))).rejects.toMatchObject({ code: 'ruleRefused' })
})

it('knows the folder by whatever way one came to it', async () => {
  await symlink(folder, join(base, 'short'))
  const rules = await createRules({ library: createMemoryLibrary(), now: () => 1 })
  await rules.add(join(base, 'short'), touch('touch a'))
  expect(await rules.covers('s', folder, touch('touch a'))).toBe(true)
})

it('asks again for what was revoked, at once and after a restart', async () => {
  const library = createMemoryLibrary()
  const rules = await createRules({ library, now: () => 1 })
  await rules.add(folder, touch('touch a && mkdir b', 'mkdir'))
  expect(rules.list()).toHaveLength(2)
  await rules.revoke(rules.list().map(({ id }) => id))
  expect(rules.covers('s', folder, touch('touch a'))).toBeNull()
  expect((await createRules({ library, now: () => 1 })).list()).toEqual([])
})

it('makes no rule of what may have none, and none without a folder', async () => {
  const rules = await createRules({ library: createMemoryLibrary(), now: () => 1 })
  const plain: Permission = {
    kind: 'permission',
    id: 'r',
    action: 'read',
    subject: 'a',
    intention: '',
    diff: null,
    folder,
  }
  await expect(rules.add(folder, plain)).rejects.toMatchObject({ code: 'ruleRefused' })
  await expect(rules.add(null, touch('touch a'))).rejects.toMatchObject({ code: 'ruleRefused' })
  await expect(rules.add(folder, touch('touch $HOME/a'))).rejects.toMatchObject({ code: 'ruleRefused' })
})

it('is no rule before it is on the disk', async () => {
  const library = createMemoryLibrary()
  const rules = await createRules({
    library: { ...library, putRule: () => Promise.reject(new Error('the disk is full')) },
    now: () => 1,
  })
  await expect(rules.add(folder, touch('touch a'))).rejects.toThrow('full')
  expect(rules.covers('s', folder, touch('touch a'))).toBeNull()
})
