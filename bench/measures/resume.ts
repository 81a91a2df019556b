import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CopilotClient } from '@github/copilot-sdk'
import { says } from '../../e2e/model/reply.ts'
import { startModel } from '../../e2e/model/startModel.ts'
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
    const provider = { type: 'openai' as const, baseUrl: model.baseUrl, apiKey: 'x' }
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
      const client = new CopilotClient({ baseDirectory: home, useLoggedInUser: false, env: process.env })
      await client.start()
      const config = { model: 'demo', provider, streaming: true }
      const session = fresh
        ? await client.createSession({ ...config, sessionId: ID })
        : await client.resumeSession(ID, config)
      await session.sendAndWait({ prompt: 'How are you?' })
      const took = performance.now() - from
      await session.disconnect()
      await client.stop()
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
        { name: 'resume: runtime start, resume, one turn', value: ours, unit: 'ms', budget: null, better: 'less' },
        { name: 'resume: the Copilot CLI', value: baseline, unit: 'ms', budget: null, better: 'less' },
        { name: 'resume: against the Copilot CLI', value: ratio, unit: 'x', budget: 0.5, better: 'less' },
      ]
    } finally {
      await model.close()
    }
  },
}
