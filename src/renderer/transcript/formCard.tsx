import ClipboardList from 'lucide-react/icons/clipboard-list'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { checkForm, entriesOf, type Form, type FormEntries } from '../../shared/form.ts'
import type { Answer, Request } from '../../shared/model/request.ts'
import { call } from '../bridge.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { flushReplies, saveReply } from '../store/replies.ts'
import { app, useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { useArmed } from './armed.ts'
import type { Guard } from './armed.ts'
import { useTranscript } from './context.ts'
import { FormFieldView } from './formField.tsx'
import { begunBefore, readEntries } from './formEntries.ts'
import { formTitle } from './sentences.ts'
import { type CardProps, RequestFrame, useGive } from './requestFrame.tsx'
import './forms.css'

type FormRequest = Extract<Request, { kind: 'form' }>

/** A form of a server, or a page that it wants opened. What is filled in is kept over switching, restart and crash. */
export function FormCard(props: CardProps<FormRequest>): ReactNode {
  const t = useT()
  const { request, again } = props
  const { guard, guardSubmit } = useArmed()
  const { given, give } = useGive(request.id)
  const [opening, setOpening] = useState(false)
  const busy = given || opening
  const open = async (): Promise<void> => {
    setOpening(true)
    // Main asks, showing the whole address: only a page that was opened counts as accepted.
    const opened = await attempt(call('link.open', { url: request.url ?? '' }))
    setOpening(false)
    if (opened === true) give({ kind: 'form', content: {} })
  }
  const refusals = (
    <>
      <Button disabled={busy} {...guard(() => give({ kind: 'decline' }))}>
        {t('form.decline')}
      </Button>
      <Button disabled={busy} {...guard(() => give({ kind: 'cancel' }))}>
        {t('form.cancel')}
      </Button>
      <span className="spring" />
    </>
  )
  return (
    <RequestFrame
      {...props}
      icon={ClipboardList}
      title={formTitle(t, request)}
      about={
        <>
          {request.message !== '' && (
            <div className="question-text">
              <Markdown text={request.message} />
            </div>
          )}
          {request.url !== null && <pre className="card-pre ask-subject selectable">{request.url}</pre>}
        </>
      }
    >
      {again === null && request.form === null && (
        <div className="ask-buttons">
          {refusals}
          <Button variant="primary" disabled={busy} {...guard(() => void open())}>
            {t('form.open')}
          </Button>
        </div>
      )}
      {request.form !== null && (
        <Fields
          request={request}
          form={request.form}
          disabled={busy}
          refusals={refusals}
          guard={guardSubmit}
          // What was filled in is there for when it is asked again.
          onSend={again === null ? (content) => give({ kind: 'form', content }) : null}
        />
      )}
    </RequestFrame>
  )
}

function Fields({
  request,
  form,
  disabled,
  refusals,
  guard,
  onSend,
}: {
  readonly request: FormRequest
  readonly form: Form
  readonly disabled: boolean
  readonly refusals: ReactNode
  /** What was filled in before may be all that is needed: it must not be sent by a press that was meant for something else. */
  readonly guard: Guard
  /** Null while it can't be sent. */
  readonly onSend: ((content: Extract<Answer, { kind: 'form' }>['content']) => void) | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const { id } = request
  const kept = useApp((state) => state.opened.get(sessionId)?.replies[id])
  const before = useApp((state) => begunBefore(state.opened.get(sessionId), request))
  useEffect(() => {
    if (onSend === null || kept !== undefined || before === null) return
    // The same is asked once more: what was filled in then is meant for this.
    saveReply(sessionId, id, app.getState().opened.get(sessionId)?.replies[before] ?? '')
    saveReply(sessionId, before, '')
  }, [onSend, kept, before, sessionId, id])
  const entries = entriesOf(form, readEntries(kept))
  const [tried, setTried] = useState(false)
  const { content, faults } = checkForm(form, entries)
  // A form that can't be sent says so at once; what is merely not filled in yet, when one tries to send it.
  const shown = tried ? faults : faults.filter(({ code }) => code === 'unknown')

  const change = (name: string, value: FormEntries[string]): void => {
    saveReply(sessionId, id, JSON.stringify({ ...entries, [name]: value }))
  }
  return (
    <form
      className="form-fields"
      noValidate
      onBlur={flushReplies}
      onSubmit={(event) => {
        event.preventDefault()
        if (onSend === null) return
        setTried(true)
        const first = faults[0]
        if (first === undefined) onSend(content)
        else document.getElementById(`${id}:${first.name}`)?.focus()
      }}
    >
      {form.fields.map((field) => (
        <FormFieldView
          key={field.name}
          id={`${id}:${field.name}`}
          field={field}
          value={entries[field.name]}
          fault={shown.find(({ name }) => name === field.name) ?? null}
          onChange={(value) => change(field.name, value)}
        />
      ))}
      {onSend !== null && (
        <div className="ask-buttons">
          {refusals}
          {tried && faults.length > 0 && (
            <span className="form-fix" role="status">
              {t('form.fix', { count: faults.length })}
            </span>
          )}
          <Button variant="primary" submit disabled={disabled} {...guard}>
            {t('form.send')}
          </Button>
        </div>
      )}
    </form>
  )
}
