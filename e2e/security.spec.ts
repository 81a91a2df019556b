import { expect, test } from './app.ts'
import { says } from './model/reply.ts'

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
  expect(preferences).toEqual({ require: false, process: false, bridge: ['attach', 'call', 'onEvents'] })

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

test('our files are readable by their user alone, and nothing that was said is in a log', async ({ world }) => {
  const model = await world.model(() => says('The secret answer is heron-7781'))
  const retoma = await world.launch()
  await retoma.useModel(model)
  await retoma.create('private')
  await retoma.send('The secret question is osprey-3391')
  await retoma.expectIdle()
  await retoma.quit()
  const { readFileSync, readdirSync, statSync } = await import('node:fs')
  const files = readdirSync(world.userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
  const ours = files.filter((file) => /settings\.json|library|logs|keys\.json/.test(file))
  expect(ours.length).toBeGreaterThan(2)
  // Windows has no modes: there the profile's own rights protect them.
  if (process.platform !== 'win32') for (const file of ours) expect(statSync(file).mode & 0o077, file).toBe(0)
  for (const file of files.filter((one) => one.includes('/logs/'))) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/heron-7781|osprey-3391/)
  }
})
