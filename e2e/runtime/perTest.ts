import { afterEach, beforeEach } from 'vitest'
import type { Connection } from '../../src/main/agent/port.ts'
import { type ModelServer, startModel } from '../model/startModel.ts'
import { type AgentHarness, startAgent } from './harness.ts'

/** A scripted model, new for each test of the file that imports it. */
export let model: ModelServer
/** An agent on a home of its own, new for each test. */
export let harness: AgentHarness
/** How the agent gets to the model. */
export let connection: Connection

let others: AgentHarness[] = []

beforeEach(async () => {
  model = await startModel()
  connection = { kind: 'openai', baseUrl: model.baseUrl, apiKey: 'key' }
  others = []
  harness = await startAgent()
})

afterEach(async () => {
  for (const one of [harness, ...others]) await one.dispose()
  await model.close()
})

/** Puts another agent in the place of the usual one. */
export async function use(deps: Parameters<typeof startAgent>[0]): Promise<void> {
  others.push(harness)
  harness = await startAgent(deps)
}
