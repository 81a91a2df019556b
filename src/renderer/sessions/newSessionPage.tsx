import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { ModelButton } from '../models/modelButton.tsx'
import type { SessionKind } from '../../shared/model/session.ts'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { changeNewSession, choosePlace, clearNewSession, defaultModel, useNewSession } from './begin.ts'
import { createTogether } from './comparison.ts'
import { OtherModels } from './otherModels.tsx'
import { caretOf, restoreCaret } from './caret.ts'
import { BroughtText } from './broughtText.tsx'
import { IdField } from './idField.tsx'
import { renderIdTemplate } from './idTemplate.ts'
import { ask, isListed, useIdVerdict } from './idCheck.ts'
import { useFolderFacts } from './folderFacts.ts'
import './newSessionPage.css'

/** The page on which a session begins: a title, an id that can be read, what it may do, and which model answers. */
export function NewSessionPage(): ReactNode {
  const t = useT()
  const form = useNewSession()
  const user = useApp((state) => state.user)
  const settings = useApp((state) => state.settings)
  const providers = useApp((state) => state.providers)
  const [openedAt] = useState(() => Date.now())
  const [missing, setMissing] = useState<'folder' | 'model' | null>(null)
  const [busy, setBusy] = useState(false)
  const folder = form.kind === 'agent' ? form.folder : null
  const model = form.model ?? defaultModel(settings, providers)
  const beside = form.beside ?? []
  const facts = useFolderFacts(folder)
  const id =
    form.template === null
      ? form.freeId
      : renderIdTemplate(form.template, {
          user,
          topic: form.topic,
          folder,
          ...facts,
          now: openedAt,
          isTaken: isListed,
        })
  const verdict = useIdVerdict(id)

  useEffect(restoreCaret, [])

  async function create(): Promise<void> {
    if (form.kind === 'agent' && folder === null) {
      setMissing('folder')
      return
    }
    if (model === null) {
      setMissing('model')
      return
    }
    setBusy(true)
    // Enter may come before the check of the id did: it is asked for once more, and nothing is created over another.
    const final = verdict.kind === 'checking' ? await attempt(ask(id)) : verdict
    if (final?.kind === 'free') {
      const done = await createTogether([model, ...beside], {
        id,
        title: form.topic.trim(),
        kind: form.kind,
        folder,
        text: form.text ?? '',
      })
      if (done) clearNewSession()
    }
    setBusy(false)
  }

  async function pick(): Promise<void> {
    const picked = await attempt(call('folder.pick', {}))
    if (picked === undefined || picked === null) return
    setMissing(null)
    choosePlace({ folder: picked })
  }

  return (
    <Page title={t('new.title')}>
      <form
        className="new-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) void create()
        }}
      >
        <label className="field">
          <span className="field-label">{t('new.topic')}</span>
          <input
            {...caretOf('topic')}
            className="input new-topic"
            value={form.topic}
            maxLength={300}
            placeholder={t('new.topicPlaceholder')}
            onChange={(event) => changeNewSession({ topic: event.target.value })}
          />
        </label>
        <IdField id={id} template={form.template} folder={folder} verdict={verdict} />
        <Choices<SessionKind>
          label={t('new.kind')}
          value={form.kind}
          onChange={(kind) => choosePlace({ kind })}
          options={[
            { value: 'chat', label: t('new.kind.chat'), help: t('new.kind.chatHelp') },
            { value: 'agent', label: t('new.kind.agent'), help: t('new.kind.agentHelp') },
          ]}
        />
        {form.kind === 'agent' && (
          <div className="field">
            <span className="field-label">{t('new.folder')}</span>
            <div className="new-folder">
              <span className="new-folder-path mono" data-empty={folder === null}>
                {folder ?? t('new.folderNone')}
              </span>
              <Button onClick={() => void pick()} autoFocus={missing === 'folder'}>
                {t('new.folderPick')}
              </Button>
            </div>
            {missing === 'folder' && folder === null && (
              <div className="field-help field-help-bad" role="alert">
                {t('new.folderNeeded')}
              </div>
            )}
          </div>
        )}
        <div className="field">
          <span className="field-label">{t('new.model')}</span>
          <ModelButton
            label={t('new.model')}
            value={model}
            describedBy="new-model-help"
            onChange={(providerId, chosen) => {
              setMissing(null)
              changeNewSession({ model: { providerId, model: chosen }, modelChosen: true })
            }}
          />
          <div
            id="new-model-help"
            className={`field-help ${missing === 'model' && model === null ? 'field-help-bad' : ''}`}
            aria-live="polite"
          >
            {model?.providerId === PRACTICE_PROVIDER
              ? t('new.modelPractice')
              : missing === 'model' && model === null && t('new.modelNeeded')}
          </div>
          <OtherModels models={beside} />
        </div>
        {form.text !== undefined && <BroughtText text={form.text} />}
        <div className="new-actions">
          <Button
            variant="primary"
            submit
            aria-busy={busy}
            disabled={verdict.kind !== 'free' && verdict.kind !== 'checking'}
          >
            {beside.length === 0 ? t('new.create') : t('together.begin', { count: beside.length + 1 })}
          </Button>
          <span className="new-later">{t('new.later')}</span>
        </div>
      </form>
    </Page>
  )
}
