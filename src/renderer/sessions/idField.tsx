import type { ReactNode } from 'react'
import { MOST_FOLDER_TEMPLATES } from '../../shared/model/settings.ts'
import { call } from '../bridge.ts'
import { asking, openWhereAsked } from '../panes/late.ts'
import { openSession, takeOpened } from '../store/actions.ts'
import { changeSettings } from '../store/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { changeNewSession } from './begin.ts'
import { caretOf } from './caret.ts'
import { listedAs } from './idCheck.ts'
import type { IdVerdict } from './idCheck.ts'
import type { IdIssue } from './idTemplate.ts'
import { fixId, idTemplates, templateNames } from './idTemplate.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'

/** The id as it will be, from a pattern or written freely, with what is wrong with it and the way out. */
export function IdField({
  id,
  template,
  folder,
  verdict,
}: {
  readonly id: string
  readonly template: string | null
  readonly folder: string | null
  readonly verdict: IdVerdict
}): ReactNode {
  const t = useT()
  const settings = useApp((state) => state.settings)
  const patterns = new Set([...idTemplates, settings.idTemplate, ...(template === null ? [] : [template])])
  const options = [
    ...[...patterns].map((pattern) => {
      const name = templateNames[pattern]
      return { value: pattern, label: name === undefined ? pattern : t(name) }
    }),
    { value: '', label: t('new.templateFree') },
  ]
  const bad = verdict.kind !== 'free' && verdict.kind !== 'checking'
  const suggestion =
    'suggestion' in verdict ? verdict.suggestion : verdict.kind === 'issue' && id !== '' ? fixId(id) : ''

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
          list="ids-there"
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => changeNewSession({ template: null, freeId: event.target.value })}
        />
      </label>
      <Existing beginning={template === null ? id : ''} />
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
        {verdict.kind === 'taken' && (
          <>
            {' '}
            <Button variant="link" onClick={() => void openSession(listedAs(id))}>
              {t('new.idOpen')}
            </Button>
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
      {folder !== null && template !== null && <FolderPattern folder={folder} template={template} />}
    </div>
  )
}

/** So many ids are suggested. */
const MOST_SUGGESTED = 8

/** Ids that there are already, while one is written: to open that session, or to number on. */
function Existing({ beginning }: { readonly beginning: string }): ReactNode {
  const rows = useApp((state) => state.rows)
  const lower = beginning.toLowerCase()
  const found = lower === '' ? [] : [...rows.values()].filter((row) => row.id.toLowerCase().startsWith(lower))
  return (
    <datalist id="ids-there">
      {found.slice(0, MOST_SUGGESTED).map((row) => (
        <option key={row.id} value={row.id} label={row.title} />
      ))}
    </datalist>
  )
}

/** Makes a pattern the one of its folder, or says that it is. */
function FolderPattern({ folder, template }: { readonly folder: string; readonly template: string }): ReactNode {
  const t = useT()
  const { folderTemplates } = useApp((state) => state.settings)
  const name = folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder
  const others = folderTemplates.filter((one) => one.folder !== folder)
  if (folderTemplates.find((one) => one.folder === folder)?.template === template) {
    return <span className="field-help">{t('new.templateOf', { folder: name })}</span>
  }
  return (
    <Button
      variant="link"
      onClick={() => {
        // The newest first: the oldest gives way when there are too many.
        const next = [{ folder, template }, ...others].slice(0, MOST_FOLDER_TEMPLATES)
        void changeSettings({ folderTemplates: next })
      }}
    >
      {t('new.templateFor', { folder: name })}
    </Button>
  )
}

/** What can be done with a session that is on the list and not on disk, instead of making another of its id. */
function MissingWays({ id }: { readonly id: string }): ReactNode {
  const t = useT()
  const recreate = async (): Promise<void> => {
    const asked = asking()
    if (await takeOpened(call('session.recreate', { id }))) await openWhereAsked(asked, id)
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
