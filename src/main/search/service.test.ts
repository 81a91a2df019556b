import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { parseQuery } from '../../shared/query.ts'
import { translateWhole as translate } from '../agent/translate.ts'
import { createTestLog, sessionStart } from '../history/testLog.ts'
import type { SearchSpec } from './port.ts'
import { createSearchService } from './service.ts'

let base = ''
let home = ''
let folder = ''
let open: Service[] = []
type Service = ReturnType<typeof createSearchService>

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'retoma-search-'))
  home = join(base, 'home')
  folder = join(base, 'index')
  open = []
})
afterEach(async () => {
  for (const service of open) await service.close(never)
  rmSync(base, { recursive: true })
})

const never = new AbortController().signal
const NOW = Date.UTC(2026, 0, 2)

async function start(onChanged = (): void => undefined): Promise<Service> {
  const errors: unknown[] = []
  const service = createSearchService({
    translate,
    now: () => NOW,
    onProgress: () => undefined,
    onChanged,
    onError: (error) => errors.push(error),
  })
  open.push(service)
  await service.open(folder, home, never)
  return service
}

type Log = ReturnType<typeof createTestLog>
const pathOf = (id: string): string => join(home, 'session-state', id, 'events.jsonl')

function write(id: string, fill: (log: Log) => void, start?: number): Log {
  const log = createTestLog(start)
  log.add('session.start', sessionStart(id))
  fill(log)
  mkdirSync(join(home, 'session-state', id), { recursive: true })
  writeFileSync(pathOf(id), log.text())
  return log
}

function runTool(log: Log, name: string, args: Record<string, unknown>, output: string): void {
  const toolCallId = `t${log.events.length}`
  log.add('tool.execution_start', { toolCallId, toolName: name, arguments: args })
  log.add('tool.execution_complete', { toolCallId, success: true, result: { content: output } })
}

const session = (id: string) => ({ id, size: statSync(pathOf(id)).size, activeAt: statSync(pathOf(id)).mtimeMs })

async function index(service: Service, ...ids: string[]): Promise<void> {
  await service.update(ids.map(session), [], never)
  await service.settled()
}

function specOf(query: string, more: Partial<SearchSpec> = {}): SearchSpec {
  const { terms, filters } = parseQuery(query, NOW)
  const values = (name: string) =>
    filters.flatMap((one) => (one.name === name && 'value' in one ? [{ value: one.value as never, not: one.not }] : []))
  return {
    terms,
    from: values('from'),
    tools: values('tool'),
    models: values('model'),
    files: values('file'),
    since: null,
    before: null,
    sessions: null,
    words: 'beginning',
    after: null,
    ...more,
  }
}

/** What is found, as `session kind: snippet with [marks]`. */
async function found(service: Service, query: string, more: Partial<SearchSpec> = {}): Promise<readonly string[]> {
  const spec = specOf(query, more)
  const { hits } = await service.find(spec, never)
  const places = await service.places(
    spec.terms,
    hits.map(({ key }) => key),
    never,
  )
  return hits.map((hit) => {
    const place = places.find(({ key }) => key === hit.key)
    return `${hit.sessionId} ${hit.kind}: ${place === undefined ? '(gone)' : marked(place.snippet)}`
  })
}

function marked({ text, marks }: { readonly text: string; readonly marks: readonly number[] }): string {
  let shown = ''
  let at = 0
  for (let mark = 0; mark < marks.length; mark += 2) {
    shown += `${text.slice(at, marks[mark])}[${text.slice(marks[mark], marks[mark + 1])}]`
    at = marks[mark + 1] ?? at
  }
  return shown + text.slice(at)
}

test('prompts, answers, reasoning, and what went into and came out of tools are found, and say where they stand', async () => {
  write('one', (log) => {
    const user = log.turn('Why does the reticulated cache fail?', 'Because the **spline** was not reticulated.')
    expect(user.id).toBe('e1')
    runTool(log, 'bash', { command: 'grep -rn reticulate src\nls' }, 'src/spline.ts:7: reticulate()')
  })
  const service = await start()
  await index(service, 'one')
  expect((await found(service, 'reticulate')).toSorted()).toEqual([
    'one answer: Because the **spline** was not [reticulate]d.',
    'one input: grep -rn [reticulate] src ls',
    'one output: src/spline.ts:7: [reticulate]()',
    'one prompt: Why does the [reticulate]d cache fail?',
  ])
  const { hits } = await service.find(specOf('spline from:copilot'), never)
  expect(hits).toMatchObject([{ sessionId: 'one', turnId: 'e1', kind: 'answer' }])
  const [place] = await service.places(
    [],
    hits.map(({ key }) => key),
    never,
  )
  expect(place?.itemId).toBe('a4')
})

test('accents, case, and scripts without spaces make no difference to what is found', async () => {
  write('words', (log) => {
    log.turn('Retomar a SESSÃO anterior', 'Über die Straße')
    log.turn('検索機能を追加してください', '한국어 검색도 됩니다')
  })
  const service = await start()
  await index(service, 'words')
  expect(await found(service, 'sessao')).toEqual(['words prompt: Retomar a [SESSÃO] anterior'])
  expect(await found(service, 'uber')).toEqual(['words answer: [Über] die Straße'])
  expect(await found(service, '機能')).toEqual(['words prompt: 検索[機能]を追加してください'])
  expect(await found(service, '検色')).toEqual([])
  expect(await found(service, '검색')).toEqual(['words answer: 한국어 [검색]도 됩니다'])
})

test('accents make no difference in Greek and Cyrillic either, nor does how a character is written', async () => {
  write('words', (log) => {
    log.turn('Где ещё найти Йошкар-Олу?', 'Στην Ελλάδα, Σίσυφος')
    log.turn('Eine große ﬁbel', 'x')
    log.turn('src/설정\u0020파일.md'.normalize('NFD'), `${'ガイド'.normalize('NFD')} и ${'йога'.normalize('NFD')}`)
  })
  const service = await start()
  await index(service, 'words')
  expect(await found(service, 'еще йошкар')).toEqual(['words prompt: Где [ещё] найти [Йошкар]-Олу?'])
  expect(await found(service, 'ελλαδα')).toEqual(['words answer: Στην [Ελλάδα], Σίσυφος'])
  expect(await found(service, 'ΣΊΣΥΦΟΣ')).toHaveLength(1)
  expect(await found(service, 'GROSSE fibel')).toEqual(['words prompt: Eine [große] [ﬁbel]'])
  expect(await found(service, '설정')).toHaveLength(1)
  expect(await found(service, 'ガイド')).toHaveLength(1)
  expect(await found(service, 'йога')).toHaveLength(1)
  // Within longer words likewise.
  const within = { words: 'within' } as const
  expect(await found(service, 'айти', within)).toEqual(['words prompt: Где ещё н[айти] Йошкар-Олу?'])
  expect(await found(service, 'λαδα', within)).toHaveLength(1)
  expect(await found(service, 'συφος', within)).toHaveLength(1)
  expect(await found(service, 'oße', within)).toEqual(['words prompt: Eine gr[oße] ﬁbel'])
})

test('a part of a word is found at once in what came a moment ago, however much there was before', async () => {
  const log = write('old', (old) => {
    for (let n = 0; n < 200; n += 1) old.turn(`hello ${n}`, 'a kingfisher')
  })
  const service = await start()
  await index(service, 'old')
  const within = { words: 'within' } as const
  expect(await found(service, 'ngfish', within)).toHaveLength(200)
  write('new', (one) => one.turn('What does getZanzibarite do?', 'x'))
  await index(service, 'new')
  expect(await found(service, 'zanzib', within)).toEqual(['new prompt: What does get[Zanzib]arite do?'])
  // And many at once.
  const before = log.events.length
  for (let n = 0; n < 50; n += 1) log.turn(`more ${n}`, `an unquaggable${n} answer`)
  const lines = log.events.slice(before).map((event) => `${JSON.stringify(event)}\n`)
  appendFileSync(pathOf('old'), lines.join(''))
  await index(service, 'old')
  expect(await found(service, 'quaggab', within)).toHaveLength(50)
  // After what went was scrubbed, too.
  await service.update([], ['new'], never)
  await service.scrub(never)
  expect(await found(service, 'zanzib', within)).toEqual([])
  expect(await found(service, 'quaggab', within)).toHaveLength(50)
})

test('times that no clock should show are found, each text once, and nothing waits for ever', async () => {
  const late = write('late', (log) => {
    log.turn('a late heron', 'x')
    log.turn('another late heron', 'y')
  })
  for (const time of ['9999-12-31T23:59:59.000Z', '+275760-09-13T00:00:00.000Z', '1913-01-01T00:00:00.000Z', 'never']) {
    const id = `at ${time.slice(0, 4)}`
    mkdirSync(join(home, 'session-state', id), { recursive: true })
    const lines = late.events.map((event) => `${JSON.stringify({ ...event, timestamp: time })}\n`)
    writeFileSync(pathOf(id), lines.join(''))
  }
  const service = await start()
  await index(service, 'at 9999', 'at +275', 'at 1913', 'at neve')
  const ids = (await found(service, 'heron')).map((line) => line.slice(0, 7))
  expect(ids.toSorted()).toEqual(['at +275', 'at 1913', 'at 9999', 'at neve'].flatMap((id) => [id, id]).toSorted())
})

test('a part of a word is found when words are looked into', async () => {
  write('code', (log) =>
    log.turn('What does getUserName do?', 'It reads `current_user.displayName`, see src/user/name.ts'),
  )
  const service = await start()
  await index(service, 'code')
  expect(await found(service, 'username')).toEqual([])
  expect(await found(service, 'username', { words: 'within' })).toEqual(['code prompt: What does get[UserName] do?'])
  expect(await found(service, 'playname', { words: 'within' })).toEqual([
    'code answer: It reads `current_user.dis[playName]`, see src/user/name.ts',
  ])
  expect(await found(service, 'nothinglikeit', { words: 'within' })).toEqual([])
  expect(await found(service, 'src/user/na')).toHaveLength(1)
})

test('phrases, exclusions, and operators narrow it down', async () => {
  write('a', (log) => {
    log.turn('a slow query', 'the query plan is slow today')
    runTool(log, 'bash', { command: 'psql' }, 'slow query log')
  })
  write('b', (log) => {
    log.turn('query slow', 'try an index')
    runTool(log, 'edit', { path: 'src/query plan.sql' }, 'ok')
  })
  const service = await start()
  await index(service, 'a', 'b')
  const kinds = async (query: string, more: Partial<SearchSpec> = {}) =>
    (await found(service, query, more)).map((line) => line.split(':', 1)[0]).toSorted()
  expect(await kinds('"slow query"')).toEqual(['a output', 'a prompt'])
  expect(await kinds('slow -plan')).toEqual(['a output', 'a prompt', 'b prompt'])
  expect(await kinds('slow from:me')).toEqual(['a prompt', 'b prompt'])
  expect(await kinds('slow -from:me')).toEqual(['a answer', 'a output'])
  expect(await kinds('tool:bash')).toEqual(['a input', 'a output'])
  expect(await kinds('slow model:dem')).toEqual(['a answer', 'a output'])
  expect(await kinds('slow model:other')).toEqual([])
  expect(await kinds('query file:"query plan.sql"')).toEqual(['b input', 'b prompt'])
  // Alone it is what was done to the file, whatever else was said there.
  expect(await kinds('file:"plan.sql"')).toEqual(['b input'])
  // What was typed is marked, and its words where other signs stand between them.
  expect(await found(service, '"slow query" tool:bash')).toEqual(['a output: [slow query] log'])
  expect(await found(service, 'query-plan -from:me')).toEqual([
    'a answer: the [query] [plan] is slow today',
    'b input: src/[query] [plan].sql',
  ])
  expect(await kinds('file:"plan.sql" tool:edit')).toEqual(['b input'])
  expect(await kinds('file:"plan.sql" tool:bash')).toEqual([])
  expect(await kinds('file:"plan.sql" from:me')).toEqual(['b prompt'])
  expect(await kinds('query -file:"plan.sql"')).toEqual(['a answer', 'a output', 'a prompt'])
  expect(await kinds('slow', { sessions: ['b'] })).toEqual(['b prompt'])
  expect(await kinds('slow', { sessions: [] })).toEqual([])
  expect(await kinds('-slow from:copilot')).toEqual(['b answer'])
  expect(await kinds('"slow" OR NEAR( * ^ text:')).toEqual([])
  const { hits } = await service.find(specOf('slow'), never)
  expect(hits.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
    'answer demo',
    'output bash',
    'prompt ',
    'prompt ',
  ])
  expect(await service.names(never)).toEqual({ tools: ['bash', 'edit'], models: ['demo'] })
})

test('time is a span, and the newer of two equal texts comes first', async () => {
  write('old', (log) => log.turn('release checklist', 'x'), Date.UTC(2025, 0, 1))
  write('new', (log) => log.turn('release checklist', 'x'), Date.UTC(2026, 0, 1))
  const service = await start()
  await index(service, 'old', 'new')
  expect((await found(service, 'release')).map((line) => line.split(' ')[0])).toEqual(['new', 'old'])
  expect(await found(service, 'release', { since: Date.UTC(2025, 6, 1) })).toHaveLength(1)
  expect((await found(service, 'release', { before: Date.UTC(2025, 6, 1) }))[0]).toMatch(/^old /)
})

test('of texts of the same day the one that is more about it comes first, and what a person said before what a tool put out', async () => {
  const day = Date.UTC(2026, 0, 1)
  const filler = 'and some other words that say nothing of it '.repeat(40)
  write('aside', (log) => log.turn(`${filler} pelican ${filler}`, 'x'), day + 60_000)
  write('about', (log) => log.turn('The pelican, a pelican', 'x'), day)
  write(
    'tool',
    (log) => {
      log.turn('a bird', 'x')
      runTool(log, 'bash', { command: 'ls' }, 'The pelican, a pelican')
    },
    day,
  )
  const service = await start()
  await index(service, 'aside', 'about', 'tool')
  expect((await found(service, 'pelican')).map((line) => line.split(' ')[0])).toEqual(['about', 'aside', 'tool'])
})

test('what is added to a log is found; what was there is there once', async () => {
  const log = write('grows', (first) => first.turn('alpha one', 'beta'))
  const service = await start()
  await index(service, 'grows')
  const before = log.events.length
  log.turn('alpha two', 'gamma')
  appendFileSync(
    pathOf('grows'),
    log.events
      .slice(before)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(''),
  )
  // Half a line, as it is while somebody writes.
  appendFileSync(pathOf('grows'), '{"type":"user.message","data":{"content":"alpha thr')
  await index(service, 'grows')
  expect((await found(service, 'alpha')).toSorted()).toEqual(['grows prompt: [alpha] one', 'grows prompt: [alpha] two'])
  appendFileSync(pathOf('grows'), 'ee"},"id":"late","timestamp":"2026-01-01T10:00:00.000Z"}\n')
  await index(service, 'grows')
  expect(await found(service, 'alpha')).toHaveLength(3)
  const { hits } = await service.find(specOf('three'), never)
  expect(hits).toMatchObject([{ turnId: 'late' }])
})

test('it says when texts came and when they went, and nothing when neither did', async () => {
  write('a', (log) => log.turn('the owl', 'x'))
  let heard = Promise.withResolvers<undefined>()
  let count = 0
  const service = await start(() => {
    count += 1
    heard.resolve(undefined)
  })
  await index(service, 'a')
  await heard.promise
  expect(await found(service, 'owl')).toHaveLength(1)
  const before = count
  await index(service, 'a')
  heard = Promise.withResolvers<undefined>()
  await service.update([], ['a'], never)
  await heard.promise
  expect(await found(service, 'owl')).toEqual([])
  expect(count).toBe(before + 1)
})

test('a log that was replaced or became shorter is read anew', async () => {
  write('other', (log) => {
    log.turn('first version', 'x')
    log.turn('and more of it', 'y')
  })
  const service = await start()
  await index(service, 'other')
  write('other', (log) =>
    log.turn('second edition with many more words than before, so that it is longer', 'z'.repeat(2_000)),
  )
  await index(service, 'other')
  expect(await found(service, 'version')).toEqual([])
  expect(await found(service, 'edition')).toHaveLength(1)
  truncateSync(pathOf('other'), 0)
  await index(service, 'other')
  expect(await found(service, 'edition')).toEqual([])
})

test('an index is kept: after a restart only what is new is read, and sessions that went are forgotten', async () => {
  write('kept', (log) => log.turn('keep this', 'x'))
  write('gone', (log) => log.turn('keep that', 'x'))
  const first = await start()
  await index(first, 'kept', 'gone')
  await first.close(never)
  const second = await start()
  // Found before anything was told, so from the file.
  expect(await found(second, 'keep')).toHaveLength(2)
  await second.sync([session('kept')], never)
  await second.settled()
  expect(await found(second, 'keep')).toEqual(['kept prompt: [keep] this'])
})

test.for(['apart', 'together'])(
  'what was removed leaves no trace in the file once it was scrubbed (written %s)',
  async (written) => {
    write('public', (log) => log.turn('hello world', 'x'))
    write('secret', (log) => log.turn('the xylophonequux password', 'x'))
    const service = await start()
    if (written === 'apart') {
      await index(service, 'public')
      await index(service, 'secret')
    } else await index(service, 'public', 'secret')
    const bytes = (): string =>
      ['', '-wal'].map((suffix) => readFileSync(join(folder, `index.db${suffix}`), 'latin1')).join('')
    expect(bytes()).toContain('ylophonequux')
    await service.update([], ['secret'], never)
    expect(await found(service, 'xylophonequux')).toEqual([])
    await service.scrub(never)
    expect(bytes()).not.toContain('ylophonequux')
    expect(bytes()).not.toContain('secret')
    expect(await found(service, 'hello')).toHaveLength(1)
  },
)

test('what was removed is overwritten by itself after a while, also when it was killed before that', async () => {
  write('public', (log) => log.turn('hello world', 'x'))
  write('secret', (log) => log.turn('the xylophonequux password', 'x'))
  const bytes = (): string =>
    ['', '-wal'].map((suffix) => readFileSync(join(folder, `index.db${suffix}`), 'latin1')).join('')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const first = await start()
  await index(first, 'public', 'secret')
  await first.update([], ['secret'], never)
  const killed = join(base, 'killed')
  cpSync(folder, killed, { recursive: true })
  vi.advanceTimersByTime(14_000)
  await setImmediate()
  expect(bytes()).toContain('ylophonequux')
  vi.advanceTimersByTime(1_000)
  await vi.waitUntil(() => !bytes().includes('ylophonequux'))
  await first.close(never)

  folder = killed
  expect(bytes()).toContain('ylophonequux')
  const second = await start()
  vi.advanceTimersByTime(15_000)
  await vi.waitUntil(() => !bytes().includes('ylophonequux'))
  expect(await found(second, 'hello')).toHaveLength(1)
})

test('a message that came is read without a word; only what takes longer tells how far it is', async () => {
  const told: unknown[] = []
  let now = 0
  let step = 1
  const service = createSearchService({
    translate,
    now: () => NOW,
    clock: () => (now += step),
    pause: () => Promise.resolve(),
    onProgress: (progress) => told.push(progress),
    onError: (error) => {
      throw error
    },
  })
  open.push(service)
  await service.open(folder, home, never)
  for (const id of ['one', 'two', 'three']) write(id, (log) => log.turn('hello', 'x'))
  await index(service, 'one')
  expect(told).toEqual([])
  step = 500
  await index(service, 'two', 'three')
  expect(told.length).toBeGreaterThan(1)
  expect(told[0]).toMatchObject({ done: expect.any(Number) as number, of: expect.any(Number) as number })
  expect(told.at(-1)).toBeNull()
})

test('after a kill at any moment it goes on from there, and has each text once', async () => {
  const ids = ['one', 'two']
  const logs = ids.map((id) => write(id, (log) => log.turn('a heron', 'x')))
  // As they are on the disk whenever it rests: nothing is written meanwhile.
  const killed: string[] = []
  const first = createSearchService({
    translate,
    now: () => NOW,
    pause: () => {
      const copy = join(base, `killed-${killed.length}`)
      cpSync(folder, copy, { recursive: true })
      killed.push(copy)
      return Promise.resolve()
    },
    onProgress: () => undefined,
    onError: (error) => {
      throw error
    },
  })
  open.push(first)
  await first.open(folder, home, never)
  await first.sync(ids.map(session), never)
  await first.settled()
  // More than a batch comes behind what was read.
  for (const [at, log] of logs.entries()) {
    const before = log.events.length
    for (let n = 0; n < 60; n += 1) log.turn(`a heron ${n}`, 'and many other words '.repeat(2_000))
    const lines = log.events.slice(before).map((event) => `${JSON.stringify(event)}\n`)
    appendFileSync(pathOf(ids[at] ?? ''), lines.join(''))
  }
  await first.sync(ids.map(session), never)
  await first.settled()
  const left: number[] = []
  const total = ids.reduce((bytes, id) => bytes + session(id).size, 0)
  let before = ''
  for (const copy of killed) {
    const db = new DatabaseSync(join(copy, 'index.db'))
    const sessions = db.prepare('SELECT offset FROM sessions ORDER BY id').all()
    const now = JSON.stringify([sessions, db.prepare('SELECT count(*) FROM docs').get()])
    db.close()
    // Mostly nothing became durable since the rest before.
    if (now === before) continue
    before = now
    left.push(sessions.reduce((bytes, { offset }) => bytes - Number(offset), total))
    folder = copy
    const after = await start()
    await after.sync(ids.map(session), never)
    await after.settled()
    const { hits } = await after.find(specOf('heron'), never)
    expect(hits).toHaveLength(122)
    await after.close(never)
  }
  // Less and less was left to do, and not all of it each time.
  expect(left).toEqual(left.toSorted((a, b) => b - a))
  expect(left.some((bytes) => bytes > 0 && bytes < total)).toBe(true)
})

test.for(['garbage', 'middle', 'version', 'state'] as const)('an index with %s in it is made anew', async (damage) => {
  write('safe', (log) => {
    for (let n = 0; n < 400; n += 1) log.turn(`needle number ${n}`, `an answer of some length, number ${n}`)
  })
  const first = await start()
  await index(first, 'safe')
  await first.close(never)
  const path = join(folder, 'index.db')
  if (damage === 'version') {
    const db = new DatabaseSync(path)
    db.exec('PRAGMA user_version = 999')
    db.close()
  } else if (damage === 'state') {
    // What SQLite itself can't see.
    const db = new DatabaseSync(path)
    db.exec(`UPDATE sessions SET state = '{"turn"'`)
    db.close()
  } else {
    const bytes = readFileSync(path)
    bytes.fill(0x55, damage === 'garbage' ? 0 : 4_096)
    writeFileSync(path, bytes)
  }
  const second = await start()
  await second.sync([session('safe')], never)
  await second.settled()
  const hits = await found(second, 'needle')
  await second.settled()
  expect(hits.length === 0 ? await found(second, 'needle') : hits).toHaveLength(400)
})

test('a text of any length is found to its end, in the piece where it stands', async () => {
  const filler = 'lorem ipsum dolor '.repeat(10_000)
  write('long', (log) => {
    log.turn('go', 'x')
    runTool(log, 'bash', { command: 'cat' }, `${filler}needle ${filler}`)
  })
  const service = await start()
  await index(service, 'long')
  const [hit] = await found(service, 'needle')
  expect(hit).toContain('[needle]')
})

test('more than a page is found page by page, each text once', async () => {
  write('many', (log) => {
    for (let n = 0; n < 450; n += 1) log.turn(`common ${n}`, 'x')
  })
  const service = await start()
  await index(service, 'many')
  const first = await service.find(specOf('common'), never)
  expect(first.next).not.toBeNull()
  const second = await service.find(specOf('common', { after: first.next }), never)
  expect(second.next).toBeNull()
  expect(new Set([...first.hits, ...second.hits].map(({ key }) => key)).size).toBe(450)
})
