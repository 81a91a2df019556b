import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { firstRule } from '../../shared/cleanup.ts'
import type { CleanupRule } from '../../shared/cleanup.ts'
import type { DiskUse } from '../../shared/diskUse.ts'
import { goTo } from '../store/navigation.ts'
import { useApp, useT } from '../store/store.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { Page } from '../ui/page.tsx'
import { usePreview, withSizes } from './cleanup.ts'
import { CleanupBar } from './cleanupBar.tsx'
import { DeleteQuestion, SecretsQuestion } from './cleanupQuestions.tsx'
import { CleanupRules } from './cleanupRules.tsx'
import { CleanupScheduleLine } from './cleanupSchedule.tsx'
import { CleanupTable } from './cleanupTable.tsx'
import { DiskPicture } from './diskPicture.tsx'
import { KeptOut } from './keptOut.tsx'
import { useClearing } from './useClearing.ts'
import { useDuplicates } from './useDuplicates.ts'
import './cleanupPage.css'

/** Deleting by age of last activity: everything is shown before it goes, and row by row what came of it. `from` is the rule to begin with. */
export function CleanupPage({ from }: { readonly from: CleanupRule | null }): ReactNode {
  const t = useT()
  const kept = useApp((state) => state.settings.cleanup)
  const [rule, setRule] = useState<CleanupRule>(from ?? (kept.every === 'never' ? firstRule : kept.rule))
  const [version, setVersion] = useState(0)
  const [by, setBy] = useState<'rule' | 'same'>('rule')
  const [measured, setMeasured] = useState<DiskUse | null>(null)
  const [use, setUse] = useState<DiskUse | null>(null)
  const [asking, setAsking] = useState(false)
  const preview = usePreview(rule, version, use)
  const duplicates = useDuplicates(rule)
  const found = by === 'rule' ? preview : duplicates.found
  const rows = useMemo(() => (found === null ? [] : withSizes(found.rows, use)), [found, use])
  const draftsOnly = by === 'rule' && rule.only === 'draft'
  const clearing = useClearing({
    rows,
    draftsOnly,
    onAgain: () => {
      setVersion(version + 1)
      if (by === 'same') void duplicates.look()
    },
  })
  const { step, secrets, exportedTo } = clearing
  const choosing = step.kind === 'choose'
  // What is done with each is told on its line: nothing is found anew before that is over.
  if (choosing && use !== measured) setUse(measured)

  return (
    <Page title={t('cleanup.title')} wide>
      <p className="page-intro">
        {t('cleanup.intro')}{' '}
        <Button variant="link" onClick={() => goTo({ kind: 'trash' })}>
          {t('trash.open')}
        </Button>
      </p>
      <DiskPicture version={version} onMeasured={setMeasured} />
      <Choices<'rule' | 'same'>
        label={t('cleanup.by')}
        value={by}
        onChange={(next) => {
          if (choosing) setBy(next)
        }}
        options={[
          { value: 'rule', label: t('cleanup.byRule') },
          { value: 'same', label: t('cleanup.bySame') },
        ]}
      />
      {by === 'same' && <p className="cleanup-what">{t('cleanup.sameWhat')}</p>}
      <CleanupRules rule={rule} sparing={by === 'same'} disabled={!choosing} onChange={setRule} />
      {draftsOnly && <p className="cleanup-what">{t('cleanup.draftsOnly')}</p>}
      {by === 'rule' && <CleanupScheduleLine rule={rule} disabled={!choosing} />}
      <CleanupBar
        clearing={clearing}
        duplicates={by === 'same' ? duplicates : null}
        isFound={found !== null}
        draftsOnly={draftsOnly}
        // What can be taken back at once, and found again later, needs no question.
        onDelete={() => (draftsOnly ? void clearing.deleteAll() : setAsking(true))}
      />
      {exportedTo !== null && choosing && (
        <p className="cleanup-exported" role="status">
          {t('cleanup.exported', { count: exportedTo.count, folder: exportedTo.folder })}
          {exportedTo.count < exportedTo.of &&
            ` · ${t('cleanup.notExported', { count: exportedTo.of - exportedTo.count })}`}
        </p>
      )}
      {secrets !== null && choosing && (
        <SecretsQuestion
          secrets={secrets}
          onExport={(redact) => void clearing.exportAll(redact)}
          onCancel={clearing.dropSecrets}
        />
      )}
      {asking && (
        <DeleteQuestion
          onDelete={() => {
            setAsking(false)
            void clearing.deleteAll()
          }}
          onCancel={() => setAsking(false)}
        />
      )}
      {found !== null && found.rows.length === 0 && (
        <p className="tick-none">{t(by === 'rule' ? 'cleanup.none' : 'cleanup.sameNone')}</p>
      )}
      {found !== null && found.rows.length > 0 && (
        <CleanupTable
          rows={rows}
          of={by === 'same' ? (duplicates.found?.of ?? null) : null}
          left={clearing.left}
          results={clearing.results}
          exported={clearing.exported}
          well={t(draftsOnly ? 'cleanup.discarded' : 'cleanup.deleted')}
          disabled={!choosing}
          onLeave={clearing.setLeft}
        />
      )}
      {found !== null && found.keptOut.length > 0 && <KeptOut keptOut={found.keptOut} />}
    </Page>
  )
}
