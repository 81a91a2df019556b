import { Popover } from '@base-ui/react/popover'
import { Command } from 'cmdk'
import Check from 'lucide-react/icons/check'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { PRACTICE_PROVIDER } from '../../shared/model/provider.ts'
import { setModel } from '../store/actions.ts'
import { app, useApp, useT } from '../store/store.ts'
import { useCtrlMoves } from '../ui/ctrlMoves.ts'
import { anchorOf } from '../ui/menuHost.tsx'
import type { ModelTarget } from '../ui/overlay.ts'
import { closeOverlay, focusAfter, useOverlay } from '../ui/overlay.ts'
import { NoMatch } from '../ui/noMatch.tsx'
import { useLast } from '../ui/useLast.ts'
import { effortsFor } from './effort.ts'
import { EffortChoice } from './effortChoice.tsx'
import { offeredModels, providerName } from './offered.ts'
import './modelPicker.css'

/** The choice of a model, grouped by provider; one can type any name that a provider takes. */
export function ModelPicker(): ReactNode {
  const t = useT()
  const request = useOverlay((state) => state.models)
  const shown = useLast(request)
  return (
    <Popover.Root
      open={request !== null}
      onOpenChange={(open) => {
        if (!open) closeOverlay()
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          className="floating"
          anchor={shown === null ? null : anchorOf(shown.anchor)}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          <Popover.Popup className="menu models" aria-label={t('model.choose')} finalFocus={focusAfter}>
            {shown !== null && <Models target={shown.target} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Models({ target }: { readonly target: ModelTarget }): ReactNode {
  const t = useT()
  const providers = useApp((state) => state.providers)
  const [text, setText] = useState('')
  const current = currentOf(target)
  const typed = text.trim()
  const groups = offeredModels(t, providers, text).filter(
    ({ provider, models }) => models.length > 0 || (typed === '' && provider.state !== 'signedOut'),
  )
  const open = providers.filter((provider) => provider.baseUrl !== null)

  function choose(providerId: string, model: string): void {
    closeOverlay()
    if (target.kind === 'session') {
      const effort = app.getState().rows.get(target.id)?.effort ?? null
      const { efforts } = effortsFor(
        providers.find(({ id }) => id === providerId),
        model,
      )
      // An effort that the new model does not take goes with the old one.
      const kept = effort !== null && efforts.includes(effort) ? effort : null
      void setModel(target.id, providerId, model, kept)
    } else target.choose(providerId, model)
  }

  return (
    <Command vimBindings={useCtrlMoves()} shouldFilter={false} loop label={t('model.choose')}>
      <Command.Input
        className="models-input"
        value={text}
        onValueChange={setText}
        placeholder={t('model.find')}
        autoFocus
      />
      <Command.List className="models-list" label={t('model.choose')}>
        {/* An option that can't be chosen: a list without any is none to a screen reader. */}
        {groups.length === 0 && typed === '' && (
          <Command.Item disabled value="" className="menu-text">
            {t('model.notFound')}
          </Command.Item>
        )}
        {groups.length === 0 && typed !== '' && open.length === 0 && (
          <NoMatch text={t('model.notFound')} onClear={() => setText('')} />
        )}
        {groups.map(({ provider, models }) => (
          <Command.Group
            key={provider.id}
            className="models-group"
            heading={
              <span className="models-heading">
                {providerName(t, provider)}
                <span>
                  {provider.id === PRACTICE_PROVIDER
                    ? t('model.practiceHint')
                    : provider.state === 'ready'
                      ? ''
                      : t(`provider.state.${provider.state}`)}
                </span>
              </span>
            }
          >
            {models.length === 0 && <div className="menu-text">{t('model.noneListed')}</div>}
            {models.map((model) => (
              <Command.Item
                key={model.id}
                value={`${provider.id} ${model.id}`}
                className="menu-item"
                onSelect={() => choose(provider.id, model.id)}
              >
                <span className="menu-icon">
                  {current?.providerId === provider.id && current.model === model.id && <Check aria-hidden="true" />}
                </span>
                <span className="menu-label">
                  {provider.id === PRACTICE_PROVIDER ? t('model.practice') : model.name}
                </span>
                {model.name !== model.id && provider.id !== PRACTICE_PROVIDER && (
                  <span className="models-id">{model.id}</span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {typed !== '' &&
          open
            .filter((provider) => !provider.models.some((model) => model.id === typed))
            .map((provider) => (
              <Command.Item
                key={provider.id}
                value={`typed ${provider.id}`}
                className="menu-item"
                onSelect={() => choose(provider.id, typed)}
              >
                <span className="menu-icon" />
                <span className="menu-label">{t('model.use', { model: typed, provider: provider.name })}</span>
              </Command.Item>
            ))}
      </Command.List>
      {target.kind === 'session' && <EffortChoice sessionId={target.id} />}
    </Command>
  )
}

function currentOf(target: ModelTarget): { readonly providerId: string | null; readonly model: string | null } | null {
  if (target.kind === 'value') return target
  return app.getState().rows.get(target.id) ?? null
}
