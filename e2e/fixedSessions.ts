import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createTestLog, sessionStart } from '../src/main/history/testLog.ts'
import type { World } from './app.ts'

/** The moment at which every picture is taken: a Friday at noon. */
export const NOW = Date.UTC(2026, 4, 15, 12, 0)

const minute = 60_000
const day = 24 * 60 * minute

const answer = `The cache is **generic** over its key now, and \`get\` says what it may return:

1. the map stays, so that insertion order is kept
2. a miss is \`undefined\`, never a thrown error
   - nothing else in the folder relied on that

\`\`\`ts
export function get<K extends string>(key: K): number | undefined {
  // A miss is an answer, not a failure.
  return store.get(key)
}
\`\`\`

> Measure first: the old one was not slow.

| Step | Before | After |
| --- | ---: | ---: |
| read | 12 ms | 11 ms |
| write | 31 ms | 9 ms |

- [x] types
- [ ] a benchmark
`

const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='

const lecture = `## How the queue drains

Little’s law says $L = \\lambda W$, and for a single server[^mm1] the mean wait is

$$
W = \\frac{1}{\\mu - \\lambda}, \\qquad \\rho = \\frac{\\lambda}{\\mu} < 1
$$

\`\`\`mermaid
flowchart LR
  A[Draft] --> B{Queue}
  B -->|idle| C[Runtime]
  B -->|busy| B
\`\`\`

A picture of our own ![a pixel](${png}), and one from elsewhere: ![a chart](https://example.invalid/chart.png).

[^mm1]: An *M/M/1* queue: one server, no memory.
`

const titles = [
  ['typed-cache', 'Make the cache generic', 4 * minute],
  ['queue-theory', 'How does a queue drain?', 20 * minute],
  ['cut-off', 'Port the retry queue to Go', 35 * minute],
  ['release-notes', 'Release notes for 2.4, in the tone of the last ones and no longer than those were', 50 * minute],
  ['flaky-login', 'Why does the login test fail on Mondays?', 3 * 60 * minute],
  ['user-ana-billing', 'Relatório de cobrança da Ana', 26 * 60 * minute],
  ['regex', 'A pattern for ISO dates', 3 * day],
  ['migration', 'Plan the move to the new schema', 9 * day],
  ['old-question', 'What is a monad?', 80 * day],
] as const

/** Writes sessions whose every word and time is the same on any day. */
export function writeFixed(world: World): void {
  for (const [id, title, age] of titles) write(world, id, title, NOW - age, contents[id] ?? short)
}

type Log = ReturnType<typeof createTestLog>

function write(world: World, id: string, title: string, at: number, fill: (log: Log, title: string) => void): void {
  const folder = join(world.home, 'session-state', id)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const log = createTestLog(at - minute)
  log.add('session.start', {
    ...sessionStart(id),
    startTime: new Date(at - minute).toISOString(),
    context: { cwd: world.folder },
  })
  fill(log, title)
  const time = new Date(at).toISOString()
  const workspace = { id, cwd: world.folder, name: title, user_named: true, created_at: time, updated_at: time }
  writeFileSync(join(folder, 'workspace.yaml'), stringify({ ...workspace, client_name: 'retoma' }))
  const path = join(folder, 'events.jsonl')
  writeFileSync(path, log.text())
  utimesSync(path, new Date(at), new Date(at))
}

const contents: Readonly<Record<string, (log: Log, title: string) => void>> = {
  'typed-cache': conversation,
  'queue-theory': (log, title) => log.turn(title, lecture),
  'cut-off': cutOff,
}

/** A turn that has no end, as a crash leaves it; before it one whose commands printed in colour and failed. */
function cutOff(log: Log): void {
  log.add('user.message', { content: 'Run the tests first.', messageId: 'm1' })
  log.add('assistant.turn_start', { turnId: '0' })
  log.add('tool.execution_start', {
    toolCallId: 't1',
    toolName: 'bash',
    arguments: { command: 'go test ./...', description: 'Run all tests' },
  })
  log.add('tool.execution_complete', {
    toolCallId: 't1',
    success: true,
    result: {
      content:
        '\u001b[32mok\u001b[0m   retry/queue   0.41s\n\u001b[31mFAIL\u001b[0m retry/clock   0.02s\n  \u001b[1mclock_test.go:18\u001b[0m: got 3, want 4\n<exited with exit code 1>',
    },
  })
  log.add('assistant.message', {
    messageId: 'a1',
    content: 'One of two packages fails: `retry/clock`.',
    model: 'gpt-5.2',
    toolRequests: [],
  })
  log.add('assistant.turn_end', { turnId: '0' })
  log.add('user.message', { content: 'Go on with the clock.', messageId: 'm2' })
  log.add('assistant.turn_start', { turnId: '1' })
  log.add('assistant.message', {
    messageId: 'a3',
    content: 'The clock counts from one, so the test has to say so, too.',
    model: 'gpt-5.2',
    toolRequests: [],
  })
  log.add('tool.execution_start', {
    toolCallId: 't2',
    toolName: 'bash',
    arguments: { command: 'go vet ./retry/clock', description: 'Look for mistakes' },
  })
}

function short(log: Log, title: string): void {
  log.turn(title, 'Yes.\n\nIt reads its input once and keeps no state of its own, so nothing can go stale.')
}

function conversation(log: Log): void {
  log.turn('What does cache.ts do?', 'It keeps numbers by name in a `Map`, and throws when one is missing.')
  log.add('user.message', { content: 'Make it generic, and tell me what else you would change.', messageId: 'm2' })
  log.add('assistant.turn_start', { turnId: '0' })
  const tool = (toolCallId: string, toolName: string, args: object, content: string, success = true): void => {
    log.add('tool.execution_start', { toolCallId, toolName, arguments: args })
    const result = success ? { result: { content } } : { error: { message: content, code: 'failure' } }
    log.add('tool.execution_complete', { toolCallId, success, ...result })
  }
  tool('c1', 'view', { path: '/projects/cache/src/cache.ts' }, '1. const store = new Map<string, number>()')
  const edit = {
    path: '/projects/cache/src/cache.ts',
    old_str: 'get(key: string)',
    new_str: 'get<K extends string>(key: K)',
  }
  tool('c2', 'edit', edit, 'File edited.')
  tool(
    'c3',
    'bash',
    { command: 'npm test -- cache', description: 'Run the tests' },
    '3 failing: cannot find name K',
    false,
  )
  log.add('assistant.message', {
    messageId: 'a2',
    content: answer,
    model: 'gpt-5.2',
    toolRequests: [],
    reasoningText: 'It has to be generic over the key. '.repeat(6),
  })
  log.add('assistant.turn_end', { turnId: '0' })
}
