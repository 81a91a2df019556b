import ArrowUp from 'lucide-react/icons/arrow-up'
import Columns from 'lucide-react/icons/columns-2'
import Square from 'lucide-react/icons/square'
import { useEffect, useId, useRef, useState } from 'react'
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react'
import type { SessionProblem } from '../../shared/model/session.ts'
import { shortcutLabel } from '../keys.ts'
import { folderName } from '../../shared/folderName.ts'
import { stop } from '../store/actions.ts'
import { send } from '../store/drafts.ts'
import { focusComposer } from '../store/navigation.ts'
import { app, selectRow, useApp, useT } from '../store/store.ts'
import { IconButton } from '../ui/button.tsx'
import { LazyAside } from '../aside/lazyAside.tsx'
import { AttachmentChips } from './attachmentChips.tsx'
import { AttachButton } from './attachButton.tsx'
import { attachFiles, attachingDone } from './attaching.ts'
import { KindChip, ModelButton } from './chips.tsx'
import { CommandOutput } from './commandOutput.tsx'
import { createCompletion } from './completion/completion.ts'
import { CompletionList } from './completion/completionList.tsx'
import type { Completable } from './completion/match.ts'
import { Hints } from './hints.tsx'
import { BegunReplies } from './begunReplies.tsx'
import { notePrompt } from './allPrompts.ts'
import { LengthLine } from './lengthLine.tsx'
import { isComposing, SEND_ALL_KEYS, sendKeys, sendPress } from './keys.ts'
import type { SendHow } from './keys.ts'
import { sendBeside } from './sendAll.ts'
import { ModeButton } from './modeButton.tsx'
import { useLength } from './useLength.ts'
import { usePast } from './usePast.ts'
import { useCommands } from './useCommands.ts'
import { useDraft } from './useDraft.ts'
import { useDrop } from './useDrop.ts'
import './composer.css'

/** Where one writes; to be mounted with the session's id as its key. Typing renders nothing but the box itself. */
export function Composer({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(sessionId, box)
  const [sending, setSending] = useState(false)
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  const dropping = useDrop(sessionId, box)
  const running = useApp((state) => state.opened.get(sessionId)?.state.active != null)
  const panes = useApp((state) => state.panes.length)
  const closed = useApp((state) => isClosed(state.opened.get(sessionId)?.problem ?? null))
  const onPastKey = usePast(sessionId, box)
  const sendKey = useApp((state) => state.settings.sendKey)
  const platform = useApp((state) => state.platform)
  const row = useApp(selectRow(sessionId))
  const { ran, forget, tryRun } = useCommands(sessionId, box)
  const [completion] = useState(() => createCompletion(sessionId))
  const onRun = ({ name }: Completable): void => void tryRun(`/${name}`)
  const length = useLength(sessionId, box, draft.attachments)
  useFocus(box, sessionId)
  const hints = useId()

  const submit = async (how: SendHow = 'send'): Promise<void> => {
    await attachingDone(sessionId)
    const area = box.current
    const text = area?.value ?? ''
    if (area === null || text.trim() === '' || sending || closed) return
    completion.close()
    // It can't work: the line above the box says so, and what to do.
    if (length.over?.certain === true) return
    if (text.startsWith('/') && (await tryRun(text))) return
    // Kept as a draft before it is sent, and cleared only when it is stored: no moment in which neither has it.
    draft.changed()
    draft.keep()
    setSending(true)
    setFailed(false)
    const going = draft.going()
    if (how === 'all') await sendBeside(sessionId, text, going)
    const taken = await send(sessionId, text, going, how === 'steer' ? 'steer' : 'send')
    setSending(false)
    setFailed(!taken)
    setTries((count) => count + 1)
    if (!taken) return
    notePrompt({ sessionId, text, at: Date.now() })
    // What was typed or attached meanwhile stays.
    if (area.value.startsWith(text)) draft.replace(area.value.slice(text.length).trimStart())
    draft.dropAttachments(going)
  }

  const onPaste = (event: ClipboardEvent): void => {
    const { files, types } = event.clipboardData
    length.pasting(event.clipboardData.getData('text/plain'))
    // A table or a page brings a picture of itself: what was meant is the text.
    if (files.length === 0 || types.includes('text/plain')) return
    event.preventDefault()
    void attachFiles(sessionId, [...files])
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (isComposing(event.nativeEvent)) return
    if (completion.pressed(event, event.currentTarget, onRun)) {
      event.preventDefault()
      return
    }
    const how = sendPress(event, sendKey, platform)
    if (how === null) {
      onPastKey(event)
      return
    }
    event.preventDefault()
    // Without any beside it nothing is meant by that.
    if (!event.repeat && (how !== 'all' || panes > 1)) void submit(how)
  }

  const folder = row?.folder ?? null
  const placeholder =
    row?.kind === 'agent' && folder !== null
      ? t('composer.placeholderAgent', { folder: folderName(folder) })
      : t('composer.placeholder')
  const label = sending ? t('composer.sending') : running ? t('composer.queue') : t('composer.send')
  const keys = shortcutLabel(sendKeys(sendKey).send, platform)
  return (
    <div className="composer">
      <BegunReplies sessionId={sessionId} />
      <LazyAside sessionId={sessionId} />
      {ran !== null && <CommandOutput name={ran.name} text={ran.text} onClose={forget} />}
      <form
        className="composer-box"
        data-dropping={dropping ? '' : undefined}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
        onClick={(event) => {
          if (event.target === event.currentTarget) box.current?.focus()
        }}
      >
        <CompletionList completion={completion} box={box} onRun={onRun} />
        <AttachmentChips
          attachments={draft.attachments}
          asked={tries}
          onRemove={(id) => draft.setAttachments(draft.attachments.filter((attachment) => attachment.id !== id))}
        />
        <textarea
          ref={box}
          className="composer-text"
          data-composer=""
          rows={2}
          spellCheck
          placeholder={placeholder}
          aria-label={t('composer.label')}
          aria-describedby={hints}
          aria-autocomplete="list"
          onInput={(event) => {
            setFailed(false)
            draft.changed()
            length.changed()
            completion.typed(event.currentTarget)
          }}
          onSelect={(event) => {
            draft.changed()
            completion.moved(event.currentTarget)
          }}
          onBlur={() => {
            draft.keep()
            completion.close()
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <LengthLine sessionId={sessionId} over={length.over} pasted={length.pasted} onAttach={length.attach} />
        <div className="composer-bar">
          <AttachButton sessionId={sessionId} />
          <ModelButton sessionId={sessionId} />
          <ModeButton sessionId={sessionId} />
          <KindChip sessionId={sessionId} />
          <span className="spring" />
          {running && draft.hasText && (
            <IconButton
              label={t('composer.stop')}
              keys={shortcutLabel('Escape', platform)}
              onClick={() => {
                focusComposer()
                void stop(sessionId)
              }}
            >
              <Square aria-hidden="true" className="composer-stop-icon" />
            </IconButton>
          )}
          {panes > 1 && draft.hasText && (
            <button
              type="button"
              className="composer-chip composer-all"
              aria-label={t('panes.sendAllLabel', { count: panes })}
              data-tip={t('panes.sendAllLabel', { count: panes })}
              data-tip-keys={shortcutLabel(SEND_ALL_KEYS, platform)}
              disabled={sending || closed || length.over?.certain === true}
              onClick={() => void submit('all')}
            >
              <Columns aria-hidden="true" />
              <span>{t('panes.sendAll', { count: panes })}</span>
            </button>
          )}
          {(draft.hasText || !running) && <span className="composer-what">{draft.hasText ? label : ''}</span>}
          {running && !draft.hasText ? (
            <StopButton sessionId={sessionId} keys={shortcutLabel('Escape', platform)} />
          ) : (
            <button
              type="submit"
              className="composer-send"
              aria-label={label}
              data-tip={label}
              data-tip-keys={keys}
              disabled={!draft.hasText || sending || closed || length.over?.certain === true}
            >
              <ArrowUp aria-hidden="true" />
            </button>
          )}
        </div>
      </form>
      <Hints id={hints} running={running} failed={failed} closed={closed} isEmpty={!draft.hasText} />
    </div>
  )
}

/** A damaged log may still be resumed: the runtime forgives a cut last line, and says so when it can't. */
function isClosed(problem: SessionProblem | null): boolean {
  return problem !== null && problem.code !== 'damaged'
}

function StopButton({ sessionId, keys }: { readonly sessionId: string; readonly keys: string }): ReactNode {
  const t = useT()
  const [stopping, setStopping] = useState(false)
  return (
    <>
      <span className="composer-what">{t(stopping ? 'composer.stopping' : 'composer.stop')}</span>
      <button
        type="button"
        className="composer-send composer-stop"
        aria-label={t('composer.stop')}
        data-tip={t('composer.stop')}
        data-tip-keys={keys}
        onClick={() => {
          setStopping(true)
          // The button goes, and must not take the focus with it.
          focusComposer()
          void stop(sessionId).finally(() => setStopping(false))
        }}
      >
        <Square aria-hidden="true" className="composer-stop-icon" />
      </button>
    </>
  )
}

/** The box has the focus after its session was opened, unless something else was focused on purpose; beside others, where the focus is. */
function useFocus(box: { readonly current: HTMLTextAreaElement | null }, sessionId: string): void {
  const wish = useApp((state) => state.composerFocus)
  const [first] = useState(wish)
  useEffect(() => {
    if (app.getState().activeId !== sessionId) return
    const free = document.activeElement === null || document.activeElement === document.body
    if (wish !== first || free) box.current?.focus({ preventScroll: true })
  }, [wish, first, box, sessionId])
}
