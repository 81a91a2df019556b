// Runs before the app (`-r`): keeps the worker threads that the app starts in `globalThis.workers`, each with its `name`, so that a
// spec can end one as a thread ends that ran out of memory.
const threads = require('node:worker_threads')
const { syncBuiltinESMExports } = require('node:module')

globalThis.workers = []
threads.Worker = class extends threads.Worker {
  constructor(script, options) {
    super(script, options)
    globalThis.workers.push({ name: options?.name, worker: this })
  }
}
syncBuiltinESMExports()
