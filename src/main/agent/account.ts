import { AppError } from '../../shared/errors.ts'
import type { Host } from './host.ts'
import { loggable } from './mapError.ts'
import type { Agent } from './port.ts'

/** Signing in and out, and what an account offers, asked of one runtime. What the window asks by itself starts none that was given up. */
export function createAccount(host: Host): Pick<Agent, 'authState' | 'signIn' | 'signOut' | 'copilotModels'> {
  const authState: Agent['authState'] = () => host.call('authState', (runtime) => runtime.authState(), 'asks')
  return {
    authState,
    signIn: async (token, address) => {
      const secret = token.trim().toWellFormed()
      try {
        await host.call('signIn', (runtime) => runtime.signIn(secret, hostUrl(address)))
      } catch (error) {
        if (error instanceof AppError && error.code !== 'runtimeFailed' && error.code !== 'signInFailed') throw error
        throw new AppError('signInFailed', reasonOf(error, secret))
      }
      return authState()
    },
    signOut: async () => {
      await host.call('signOut', (runtime) => runtime.signOut())
      return authState()
    },
    copilotModels: () => host.call('models', (runtime) => runtime.models(), 'asks'),
  }
}

function hostUrl(address: string): string {
  const name = address.trim().replace(/\/+$/u, '')
  if (name === '') return 'https://github.com'
  return /^https?:\/\//u.test(name) ? name : `https://${name}`
}

/** The runtime's own words, which say what is wrong with a token; never the token. */
function reasonOf(error: unknown, secret: string): string {
  const cause = error instanceof AppError ? error.cause : error
  if (cause === undefined) return ''
  const words = loggable(cause).replace(/^Request \S+ failed with message: /u, '')
  return secret === '' ? words : words.replaceAll(secret, '…')
}
