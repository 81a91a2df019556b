import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { changeSettings } from '../store/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { idTemplates, renderIdTemplate, templateFields, templateIssue } from '../sessions/idTemplate.ts'
import { IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import './templateSettings.css'

/** The pattern of new ids, with what it comes to; and the folders that have one of their own. */
export function TemplateSettings(): ReactNode {
  const t = useT()
  const { idTemplate, folderTemplates } = useApp((state) => state.settings)
  const user = useApp((state) => state.user)
  const now = useApp((state) => state.now)
  const [written, setWritten] = useState(idTemplate)
  const issue = written.trim() === '' ? '' : templateIssue(written)
  const example = (template: string): string =>
    renderIdTemplate(template, {
      user,
      topic: t('settings.templateTopic'),
      folder: '/web',
      repository: 'web',
      branch: 'main',
      now,
      isTaken: () => false,
    })

  return (
    <>
      <Field
        label={t('settings.idTemplate')}
        tone={issue === null ? 'plain' : 'bad'}
        helpId="template-help"
        help={
          issue === null
            ? t('settings.templateExample', { id: example(written) })
            : issue === ''
              ? t('settings.templateEmpty')
              : t('settings.templateBad', { wrong: issue, fields: templateFields.map((name) => `{${name}}`).join(' ') })
        }
      >
        <input
          className="input input-mono"
          list="id-templates"
          value={written}
          maxLength={255}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={issue !== null}
          aria-describedby="template-help"
          onChange={(event) => {
            const template = event.target.value
            setWritten(template)
            if (template.trim() !== '' && templateIssue(template) === null)
              void changeSettings({ idTemplate: template })
          }}
          onBlur={() => {
            if (issue !== null) setWritten(idTemplate)
          }}
        />
      </Field>
      <datalist id="id-templates">
        {idTemplates.map((template) => (
          <option key={template} value={template} label={example(template)} />
        ))}
      </datalist>
      {folderTemplates.length > 0 && (
        <ul className="folder-templates" aria-label={t('settings.folderTemplates')}>
          {folderTemplates.map(({ folder, template }) => (
            <li key={folder}>
              <span className="folder-templates-folder" title={folder}>
                {folder}
              </span>
              <code>{template}</code>
              <IconButton
                label={t('settings.folderTemplateForget', { folder })}
                onClick={() =>
                  void changeSettings({ folderTemplates: folderTemplates.filter((one) => one.folder !== folder) })
                }
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
