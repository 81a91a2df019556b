import { strict } from './strict.ts'

/** The switches of Chromium's command line, by name; `--a=b` anywhere on it, until a lone `--`. */
export const switches = new Map<string, string>()

const extraArguments: string[] = []

/** What was called: `electron [switches] APP [args]`. */
export interface Called {
  /** The app's folder or file as it was written, if one was. */
  app: string | undefined
  /** Modules to load before the app (`-r`). */
  preloads: string[]
}

/** Reads the command line, without the executable, as Electron does. */
export function readCommandLine(args: readonly string[]): Called {
  const preloads: string[] = []
  let app: string | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string
    if (arg === '--') break
    if (app === undefined && (arg === '-r' || arg === '--require')) {
      preloads.push(args[++i] ?? '')
    } else if (arg.startsWith('--')) {
      const equals = arg.indexOf('=')
      if (equals === -1) switches.set(arg.slice(2), '')
      else switches.set(arg.slice(2, equals), arg.slice(equals + 1))
    } else if (!arg.startsWith('-')) {
      app ??= arg
    }
  }
  return { app, preloads }
}

/** `app.commandLine`. */
export const commandLine = strict('app.commandLine', {
  appendSwitch(name: string, value = ''): void {
    switches.set(name.toLowerCase(), value)
  },
  appendArgument(value: string): void {
    extraArguments.push(value)
  },
  hasSwitch: (name: string): boolean => switches.has(name.toLowerCase()),
  getSwitchValue: (name: string): string => switches.get(name.toLowerCase()) ?? '',
  removeSwitch(name: string): void {
    switches.delete(name.toLowerCase())
  },
})
