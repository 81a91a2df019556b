import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSession } from '../bench/fixtures/generateHome.ts'
import { expect, test } from './app.ts'
import { calls, refuses, says } from './model/reply.ts'
import { dress, resize, still } from './windowSize.ts'

const picture = join(import.meta.dirname, '../docs/screenshot.png')
const models = ['qwen3-coder', 'gpt-oss', 'devstral']

// Its name is in the picture.
const folder = join(tmpdir(), 'web')
const own = !existsSync(folder)

const hour = 3_600_000
const day = 24 * hour

/** Sessions that are over: what they are about, their id, how long ago they ended, who made them. */
const before = [
  ['How do I set up tsconfig for a monorepo?', 'project-web-setup', 2 * hour, 'retoma'],
  ['Web app architecture', 'project-discussion-2026', day, 'retoma'],
  ['Database choice', 'task-42-review', day + 3 * hour, 'github/cli'],
  ['Créer un environnement virtuel', 'python-venv', 2 * day, 'sdk'],
  ['Incident 118 timeline', 'ops-incident-118', 4 * day, 'github/cli'],
  ['Retomada de sessões', 'docs-pt', 6 * day, 'retoma'],
  ['Dark theme tokens', 'task-dark-theme', 9 * day, 'retoma'],
] as const

const cache = `export class Cache<M extends Record<string, unknown>> {
  private readonly map = new Map<string, unknown>()

  get(key: string): unknown {
    return this.map.get(key)
  }
}
`

const generics = `A **type parameter** is a value that the compiler fills in for you. Three things are worth knowing first:

1. \`<T>\` names a type that is decided by whoever calls
2. \`extends\` says what it must at least be able to do
3. \`keyof T\` is the union of its keys, which is what a cache wants`

/** About as fast as a small model is. */
const pace = { delayMs: 40, chunkSize: 8 }

const done = `The cast is safe, because only \`set\` writes, with the same \`K\`. A call now knows its type:

\`\`\`ts
const cache = new Cache<{ user: User; hits: number }>()
cache.get('user') // User | undefined
cache.get('hist') // error: did you mean 'hits'?
\`\`\`
`

test.afterAll(() => {
  if (own) rmSync(folder, { recursive: true, force: true })
})

test('a believable afternoon', async ({ world }) => {
  const now = Date.now()
  for (const [index, [title, id, ago, by]] of before.entries()) {
    // A log of a few minutes: its end is what counts.
    const log = { id, messages: 2, seed: index + 1, folder, startedAt: now - ago, toolsEvery: 0 }
    const path = writeSession(world.home, log, by)
    const end = statSync(path).mtime
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"demo"', JSON.stringify(models[index % models.length])))
    utimesSync(path, end, end)
    const file = join(world.home, 'session-state', id, 'workspace.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*(\n {2,}.*)*$/m, `name: ${title}`))
  }
  mkdirSync(join(folder, 'src'), { recursive: true })
  writeFileSync(join(folder, 'src/cache.ts'), cache)

  const model = await world.model(() => says('Done.'))
  const retoma = await world.launch()
  const { page, transcript } = retoma
  const providerId = await retoma.useModel(model, models)
  await retoma.call('provider.save', {
    id: providerId,
    kind: 'openai',
    name: 'Ollama',
    baseUrl: model.baseUrl,
    key: null,
    models,
  })
  await resize(retoma, 1440, 900)
  await dress(retoma, 'light')
  const create = async (id: string, title: string, name: string, at?: string): Promise<void> =>
    retoma.create(id, { title, model: name, ...(at === undefined ? {} : { folder: at }) })

  model.enqueue(refuses(400, 'The context is too long'))
  await create('task-flaky-login', 'Flaky login test', 'devstral')
  await retoma.send('Why does it fail on Mondays?')
  await expect(transcript.getByText('The provider rejected the request.')).toBeVisible()

  await create('retoma-core', 'Port the retry queue to Go', 'gpt-oss')
  model.enqueue(says('Here is the plan, in four steps.', { chunkSize: 8, holdAfter: 2 }))
  await retoma.send('Port the retry queue to Go')
  await retoma.expectAnswer(/Here is/)

  await create('user-123-conversation', 'TypeScript generics', 'qwen3-coder', folder)
  model.release()
  model.enqueue(says(generics, pace))
  await retoma.send("Let's discuss TypeScript generics. What should I know first?")
  await retoma.expectAnswer('which is what a cache wants')
  await retoma.expectIdle()
  const bookmark = async (name: string, description: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+d')
    await page.getByRole('dialog').getByLabel('Name').fill(name)
    await page.getByRole('dialog').getByLabel('Description').fill(description)
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await bookmark('design_start', 'Beginning of the design')
  const edit = {
    path: join(folder, 'src/cache.ts'),
    old_str: '  get(key: string): unknown {\n    return this.map.get(key)\n',
    new_str:
      '  get<K extends keyof M & string>(key: K): M[K] | undefined {\n    return this.map.get(key) as M[K] | undefined\n',
  }
  model.enqueue(
    calls('edit', edit, {
      text: 'Yes: let the map carry the relation between a key and its value, and make `get` generic over the key.',
      reasoning: 'The map is written in one place only. '.repeat(6),
      ...pace,
    }),
    says(done, pace),
  )
  await retoma.send('Can the cache keep the key type? Right now get gives me unknown.')
  const card = transcript.getByRole('region', { name: /Permission needed/ })
  await expect(card.getByRole('button', { name: 'Deny' })).toHaveAttribute('aria-disabled', 'false')
  await card.getByRole('button', { name: 'Allow once' }).click()
  await retoma.expectAnswer(/The cast is safe/)
  await retoma.expectIdle()
  await bookmark('implementation_start', '')

  await create('task-migration', 'Write the migration guide', 'gpt-oss')
  model.enqueue(says('First the breaking changes, then the rest.', { chunkSize: 8, holdAfter: 2 }))
  await retoma.send('Write the migration guide')
  await retoma.expectAnswer(/First the/)
  await create('task-release-2-4', 'Release checklist for 2.4', 'qwen3-coder', folder)
  model.enqueue(calls('bash', { command: 'npm publish --dry-run', description: 'Try the release' }))
  await retoma.send('Go through the checklist')
  await expect(retoma.row('task-release-2-4')).toContainText('npm publish')

  await retoma.open('user-123-conversation')
  await page.keyboard.press('ControlOrMeta+i')
  await retoma.type('And a version where the key is a branded string?')
  await expect(page.getByRole('complementary', { name: 'About this session' })).toContainText('design_start')
  // What was said a moment ago in passing has gone.
  await expect(page.locator('.toast')).toHaveCount(0, { timeout: 30_000 })
  await page.getByRole('main').hover({ position: { x: 4, y: 300 } })
  await still(retoma)
  await page.screenshot({ path: picture })
  expect(statSync(picture).size).toBeLessThan(250_000)
})
