import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  createMessageConnection,
  type MessageConnection,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node'
import type { RuntimeFaults } from './faults.ts'

// A runtime with faults: speaks JSON-RPC over its standard streams, and passes on what it need not spoil to a real
// runtime of its own. Called as `scripted.ts FAULTS-AS-JSON [arguments for the real one]`.

const [faultsText = '{}', ...args] = process.argv.slice(2)
const wished = JSON.parse(faultsText) as RuntimeFaults
const isLater = wished.onlyFirst !== undefined && existsSync(wished.onlyFirst)
if (wished.onlyFirst !== undefined) writeFileSync(wished.onlyFirst, '')
const faults: RuntimeFaults = isLater ? {} : wished
if (faults.exitAtStart !== undefined) process.exit(faults.exitAtStart)

const callsOf = new Map<string, number>()
const app = createMessageConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout))
const real = faults.neverConnect === true || faults.protocolVersion !== undefined ? null : startReal()

app.onRequest(async (method, params) => {
  if (faults.neverConnect === true || faults.hang?.includes(method) === true) return never()
  if (method === 'connect' && faults.connectAfter !== undefined) await setTimeout(faults.connectAfter)
  if (method === 'connect' && faults.protocolVersion !== undefined) {
    return { ok: true, protocolVersion: faults.protocolVersion, version: 'scripted' }
  }
  if (method === faults.work?.method) calculate(faults.work.ms)
  const call = (callsOf.get(method) ?? 0) + 1
  callsOf.set(method, call)
  const refusal = faults.refuse?.find((refused) => refused.method === method && refused.call === call)
  if (refusal !== undefined) throw new ResponseError(-32603, refusal.message)
  return real === null ? never() : passOn(real, method, params)
})
app.onNotification((method, params) => {
  if (real !== null) void real.sendNotification(method, params)
})
app.onClose(() => process.exit(0))
app.listen()

function startReal(): MessageConnection {
  const fromSdk = createRequire(createRequire(import.meta.url).resolve('@github/copilot-sdk'))
  const platform = `${process.platform}-${process.arch}`
  const root = dirname(fromSdk.resolve(`@github/copilot-sdk-${platform}/package.json`))
  const path = join(root, 'prebuilds', platform, 'copilot-runtime')
  // It ends by itself when this process, and with it its standard input, is gone.
  const child = spawn(path, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  child.on('exit', () => process.exit(0))
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.onRequest((method, params) => passOn(app, method, params))
  connection.onNotification((method, params) => void app.sendNotification(method, params))
  connection.listen()
  return connection
}

async function passOn(to: MessageConnection, method: string, params: unknown): Promise<unknown> {
  return to.sendRequest(method, params)
}

function calculate(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

function never(): Promise<never> {
  return new Promise(() => undefined)
}
