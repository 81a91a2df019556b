import type { ReactNode } from 'react'
import { call } from '../bridge.ts'
import { runCommand } from '../commands.ts'
import { shortcutLabel } from '../keys.ts'
import type { Settings } from '../../shared/model/settings.ts'
import { goTo } from '../store/navigation.ts'
import { changeSettings } from '../store/settings.ts'
import { useApp, useT } from '../store/store.ts'
import { attempt } from '../store/toasts.ts'
import { Button } from '../ui/button.tsx'
import { Check, Choices, Field } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { ContextSettings } from './contextSettings.tsx'
import { KeptOriginals } from './keptOriginals.tsx'
import { PermissionSettings } from './permissionSettings.tsx'
import { ProviderSettings } from './providerSettings.tsx'
import { TemplateSettings } from './templateSettings.tsx'
import './settingsPage.css'

/** Everything that can be set; each change holds at once. */
export function SettingsPage(): ReactNode {
  const t = useT()
  return (
    <Page title={t('settings.title')}>
      <Section title={t('settings.appearance')}>
        <Appearance />
      </Section>
      <Section title={t('settings.models')}>
        <ProviderSettings />
      </Section>
      <Section title={t('settings.writing')}>
        <Writing />
      </Section>
      <Section title={t('settings.context')}>
        <ContextSettings />
      </Section>
      <Section title={t('settings.closing')}>
        <Closing />
      </Section>
      <Section title={t('permissions.title')}>
        <PermissionSettings />
      </Section>
      <Section title={t('settings.notifications')}>
        <Notifications />
      </Section>
      <Section title={t('settings.data')}>
        <Data />
      </Section>
      <Section title={t('kept.title')}>
        <KeptOriginals />
      </Section>
      <Section title={t('settings.about')}>
        <About />
      </Section>
    </Page>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="page-section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function set(patch: Partial<Settings>): void {
  void changeSettings(patch)
}

function Appearance(): ReactNode {
  const t = useT()
  const settings = useApp((state) => state.settings)
  return (
    <>
      <Choices<Settings['theme']>
        label={t('settings.theme')}
        value={settings.theme}
        onChange={(theme) => set({ theme })}
        options={[
          { value: 'system', label: t('settings.theme.system') },
          { value: 'light', label: t('settings.theme.light') },
          { value: 'dark', label: t('settings.theme.dark') },
        ]}
      />
      <Choices<Settings['language']>
        label={t('settings.language')}
        value={settings.language}
        onChange={(language) => set({ language })}
        options={[
          { value: 'system', label: t('settings.language.system') },
          { value: 'en', label: t('settings.language.en') },
          { value: 'pt-BR', label: t('settings.language.pt') },
        ]}
      />
    </>
  )
}

function Writing(): ReactNode {
  const t = useT()
  const settings = useApp((state) => state.settings)
  const platform = useApp((state) => state.platform)
  return (
    <>
      <Choices<Settings['sendKey']>
        label={t('settings.sendKey')}
        value={settings.sendKey}
        onChange={(sendKey) => set({ sendKey })}
        options={[
          { value: 'enter', label: t('settings.sendKey.enter'), help: t('settings.sendKey.enterHelp') },
          { value: 'shiftEnter', label: t('settings.sendKey.shift'), help: t('settings.sendKey.newLineHelp') },
          {
            value: 'modEnter',
            label: t('settings.sendKey.mod', { keys: shortcutLabel('Mod+Enter', platform) }),
            help: t('settings.sendKey.newLineHelp'),
          },
        ]}
      />
      <Choices<Settings['defaultKind']>
        label={t('settings.defaultKind')}
        value={settings.defaultKind}
        onChange={(defaultKind) => set({ defaultKind })}
        options={[
          { value: 'chat', label: t('new.kind.chat') },
          { value: 'agent', label: t('new.kind.agent') },
        ]}
      />
      <TemplateSettings />
    </>
  )
}

function Closing(): ReactNode {
  const t = useT()
  const settings = useApp((state) => state.settings)
  return (
    <>
      <Check
        label={t('settings.tray')}
        help={t('settings.trayHelp')}
        checked={settings.tray}
        onChange={(tray) => set(tray || settings.onClose !== 'tray' ? { tray } : { tray, onClose: 'ask' })}
      />
      <Choices<Settings['onClose']>
        label={t('settings.onClose')}
        value={settings.onClose}
        onChange={(onClose) => set(onClose === 'tray' ? { onClose, tray: true } : { onClose })}
        options={[
          { value: 'ask', label: t('settings.onClose.ask') },
          { value: 'tray', label: t('settings.onClose.tray') },
          { value: 'quit', label: t('settings.onClose.quit') },
        ]}
      />
    </>
  )
}

function Notifications(): ReactNode {
  const t = useT()
  const { notifications } = useApp((state) => state.settings)
  return (
    <>
      {(['needsYou', 'done', 'failed'] as const).map((kind) => (
        <Check
          key={kind}
          label={t(`settings.notifications.${kind}`)}
          checked={notifications[kind]}
          onChange={(on) => set({ notifications: { ...notifications, [kind]: on } })}
        />
      ))}
      <p className="field-help">{t('settings.notificationsHelp')}</p>
    </>
  )
}

function Data(): ReactNode {
  const t = useT()
  const home = useApp((state) => state.copilotHome)
  const chosen = useApp((state) => state.settings.copilotHome)

  async function pick(): Promise<void> {
    const folder = await attempt(call('folder.pick', {}))
    if (folder !== undefined && folder !== null) await changeSettings({ copilotHome: folder })
  }

  return (
    <>
      <div className="field">
        <span className="field-label">{t('settings.home')}</span>
        <div className="settings-path">
          <span className="mono selectable">{home}</span>
          <Button onClick={() => void pick()}>{t('settings.homeChange')}</Button>
          {chosen !== null && <Button onClick={() => set({ copilotHome: null })}>{t('settings.homeReset')}</Button>}
        </div>
        <span className="field-help">
          {chosen !== null && chosen !== home ? t('settings.homeNext', { path: chosen }) : t('settings.homeHelp')}
        </span>
      </div>
      <p className="field-help">{t('settings.dataNote')}</p>
      <TrashDays />
      <div className="provider-actions">
        <Button onClick={() => goTo({ kind: 'cleanup' })}>{t('settings.cleanup')}</Button>
        <Button onClick={() => goTo({ kind: 'trash' })}>{t('trash.open')}</Button>
      </div>
    </>
  )
}

function TrashDays(): ReactNode {
  const t = useT()
  const days = useApp((state) => state.settings.trashDays)
  return (
    <Field
      label={t('settings.trashDays')}
      help={days === 0 ? t('settings.trashDaysNever') : t('settings.trashDaysHelp')}
    >
      <input
        className="input settings-days"
        type="number"
        min={0}
        max={3650}
        value={days}
        onChange={(event) => {
          const value = event.target.valueAsNumber
          // An empty box is someone who is about to type: it must never mean that nothing, or everything, goes.
          if (Number.isInteger(value) && value >= 0 && value <= 3650) set({ trashDays: value })
        }}
      />
    </Field>
  )
}

function About(): ReactNode {
  const t = useT()
  const version = useApp((state) => state.version)
  const runtime = useApp((state) => state.runtime)
  const status =
    runtime.state === 'running'
      ? t('status.runtimeRunning', { version: runtime.version })
      : runtime.state === 'starting'
        ? t(runtime.slow === true ? 'status.runtimeSlow' : 'status.runtimeStarting')
        : runtime.state === 'restarting'
          ? t('status.runtimeRestarting', { attempt: runtime.attempt, of: runtime.of })
          : runtime.state === 'failed'
            ? `${t('status.runtimeFailed')}. ${t(`status.why.${runtime.reason}`)}`
            : t('status.runtimeStopped')
  return (
    <>
      <p className="selectable">
        {t('settings.version', { version })} · {status}
      </p>
      <div className="provider-actions">
        <Button onClick={() => runCommand('app.restartRuntime')}>{t('command.restartRuntime')}</Button>
        <Button onClick={() => runCommand('help.keys')}>{t('settings.keys')}</Button>
        <Button onClick={() => goTo({ kind: 'welcome' })}>{t('settings.welcome')}</Button>
      </div>
    </>
  )
}
