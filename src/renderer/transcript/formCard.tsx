import ClipboardList from 'lucide-react/icons/clipboard-list'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { AnswerAgain } from '../../shared/cut.ts'
import { checkForm, entriesOf, type Form, type FormEntries } from '../../shared/form.ts'
import type { Answer, Request } from '../../shared/model.ts'
import { call } from '../bridge.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { answer } from '../store/actions.ts'
import { focusComposer } from '../store/navigation.ts'
import { flushReplies, saveReply } from '../store/replies.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { AgainNote } from './againNote.tsx'
import { useArmed } from './armed.ts'
import { useTranscript } from './context.ts'
import { FormFieldView } from './formField.tsx'
import { readEntries } from './formEntries.ts'
import './forms.css'

type FormRequest = Extract<Request, { kind: 'form' }>

/** A form of a server, or a page that it wants opened. What is filled in is kept over switching, restart and crash. */
export function FormCard({
  request,
  turnId,
  again,
}: {
  readonly request: FormRequest
  readonly turnId: string
  readonly again: AnswerAgain | null
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const { guard } = useArmed()
  const [given, setGiven] = useState(false)
  const source = request.source === '' ? t('form.someone') : request.source
  const title =
    request.form === null
      ? t('form.page', { source })
      : request.source === ''
        ? t('form.title')
        : t('form.titleFrom', { source })

  const give = (reply: Answer): void => {
    setGiven(true)
    focusComposer()
    void answer(sessionId, request.id, reply).finally(() => setGiven(false))
  }
  const open = async (): Promise<void> => {
    setGiven(true)
    // Main asks, showing the whole address: only a page that was opened counts as accepted.
    const opened = await attempt(call('link.open', { url: request.url ?? '' }))
    setGiven(false)
    if (opened === true) give({ kind: 'form', content: {} })
  }
  const refusals = (
    <>
      <Button disabled={given} {...guard(() => give({ kind: 'decline' }))}>
        {t('form.decline')}
      </Button>
      <Button disabled={given} {...guard(() => give({ kind: 'cancel' }))}>
        {t('form.cancel')}
      </Button>
      <span className="spring" />
    </>
  )
  return (
    <section className="card ask question" data-item-id={request.id} aria-label={title}>
      <div className="card-line">
        <ClipboardList aria-hidden="true" />
        <b>{title}</b>
      </div>
      {request.message !== '' && (
        <div className="question-text">
          <Markdown text={request.message} />
        </div>
      )}
      {request.url !== null && <pre className="card-pre ask-subject selectable">{request.url}</pre>}
      {again !== null && <AgainNote again={again} turnId={turnId} />}
      {again === null && request.form === null && (
        <div className="ask-buttons">
          {refusals}
          <Button variant="primary" disabled={given} {...guard(() => void open())}>
            {t('form.open')}
          </Button>
        </div>
      )}
      {again === null && request.form !== null && (
        <Fields
          id={request.id}
          form={request.form}
          disabled={given}
          refusals={refusals}
          onSend={(content) => give({ kind: 'form', content })}
        />
      )}
    </section>
  )
}

function Fields({
  id,
  form,
  disabled,
  refusals,
  onSend,
}: {
  readonly id: string
  readonly form: Form
  readonly disabled: boolean
  readonly refusals: ReactNode
  readonly onSend: (content: Extract<Answer, { kind: 'form' }>['content']) => void
}): ReactNode {
  const t = useT()
  const { sessionId } = useTranscript()
  const kept = useApp((state) => state.opened.get(sessionId)?.replies[id])
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
      <div className="ask-buttons">
        {refusals}
        {tried && faults.length > 0 && (
          <span className="form-fix" role="status">
            {t('form.fix', { count: faults.length })}
          </span>
        )}
        <Button variant="primary" submit disabled={disabled}>
          {t('form.send')}
        </Button>
      </div>
    </form>
  )
}
