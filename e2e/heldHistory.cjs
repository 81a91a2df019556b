// Runs before the app (`-r`): what the worker that reads the home is asked waits until `globalThis.letRead()`, as it does where
// there is much to read.
const threads = require('node:worker_threads')
const { syncBuiltinESMExports } = require('node:module')

let held = []
globalThis.letRead = () => {
  const all = held ?? []
  held = null
  for (const send of all) send()
}
threads.Worker = class extends threads.Worker {
  constructor(script, options) {
    super(script, options)
    const send = this.postMessage.bind(this)
    if (options?.name !== 'history') return
    this.postMessage = (...message) => (held === null ? send(...message) : held.push(() => send(...message)))
  }
}
syncBuiltinESMExports()
