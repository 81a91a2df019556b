import { strict } from './strict.ts'

let upload = false

/** `crashReporter`: reports nothing. */
export const crashReporter = strict('crashReporter', {
  start(options: Electron.CrashReporterStartOptions): void {
    upload = options.uploadToServer ?? true
  },
  getUploadToServer: (): boolean => upload,
  getLastCrashReport: (): null => null,
  getUploadedReports: (): Electron.CrashReport[] => [],
})
