import { expect, it } from 'vitest'
import { bundledRuntimePath, checkRuntime, outsideArchive } from './runtimePath.ts'

it('finds the runtime that comes with the SDK', async () => {
  await expect(checkRuntime(bundledRuntimePath())).resolves.toBeUndefined()
})

it('looks beside the archive of a packaged app', () => {
  const inside = '/opt/Retoma/resources/app.asar/node_modules/x/copilot-runtime'
  expect(outsideArchive(inside)).toBe('/opt/Retoma/resources/app.asar.unpacked/node_modules/x/copilot-runtime')
  expect(outsideArchive('C:\\R\\app.asar\\x.exe')).toBe('C:\\R\\app.asar.unpacked\\x.exe')
  expect(outsideArchive('/opt/app.asar.unpacked/x')).toBe('/opt/app.asar.unpacked/x')
})
