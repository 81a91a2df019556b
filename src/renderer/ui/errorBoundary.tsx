import { Component } from 'react'
import type { ErrorInfo, ReactNode } from 'react'
import { copy } from '../store/actions.ts'
import { app } from '../store/store.ts'
import { Button } from './button.tsx'
import './messagePage.css'

interface State {
  readonly error: unknown
  readonly details: string
}

/** Keeps a failure of one part of the window from taking the rest with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null, details: '' }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.setState({ details: `${stack}\n${info.componentStack ?? ''}` })
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    const { t } = app.getState()
    return (
      <div className="message-page" role="alert">
        <h1>{t('crash.title')}</h1>
        <p>{t('crash.text')}</p>
        <div className="message-page-actions">
          <Button variant="primary" onClick={() => window.location.reload()}>
            {t('crash.reload')}
          </Button>
          <Button onClick={() => void copy(this.state.details)}>{t('crash.copy')}</Button>
        </div>
      </div>
    )
  }
}
