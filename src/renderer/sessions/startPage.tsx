import FolderCode from 'lucide-react/icons/folder-code'
import GraduationCap from 'lucide-react/icons/graduation-cap'
import MessageSquare from 'lucide-react/icons/message-square'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useApp, useT } from '../store/store.ts'
import { PageBar } from '../ui/page.tsx'
import { beginSession } from './begin.ts'
import './startPage.css'

/** What is shown when no session is open: the three ways to begin. */
export function StartPage(): ReactNode {
  const t = useT()
  const any = useApp((state) => state.rows.size > 0)
  return (
    <>
      <PageBar title="" />
      <div className="start">
        <h1>{any ? t('start.pick') : t('start.title')}</h1>
        <p>{any ? t('start.pickText') : t('start.text')}</p>
        <div className="doors">
          <Door
            icon={MessageSquare}
            title={t('start.chat')}
            text={t('start.chatText')}
            onClick={() => beginSession({ kind: 'chat' })}
          />
          <Door
            icon={FolderCode}
            title={t('start.agent')}
            text={t('start.agentText')}
            onClick={() => beginSession({ kind: 'agent' })}
          />
          <Door
            icon={GraduationCap}
            title={t('start.practice')}
            text={t('start.practiceText')}
            onClick={() => beginSession({ kind: 'chat', practice: true })}
          />
        </div>
      </div>
    </>
  )
}

function Door({
  icon: Icon,
  title,
  text,
  onClick,
}: {
  readonly icon: LucideIcon
  readonly title: string
  readonly text: string
  readonly onClick: () => void
}): ReactNode {
  return (
    <button type="button" className="door" onClick={onClick}>
      <Icon aria-hidden="true" />
      <span className="door-title">{title}</span>
      <span className="door-text">{text}</span>
    </button>
  )
}
