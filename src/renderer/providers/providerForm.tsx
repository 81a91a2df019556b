import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import type { Input } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { Provider } from '../../shared/model/provider.ts'
import { useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Check, Field } from '../ui/field.tsx'
import type { AddressIssue } from './address.ts'
import { addressIssue, modelLines, nameFromAddress } from './address.ts'
import { limitsToKeep, setLimits, toldLimits, writtenLimit } from './limits.ts'
import { ModelLimits } from './modelLimits.tsx'
import './providers.css'

type Draft = Input<'provider.save'>
type Trial =
  | { readonly kind: 'none' | 'running' }
  | { readonly kind: 'works'; readonly models: number }
  | { readonly kind: 'failed'; readonly error: AppError }

const examples = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  azure: 'https://NAME.openai.azure.com',
} as const

/** A provider with an address of its own: tested before it is saved. */
export function ProviderForm({
  provider,
  onSaved,
  onCancel,
}: {
  /** The provider to edit; null for a new one. */
  readonly provider: Provider | null
  readonly onSaved: (provider: Provider) => void
  readonly onCancel?: () => void
}): ReactNode {
  const t = useT()
  const [kind, setKind] = useState<Draft['kind']>(() => kindOf(provider))
  const [ownName, setOwnName] = useState(provider?.name ?? null)
  const [address, setAddress] = useState(provider?.baseUrl ?? '')
  const [key, setKey] = useState('')
  const [removeKey, setRemoveKey] = useState(false)
  const [models, setModels] = useState(() => provider?.models.map((model) => model.id).join('\n') ?? '')
  const [limits, setLimitTexts] = useState(() => setLimits(provider?.models ?? []))
  const [told, setTold] = useState(() => toldLimits(provider?.models ?? []))
  const [limited, setLimited] = useState<string | null>(null)
  const limitBox = useRef<HTMLInputElement>(null)
  const [trial, setTrial] = useState<Trial>({ kind: 'none' })
  const [checked, setChecked] = useState(false)
  const issue = addressIssue(address)
  const stored = provider?.keyStored === true
  const blocked = issue === 'empty' || issue === 'invalid'
  const busy = trial.kind === 'running'
  const named = modelLines(models)
  /** Whose limit is shown: at first one that nobody knows. */
  const shown = named.find((name) => name === limited) ?? named.find((name) => !told.has(name)) ?? named[0]

  const draft = (names: readonly string[]): Draft => ({
    id: provider?.id ?? null,
    kind,
    name: (ownName ?? '').trim() === '' ? nameFromAddress(address) : (ownName ?? '').trim(),
    baseUrl: address.trim(),
    key: removeKey ? '' : key === '' ? (stored ? null : '') : key,
    models: [...names],
    limits: limitsToKeep(names, limits),
  })

  async function test(): Promise<readonly string[] | null> {
    setChecked(true)
    if (blocked) return null
    setTrial({ kind: 'running' })
    try {
      const { models: found, limits: tells } = await call('provider.test', draft(modelLines(models)))
      setTold(new Map(Object.entries(tells)))
      // Names that a person wrote stay, also when the provider does not tell them.
      const all = modelLines([...modelLines(models), ...found].join('\n'))
      setModels(all.join('\n'))
      setTrial({ kind: 'works', models: found.length })
      return all
    } catch (error) {
      setTrial({ kind: 'failed', error: error instanceof AppError ? error : new AppError('internal') })
      return null
    }
  }

  async function save(tested: boolean): Promise<void> {
    const bad = named.find((name) => writtenLimit(limits.get(name) ?? '') === 'bad')
    if (bad !== undefined) {
      setChecked(true)
      setLimited(bad)
      limitBox.current?.focus()
      return
    }
    const names = tested ? modelLines(models) : await test()
    if (names === null || blocked) return
    try {
      onSaved(await call('provider.save', draft(names)))
    } catch (error) {
      setTrial({ kind: 'failed', error: error instanceof AppError ? error : new AppError('internal') })
    }
  }

  /** What was found holds for what was tested only. */
  const changed = (): void => setTrial({ kind: 'none' })

  return (
    <form
      className="provider-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) void save(trial.kind === 'works')
      }}
    >
      <div className="provider-pair">
        <Field label={t('provider.kind')}>
          <select
            className="input"
            data-first-focus=""
            value={kind}
            onChange={(event) => {
              setKind(event.target.value as Draft['kind'])
              changed()
            }}
          >
            <option value="openai">{t('provider.kind.openai')}</option>
            <option value="anthropic">{t('provider.kind.anthropic')}</option>
            <option value="azure">{t('provider.kind.azure')}</option>
          </select>
        </Field>
        <Field label={t('provider.name')}>
          <input
            className="input"
            value={ownName ?? nameFromAddress(address)}
            maxLength={120}
            onChange={(event) => setOwnName(event.target.value)}
          />
        </Field>
      </div>
      <Field
        label={t('provider.address')}
        helpId="provider-address-help"
        tone={blocked && checked ? 'bad' : 'plain'}
        help={addressHelp(issue, checked)}
      >
        <input
          className="input input-mono"
          value={address}
          placeholder={examples[kind]}
          inputMode="url"
          spellCheck={false}
          aria-describedby="provider-address-help"
          aria-invalid={blocked && checked}
          onChange={(event) => {
            setAddress(event.target.value)
            changed()
          }}
        />
      </Field>
      <Field label={t('provider.key')} help={t('provider.keyHelp')}>
        <input
          className="input input-mono"
          type="password"
          value={key}
          disabled={removeKey}
          autoComplete="off"
          placeholder={stored ? t('provider.keyStored') : t('provider.keyOptional')}
          onChange={(event) => {
            setKey(event.target.value)
            changed()
          }}
        />
      </Field>
      {stored && (
        <Check
          label={t('provider.keyRemove')}
          checked={removeKey}
          onChange={(on) => {
            setRemoveKey(on)
            changed()
          }}
        />
      )}
      <Field label={t('provider.models')} help={t('provider.modelsHelp')}>
        <textarea
          className="input input-mono"
          rows={3}
          value={models}
          spellCheck={false}
          onChange={(event) => setModels(event.target.value)}
        />
      </Field>
      {shown !== undefined && (
        <ModelLimits
          names={named}
          told={told}
          written={limits}
          chosen={shown}
          checked={checked}
          box={limitBox}
          onChoose={setLimited}
          onWrite={(model, text) => {
            setLimited(model)
            setLimitTexts(new Map(limits).set(model, text))
          }}
        />
      )}
      <TrialLine trial={trial} />
      <div className="provider-actions">
        <Button onClick={() => void test()} disabled={busy}>
          {t('provider.test')}
        </Button>
        <span className="dialog-actions-space" />
        {onCancel !== undefined && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
        {trial.kind === 'failed' && (
          <Button onClick={() => void save(true)} disabled={blocked}>
            {t('provider.saveAnyway')}
          </Button>
        )}
        <Button variant="primary" submit disabled={busy}>
          {t('provider.save')}
        </Button>
      </div>
    </form>
  )

  function addressHelp(found: AddressIssue | null, said: boolean): string {
    if (found === 'plain') return t('provider.addressPlain')
    return said && found !== null ? t('provider.addressInvalid') : ''
  }
}

function TrialLine({ trial }: { readonly trial: Trial }): ReactNode {
  const t = useT()
  const tone = trial.kind === 'works' ? 'good' : trial.kind === 'failed' ? 'bad' : ''
  return (
    <div className={`field-help field-help-${tone}`} role="status">
      {trial.kind === 'running' && t('provider.testing')}
      {trial.kind === 'works' &&
        (trial.models === 0 ? t('provider.worksNone') : t('provider.works', { count: trial.models }))}
      {trial.kind === 'failed' &&
        `${t(`error.${trial.error.code}`, { detail: trial.error.detail })}. ${t(`error.${trial.error.code}.help`, { detail: trial.error.detail })}`}
    </div>
  )
}

function kindOf(provider: Provider | null): Draft['kind'] {
  return provider?.kind === 'anthropic' || provider?.kind === 'azure' ? provider.kind : 'openai'
}
