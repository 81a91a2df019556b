/**
 * A server of tools (MCP, over stdio) with one tool that asks the person for two details before it answers, in the words
 * that it is called with, and answers with what it was given. `node elicitingServer.mjs`
 */
import { createInterface } from 'node:readline'
import process from 'node:process'

const form = {
  message: 'Which berth is it to be?',
  requestedSchema: {
    type: 'object',
    properties: {
      ship: { type: 'string', title: 'Name of the ship' },
      length: { type: 'integer', title: 'Its length', minimum: 1 },
    },
    required: ['ship', 'length'],
  },
}
const tool = {
  name: 'book',
  description: 'Books a berth',
  inputSchema: { type: 'object', properties: { about: { type: 'string' } } },
}

/** The calls that wait for a form, by the id under which it was asked for. */
const waiting = new Map()
let asked = 0

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params, result } = JSON.parse(line)
  switch (method) {
    case 'initialize':
      send({
        id,
        result: {
          protocolVersion: params.protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: 'harbour', version: '1' },
        },
      })
      break
    case 'tools/list':
      send({ id, result: { tools: [tool] } })
      break
    case 'tools/call':
      asked += 1
      waiting.set(`ask-${asked}`, id)
      send({
        id: `ask-${asked}`,
        method: 'elicitation/create',
        params: { ...form, message: params.arguments?.about ?? form.message },
      })
      break
    case undefined: {
      const call = waiting.get(id)
      waiting.delete(id)
      if (call !== undefined)
        send({ id: call, result: { content: [{ type: 'text', text: `Given: ${JSON.stringify(result)}` }] } })
      break
    }
    default:
      if (id !== undefined) send({ id, result: {} })
  }
})
