import CornerDownLeft from 'lucide-react/icons/corner-down-left'
import ArrowUp from 'lucide-react/icons/arrow-up'
import MessageCircleQuestionMark from 'lucide-react/icons/message-circle-question-mark'
import Square from 'lucide-react/icons/square'
import X from 'lucide-react/icons/x'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { isComposing, sendKeys, sendPress } from '../composer/keys.ts'
import { shortcutLabel } from '../keys.ts'
import { CopyButton } from '../markdown/codeBlock.tsx'
import { Markdown } from '../markdown/markdown.tsx'
import { selectRow, useApp, useT } from '../store/store.ts'
import { nothingSaid, sayOn } from '../transcript/announce.ts'
import type { Said } from '../transcript/announce.ts'
import { IconButton } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { useSpoken } from '../ui/spoken.tsx'
import { ask, closeAside, promote, stopAside } from './actions.ts'
import { aside, useAside, type Exchange } from './state.ts'
import './aside.css'

/** Questions about a session that leave no trace in it, over its box. */
export function AsidePanel({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const platform = useApp((state) => state.platform)
  const model = useApp(selectRow(sessionId))?.model ?? null
  const { exchanges, typed, focus } = useAside((view) => view)
  const box = useRef<HTMLTextAreaElement>(null)
  const thread = useRef<HTMLDivElement>(null)
  const last = exchanges.at(-1)
  const sendKey = useApp((state) => state.settings.sendKey)
  const spoken = useSpokenAnswer(exchanges.length, last)
  const running = last?.outcome === 'running'

  useLayoutEffect(() => box.current?.focus(), [focus])
  // What is asked is in view; whoever scrolls up to read is left there.
  useEffect(() => {
    const element = thread.current
    if (element !== null) element.scrollTop = element.scrollHeight
  }, [exchanges.length])
  useLayoutEffect(() => {
    const element = thread.current
    if (element === null) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    if (below < 80) element.scrollTop = element.scrollHeight
  }, [last?.answer])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Escape') {
      if (running) stopAside()
      else closeAside()
    } else if (event.target === box.current && sendPress(event, sendKey, platform) === 'send') void ask()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <section className="aside" aria-label={t('aside.title')} onKeyDown={onKeyDown}>
        <header className="aside-head">
          <MessageCircleQuestionMark aria-hidden="true" />
          <b>{t('aside.title')}</b>
          <span className="aside-what">{t('aside.what')}</span>
          <span className="spring" />
          <IconButton label={t('common.close')} keys={shortcutLabel('Escape', platform)} onClick={closeAside}>
            <X aria-hidden="true" />
          </IconButton>
        </header>
        {exchanges.length > 0 && (
          <div ref={thread} className="aside-thread" role="group" aria-label={t('aside.thread')} tabIndex={0}>
            {exchanges.map((exchange, index) => (
              <ExchangeView key={index} exchange={exchange} />
            ))}
          </div>
        )}
        <div className="aside-line">
          <textarea
            ref={box}
            className="aside-box"
            rows={1}
            value={typed}
            placeholder={t(exchanges.length === 0 ? 'aside.placeholder' : 'aside.next')}
            aria-label={t('aside.label')}
            onChange={(event) => aside.setState({ typed: event.target.value })}
          />
          {running ? (
            <IconButton label={t('aside.stop')} keys={shortcutLabel('Escape', platform)} onClick={stopAside}>
              <Square aria-hidden="true" />
            </IconButton>
          ) : (
            <IconButton
              label={model === null ? t('aside.ask') : t('aside.askModel', { model })}
              keys={shortcutLabel(sendKeys(sendKey).send, platform)}
              disabled={typed.trim() === ''}
              onClick={() => void ask()}
            >
              <ArrowUp aria-hidden="true" />
            </IconButton>
          )}
        </div>
      </section>
      {spoken}
    </>
  )
}

/** Tells a screen reader the last answer as it comes, paragraph by paragraph. */
function useSpokenAnswer(count: number, last: Exchange | undefined): ReactNode {
  const { say, region } = useSpoken()
  const heard = useRef<{ readonly of: string; readonly said: Said }>({ of: '', said: nothingSaid })
  const { answer = '', outcome = 'running', itemId = null } = last ?? {}
  useEffect(() => {
    const of = `${count} ${itemId ?? ''}`
    const before = heard.current.of === of ? heard.current.said : nothingSaid
    const { batches, now } = sayOn(answer, outcome !== 'running', before)
    heard.current = { of, said: now }
    say(batches)
  }, [count, itemId, answer, outcome, say])
  return region
}

function ExchangeView({ exchange }: { readonly exchange: Exchange }): ReactNode {
  const t = useT()
  const { question, answer, model, outcome } = exchange
  const running = outcome === 'running'
  return (
    <article className="aside-one">
      <div className="aside-question">
        <p className="selectable">{question}</p>
        <button
          type="button"
          className="quiet-btn"
          aria-label={t('aside.promote')}
          data-tip={t('aside.promote')}
          onClick={() => promote(question)}
        >
          <CornerDownLeft aria-hidden="true" />
        </button>
      </div>
      {answer !== '' && <Markdown text={answer} streaming={running} />}
      <footer className="aside-foot">
        {running && <Glyph state="running" />}
        {model !== null && <span>{model}</span>}
        {running && answer === '' && <span role="status">{t('aside.waiting')}</span>}
        <Ending exchange={exchange} />
        <span className="spring" />
        {!running && answer !== '' && <CopyButton text={answer} label={t('aside.copy')} />}
      </footer>
    </article>
  )
}

/** How a question ended that was not answered. */
function Ending({ exchange: { outcome, error, refused } }: { readonly exchange: Exchange }): ReactNode {
  const t = useT()
  if (refused !== null) {
    const detail = { detail: refused.detail }
    return (
      <span className="aside-failed" role="alert">
        <b>{t(`error.${refused.code}`, detail)}.</b> {t(`error.${refused.code}.help`, detail)}
      </span>
    )
  }
  if (outcome === 'failed') {
    const { kind, message, status } = error ?? { kind: 'other', message: '', status: null }
    return (
      <span className="aside-failed" role="alert">
        {t(`turn.failed.${kind}`)}{' '}
        {[status === null ? '' : t('turn.status', { status }), message].filter((part) => part !== '').join(' · ')}
      </span>
    )
  }
  if (outcome === 'stopped') return <span>{t('aside.stopped')}</span>
  return outcome === 'interrupted' ? <span role="alert">{t('turn.interrupted')}</span> : null
}
