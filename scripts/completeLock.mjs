/**
 * node scripts/completeLock.mjs: after "npm install" changed package-lock.json, adds the packages for other systems that npm leaves
 * out of it where it could not see them; without them "npm ci" refuses the lock. Adds what is missing, changes nothing else.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { main, root, say } from './steps.mjs'

const SYSTEMS =
  /(?:^|-)(android|darwin|freebsd|linux|linuxmusl|openharmony|win32)-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x)(?:-(gnu|musl|gnueabihf|musleabihf|eabi|msvc))?$/

await main(async () => {
  const file = path.join(root, 'package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const added = []
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`
      const system = SYSTEMS.exec(name)
      if (lock.packages[key] !== undefined || system === null || !/^\d/.test(String(version))) continue
      const [, os = '', cpu = '', abi] = system
      const musl = os === 'linuxmusl' || abi?.startsWith('musl')
      lock.packages[key] = {
        version,
        cpu: [cpu],
        ...(entry.dev === true && { dev: true }),
        ...(os.startsWith('linux') && { libc: [musl ? 'musl' : 'glibc'] }),
        optional: true,
        os: [os === 'linuxmusl' ? 'linux' : os],
      }
      added.push(name)
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  say(added.length === 0 ? 'The lock is complete.' : `Added to the lock: ${added.join(', ')}`)
  return 0
})
