import { call } from '../bridge.ts'
import { AppError } from '../../shared/errors.ts'
import type { Failure } from '../../shared/errors.ts'
import { goTo } from './navigation.ts'
import { app } from './store.ts'
import type { Toast } from './state.ts'

let lastId = 0

/** Shows a passing message; returns its id. The oldest goes when there are more than four. */
export function addToast(toast: Omit<Toast, 'id' | 'action'> & { readonly action?: Toast['action'] }): number {
  lastId += 1
  const added: Toast = { ...toast, action: toast.action ?? null, id: lastId }
  app.setState((state) => ({
    toasts: [...state.toasts.filter((other) => !isSame(other, added)), added].slice(-4),
  }))
  return lastId
}

/** Takes a message away. */
export function dismissToast(id: number): void {
  app.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }))
}

/** Says that something was done. */
export function inform(title: string, action: Toast['action'] = null): void {
  addToast({ tone: 'info', title, text: '', action })
}

/** Says what went wrong, what was kept and what can be done. */
export function report(error: unknown): void {
  const failure: Failure = error instanceof AppError ? error : { code: 'internal', detail: '' }
  const { t } = app.getState()
  const text = t(`error.${failure.code}.help`, { detail: failure.detail })
  addToast({
    tone: 'bad',
    title: t(`error.${failure.code}`, { detail: failure.detail }),
    text,
    action: wayOut(failure),
  })
}

/** Says that a place takes no export, and leads to another one. */
export function reportPlace({ code, detail }: Failure, again: () => void): void {
  const { t } = app.getState()
  addToast({
    tone: 'bad',
    title: t(`error.${code}`),
    text: t(`error.${code}.help`, { detail }),
    action: { label: t('exporting.elsewhere'), perform: again },
  })
}

/** Waits for a call; when it fails, says so and gives undefined. */
export async function attempt<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    report(error)
    return undefined
  }
}

/** The same message twice says nothing more than once. */
function isSame(a: Toast, b: Toast): boolean {
  return a.tone === b.tone && a.title === b.title && a.text === b.text
}

/** The one thing to do about a failure, where there is one. */
function wayOut(failure: Failure): Toast['action'] {
  const { t } = app.getState()
  switch (failure.code) {
    case 'runtimeFailed':
    case 'runtimeTimeout':
      return { label: t('command.restartRuntime'), perform: () => void attempt(call('app.restartRuntime', {})) }
    case 'providerMissing':
    case 'providerKeyMissing':
    case 'providerRefused':
    case 'homeReadOnly':
      return { label: t('command.settings'), perform: () => goTo({ kind: 'settings' }) }
    case 'diskFull':
      return { label: t('command.cleanup'), perform: () => goTo({ kind: 'cleanup' }) }
    default:
      return null
  }
}
