import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { openSession, takeOpened } from '../store/actions.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { changeNewSession } from './begin.ts'
import { caretOf } from './caret.ts'
import type { IdVerdict } from './idCheck.ts'
import type { IdIssue } from './idTemplate.ts'
import { fixId, idTemplates } from './idTemplate.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** The id as it will be, from a pattern or written freely, with what is wrong with it and the way out. */
export function IdField({
  id,
  template,
  verdict,
}: {
  readonly id: string
  readonly template: string | null
  readonly verdict: IdVerdict
}): ReactNode {
  const t = useT()
  const own = template !== null && !idTemplates.some((known) => known === template)
  const options = [
    { value: 'task-{topic}', label: t('new.template.task') },
    { value: 'user-{user}-{topic}', label: t('new.template.user') },
    { value: 'project-{folder}-{date}', label: t('new.template.project') },
    ...(own ? [{ value: template, label: template }] : []),
    { value: '', label: t('new.templateFree') },
  ]
  const bad = verdict.kind !== 'free' && verdict.kind !== 'checking'
  const suggestion =
    verdict.kind === 'taken' || verdict.kind === 'missing'
      ? verdict.suggestion
      : verdict.kind === 'issue' && id !== ''
        ? fixId(id)
        : ''

  return (
    <div className="new-id">
      <label className="field">
        <span className="field-label">{t('new.id')}</span>
        <input
          {...caretOf('id')}
          className="input input-mono"
          value={id}
          aria-invalid={bad}
          aria-describedby="new-id-help"
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => changeNewSession({ template: null, freeId: event.target.value })}
        />
      </label>
      <div id="new-id-help" className={`field-help ${bad ? 'field-help-bad' : ''}`} aria-live="polite">
        {verdictText(t, verdict)}
        {bad && suggestion !== '' && suggestion !== id && (
          <>
            {' '}
            <button
              type="button"
              className="btn btn-link mono"
              onClick={() => changeNewSession({ template: null, freeId: suggestion })}
            >
              {t('new.idFix', { id: suggestion })}
            </button>
          </>
        )}
        {verdict.kind === 'missing' && <MissingWays id={verdict.id} />}
      </div>
      <Choices
        label={t('new.template')}
        value={template ?? ''}
        options={options}
        onChange={(chosen) => changeNewSession(chosen === '' ? { template: null, freeId: id } : { template: chosen })}
      />
    </div>
  )
}

/** What can be done with a session that is on the list and not on disk, instead of making another of its id. */
function MissingWays({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const recreate = async (): Promise<void> => {
    if (await takeOpened(call('session.recreate', { id }))) await openSession(id)
  }
  return (
    <>
      {' '}
      <Button variant="link" onClick={() => void openSession(id)}>
        {t('new.openMissing')}
      </Button>{' '}
      <Button variant="link" onClick={() => void recreate()}>
        {t('new.recreate')}
      </Button>
    </>
  )
}

function verdictText(t: Translate, verdict: IdVerdict): string {
  switch (verdict.kind) {
    case 'issue':
      return issueText(t, verdict.issue)
    case 'checking':
    case 'free':
      return t('new.idHelp')
    case 'invalid':
      return t('error.idInvalid.help')
    case 'reserved':
      return `${t('error.idReserved')}. ${t('error.idReserved.help')}`
    case 'taken':
      return `${t('error.idTaken')}.`
    case 'missing':
      return t('new.idOfMissing')
  }
}

function issueText(t: Translate, issue: IdIssue): string {
  switch (issue.kind) {
    case 'empty':
      return t('new.idEmpty')
    case 'spaces':
      return t('new.idSpaces')
    case 'characters':
      return t('new.idCharacters', { characters: issue.characters })
    case 'long':
      return t('new.idLong', { length: issue.length })
  }
}
