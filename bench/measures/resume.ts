import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { says } from '../../e2e/model/reply.ts'
import { startModel } from '../../e2e/model/startModel.ts'
import { createAgent } from '../../src/main/agent/agent.ts'
import type { LiveOptions } from '../../src/main/agent/port.ts'
import { compare } from '../measure.ts'
import type { Measure } from '../measure.ts'

const RUNS = 5
const ID = 'bench-resume'
const ANSWER = 'Fine, and you?'

/** Starting the runtime, resuming a session and one turn, against the Copilot CLI doing the same in the same home. */
export const resume: Measure = {
  name: 'resume',
  run: async (context) => {
    const model = await startModel(says(ANSWER))
    const home = context.folder()
    const env = {
      ...process.env,
      COPILOT_HOME: home,
      COPILOT_PROVIDER_BASE_URL: model.baseUrl,
      COPILOT_PROVIDER_API_KEY: 'x',
      COPILOT_MODEL: 'demo',
      COPILOT_OFFLINE: 'true',
    }

    const turn = async (fresh: boolean): Promise<number> => {
      const from = performance.now()
      const agent = createAgent({
        home,
        runtimePath: null,
        clientName: 'retoma-bench',
        clientVersion: '0',
        env: process.env,
        log: { info: () => undefined, warn: context.note, error: context.note },
      })
      const ended = Promise.withResolvers<undefined>()
      const options: LiveOptions = {
        id: ID,
        kind: 'agent',
        folder: home,
        connection: { kind: 'openai', baseUrl: model.baseUrl, apiKey: 'x' },
        model: 'demo',
        onEvent: (event) => {
          if (event.type === 'turnEnded') ended.resolve(undefined)
        },
        onLost: () => ended.reject(new Error('The runtime was lost.')),
      }
      const session = await (fresh ? agent.create(options) : agent.resume(options))
      await session.send('How are you?')
      await ended.promise
      const took = performance.now() - from
      await agent.dispose()
      return took
    }
    const cli = async (): Promise<number> => {
      const from = performance.now()
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          join(context.root, 'node_modules/@github/copilot/npm-loader.js'),
          ...['-p', 'How are you?', `--resume=${ID}`, '--allow-all-tools', '-s'],
        ],
        { env, cwd: home },
      )
      if (!stdout.includes(ANSWER)) throw new Error(`The CLI did not answer: ${stdout}`)
      return performance.now() - from
    }

    try {
      await turn(true)
      const { ours, baseline, ratio } = await compare(RUNS, () => turn(false), cli)
      return [
        { name: 'resume: runtime start, resume, one turn', value: ours, unit: 'ms', budget: null, better: 'lower' },
        { name: 'resume: the Copilot CLI', value: baseline, unit: 'ms', budget: null, better: 'lower' },
        { name: 'resume: against the Copilot CLI', value: ratio, unit: 'x', budget: 0.5, better: 'lower' },
      ]
    } finally {
      await model.close()
    }
  },
}
