import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { says } from './model/reply.ts'
import { exposedIn } from './torture/exposed.ts'

const hostile = `
# Hello <img src=x onerror="window.pwned = 1">

<script>window.pwned = 2</script>
<iframe src="https://example.invalid/frame"></iframe>

[click me](javascript:window.pwned=3) [data](data:text/html,<script>window.pwned=4</script>) [file](file:///etc/passwd)

![beacon](https://example.invalid/beacon.png?secret) <https://example.invalid/auto>

<style>body { display: none }</style>

\`\`\`html
<script>window.pwned = 5</script>
\`\`\`
`

test('hostile Markdown runs nothing, loads nothing and goes nowhere', async ({ world }) => {
  const model = await world.model(() => says(hostile))
  const retoma = await world.launch()
  await retoma.useModel(model)
  const asked: string[] = []
  retoma.page.on('request', (request) => asked.push(request.url()))
  await retoma.create('hostile')
  await retoma.send('Attack')
  await expect(retoma.transcript.getByRole('heading', { name: /Hello/ })).toBeVisible()
  await retoma.expectIdle()
  await expect(retoma.composer).toBeVisible()
  expect(await retoma.page.evaluate(() => 'pwned' in globalThis)).toBe(false)
  await expect(retoma.page.locator('iframe, script:not([src]), img[src^="http"]')).toHaveCount(0)
  expect(asked.filter((url) => url.includes('example.invalid'))).toEqual([])
  const address = retoma.page.url()
  for (const name of ['click me', 'data', 'file']) {
    const link = retoma.transcript.getByText(name, { exact: true })
    if ((await link.count()) > 0) await link.first().click()
  }
  expect(retoma.page.url()).toBe(address)
  expect(await retoma.page.evaluate(() => 'pwned' in globalThis)).toBe(false)
})

const deep = 5_000
const crafted = `
# Crafted

$\\href{javascript:window.pwned=6}{x}$ $\\htmlId{root}{y}$ $\\includegraphics{https://example.invalid/tex.png}$
$\\def\\a{\\a\\a}\\a$ and \\(\\style{position:fixed}{z}\\)

\`\`\`mermaid
%%{init: {"securityLevel": "loose", "htmlLabels": true, "themeCSS": "@import url(https://example.invalid/style.css)"}}%%
flowchart LR
  A["<img src=x onerror='parent.pwned = 7; top.pwned = 7'><script>top.pwned = 8</script>hostile"] --> B
  click A href "javascript:top.pwned=9"
  click B call top.alert("x")
\`\`\`

\`\`\`mermaid
this is no diagram
\`\`\`

![svg](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+) ![local](file:///etc/passwd) ![none](data:image/png;base64,AAAA)

One[^root] and two[^__proto__] and three[^"><img]

[^root]: <b onmouseover=alert(1)>first</b>
[^__proto__]: second

${'>'.repeat(deep)} quoted

${'- '.repeat(deep)}listed

${'*a '.repeat(deep)}${'a* '.repeat(deep)}

${'['.repeat(deep)}bracketed${']'.repeat(deep)}

$${'{'.repeat(deep)}braced${'}'.repeat(deep)}$

|${'a|'.repeat(400)}
|${'-|'.repeat(400)}
${`|${'x|'.repeat(400)}\n`.repeat(100)}

The end of it
`

test('crafted formulas, diagrams, pictures, notes and nesting neither run, load, clash nor hang', async ({ world }) => {
  const model = await world.model(() => says(crafted, { chunkSize: 4_000 }))
  const retoma = await world.launch()
  await retoma.useModel(model)
  const { page, transcript } = retoma
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await retoma.create('crafted')
  await retoma.send('Attack')
  await retoma.expectIdle()
  await expect(transcript.getByText('The end of it')).toBeVisible()
  await expect(transcript.getByText('This diagram can’t be drawn')).toBeVisible({ timeout: 60_000 })
  // The first one is harmless as a picture, or not drawn at all.
  const images = transcript.locator('.diagram img')
  for (const image of await images.all()) {
    const src = decodeURIComponent((await image.getAttribute('src')) ?? '')
    expect(src).toMatch(/^data:image\/svg\+xml/)
  }
  expect(asked.filter((url) => url.includes('example.invalid'))).toEqual([])
  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false)
  // Nothing that a model wrote has become an id, a name or an address of this page.
  const found = await page.evaluate(() => ({
    // But for those that React makes for the page itself.
    ids: Array.from(document.querySelectorAll('.transcript [id], .transcript [name]'), ({ id }) => id).filter(
      (id) => !/^_r_[a-z0-9]+_$/u.test(id),
    ),
    addresses: document.querySelectorAll('.transcript a[href], .transcript [onerror], .transcript [onmouseover]')
      .length,
    deepest: Math.max(
      ...Array.from(document.querySelectorAll('.transcript *'), (node) => {
        let depth = 0
        for (let at: Element | null = node; at !== null; at = at.parentElement) depth += 1
        return depth
      }),
    ),
  }))
  expect(found).toMatchObject({ ids: [], addresses: 0 })
  expect(found.deepest).toBeLessThan(200)
  // The page that draws has no bridge, no origin, and no way to this page or to the network.
  const frame = page.frames().find((one) => one.url().endsWith('diagram.html'))
  expect(
    await frame?.evaluate(async () => {
      const reaches = (what: () => unknown): boolean => {
        try {
          return what() !== undefined
        } catch {
          return false
        }
      }
      const loads = await fetch('index.html').then(
        () => true,
        () => false,
      )
      return {
        origin: globalThis.origin,
        bridge: 'retoma' in globalThis,
        parent: reaches(() => parent.document),
        storage: reaches(() => localStorage),
        loads,
      }
    }),
  ).toEqual({ origin: 'null', bridge: false, parent: false, storage: false, loads: false })
  await retoma.type('still here')
  await expect(retoma.composer).toHaveValue('still here')
})

test('a link asks before it leaves, and opens outside only then', async ({ world }) => {
  const model = await world.model(() => says('Look at [the page](https://example.invalid/page).'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.app.evaluate(({ dialog, shell }) => {
    const record = { asked: 0, opened: [] as string[], answer: 1 }
    Object.assign(globalThis, { linkRecord: record })
    dialog.showMessageBox = () => {
      record.asked++
      return Promise.resolve({ response: record.answer, checkboxChecked: false })
    }
    shell.openExternal = (url) => {
      record.opened.push(url)
      return Promise.resolve()
    }
  })
  const record = (): Promise<{ asked: number; opened: string[] }> =>
    retoma.app.evaluate(() => (globalThis as unknown as { linkRecord: { asked: number; opened: string[] } }).linkRecord)
  await retoma.create('linking')
  await retoma.send('Where?')
  await retoma.transcript.getByText('the page').click()
  await expect.poll(record).toMatchObject({ asked: 1 })
  const first = await record()
  await retoma.app.evaluate((_electron, cancelled) => {
    Object.assign((globalThis as unknown as { linkRecord: object }).linkRecord, { answer: cancelled ? 0 : 1 })
  }, first.opened.length === 0)
  await retoma.transcript.getByText('the page').click()
  await expect.poll(record).toMatchObject({ asked: 2, opened: ['https://example.invalid/page'] })
})

test('the window is sandboxed, and only its own main frame may call', async ({ world }) => {
  const retoma = await world.launch()
  await retoma.usePractice()
  const preferences = await retoma.page.evaluate(() => ({
    require: 'require' in globalThis,
    process: 'process' in globalThis,
    bridge: Object.keys((globalThis as unknown as { retoma: object }).retoma).sort(),
  }))
  expect(preferences).toEqual({
    require: false,
    process: false,
    bridge: ['attach', 'call', 'lookAtImport', 'onEvents'],
  })

  const call = (name: string, input: unknown): Promise<unknown> =>
    retoma.page.evaluate(
      ([operation, argument]) =>
        (globalThis as unknown as { retoma: { call: (name: string, input: unknown) => Promise<unknown> } }).retoma.call(
          operation,
          argument,
        ),
      [name, input] as const,
    )
  await expect(call('toString', {})).resolves.toMatchObject({ ok: false, error: { code: 'invalid' } })
  await expect(call('session.open', { id: 'x', extra: 1 })).resolves.toMatchObject({
    ok: false,
    error: { code: 'invalid' },
  })
  await expect(call('session.open', { id: '../../etc' })).resolves.toMatchObject({ ok: false })
  await expect(call('link.open', { url: 'file:///etc/passwd' })).resolves.toMatchObject({ ok: false })
  // What has paths in it takes files that a person gave, and nothing that a page could make up.
  await expect(call('attachment.add', { items: [{ path: '/etc/passwd' }] })).rejects.toThrow('Only files can be given')
  await expect(call('import.look', { paths: ['/etc'], work: 'x' })).rejects.toThrow('Only files can be given')

  // A frame inside the window has no bridge, and could not be framed by our own policy.
  const framed = await retoma.page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = location.href
    const settled = new Promise((resolve) => {
      frame.addEventListener('load', resolve)
      frame.addEventListener('error', resolve)
    })
    document.body.append(frame)
    // Main may refuse without a word: what was asked for later has been answered by then.
    const later = fetch(location.href).then(() => fetch(location.href))
    await Promise.race([settled, later])
    const inner = frame.contentWindow as unknown as { retoma?: unknown } | null
    try {
      return inner?.retoma === undefined ? 'no bridge' : 'bridge'
    } catch {
      return 'no access'
    }
  })
  expect(framed).not.toBe('bridge')
})

test('our files are readable by their user alone, and neither what was said nor a key is in a log or in plain text', async ({
  world,
}) => {
  const model = await world.model(() => says('The secret answer is heron-7781'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  const key = 'sk-kingfisher-4471'
  const provider = { id: null, kind: 'openai', name: 'Keyed', baseUrl: model.baseUrl, key, models: ['demo'] } as const
  const { id: providerId } = await retoma.call('provider.save', { ...provider, models: [...provider.models] })
  for (const id of ['private', 'gone']) {
    await retoma.create(id, { providerId })
    await retoma.send('The secret question is osprey-3391')
    await retoma.expectIdle()
  }
  await expect.poll(() => model.requests.length).toBeGreaterThan(1)
  // Each of these keeps something of its own: the trash, what a rewind takes out, the original of a repaired log.
  await retoma.call('session.delete', { ids: ['gone'] })
  const { state } = await retoma.call('session.open', { id: 'private' })
  const turnId = state.turns[0]?.id ?? ''
  await retoma.open('private')
  await retoma.call('session.retry', { id: 'private', turnId, files: false, model: null })
  await retoma.expectIdle()
  appendFileSync(join(world.home, 'session-state/private/events.jsonl'), 'power failed he\n')
  await retoma.call('health.repair', { id: 'private', refused: null })
  await retoma.type('A secret draft, osprey-3391')
  await expect
    .poll(async () => (await retoma.call('session.open', { id: 'private' })).draft?.text)
    .toContain('osprey-3391')
  await retoma.quit()

  const names = readdirSync(world.userData)
  for (const name of ['library', 'index', 'trash', 'rewinds', 'repairs', 'logs', 'settings.json', 'keys.json']) {
    expect(names).toContain(name)
  }
  expect(exposedIn(world.userData, (text) => text.match(/heron-7781|osprey-3391|kingfisher/g) ?? [])).toEqual([])
  for (const root of [world.userData, world.home]) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) expect(readFileSync(path).includes('kingfisher'), path).toBe(false)
    }
  }
})
