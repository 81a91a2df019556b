import { useEffect } from 'react'
import type { ReactNode } from 'react'
import type { MessageItem } from '../../shared/model/turn.ts'
import { keysOf } from '../commands.ts'
import { titleOf } from '../list/labels.ts'
import { app, useT } from '../store/store.ts'
import { useSpoken } from '../ui/spoken.tsx'
import { splitAbstention } from './abstention.ts'
import { nothingSaid, sayOn } from './announce.ts'
import { useDateLanguage } from './clock.ts'
import type { Said } from './announce.ts'
import { happened } from './happened.ts'
import type { Happening } from './happened.ts'
import { sentenceOf } from './sentences.ts'
import { workSentence } from './toolWork.ts'
import { createWorkVoice } from './workVoice.ts'

/**
 * Tells a screen reader what happens: what is answered, paragraph by paragraph and never token by token, what tools did,
 * many calls in one sentence, what waits for the person, and how a turn ended that did not end well.
 */
export function LiveRegion({ sessionId }: { readonly sessionId: string }): ReactNode {
  const t = useT()
  const language = useDateLanguage()
  const { say, region } = useSpoken()
  useEffect(() => {
    /** How far the messages that stream were said, by id. */
    const streaming = new Map<string, Said>()
    const answered = (item: MessageItem): readonly string[] => {
      const { abstained, text } = splitAbstention(item.text, item.complete)
      if (abstained) return item.complete ? [t('abstained.title')] : []
      const { batches, more, now } = sayOn(text, item.complete, streaming.get(item.id) ?? nothingSaid)
      if (item.complete) streaming.delete(item.id)
      else streaming.set(item.id, now)
      return more ? [...batches, t('transcript.answerGoesOn')] : batches
    }
    const tell = (texts: readonly string[]): void => {
      const [first, ...others] = texts
      if (first === undefined) return
      const state = app.getState()
      const row = state.rows.get(sessionId)
      // Beside others one has to hear who speaks.
      const alone = row === undefined || state.panes.length < 2
      say([alone ? first : t('panes.said', { title: titleOf(t, row), text: first }), ...others])
    }
    const work = createWorkVoice((tools) => tell([workSentence(t, tools, language)]))
    const unsubscribe = app.subscribe((state, before) => {
      const now = state.opened.get(sessionId)?.state
      const then = before.opened.get(sessionId)?.state
      if (now === then || now === undefined || then === undefined) return
      const keys = keysOf('session.needsYou', state.platform)
      const textsOf = (one: Happening): readonly string[] => {
        if (one.kind === 'worked') {
          work.did(one.tool)
          return []
        }
        const texts =
          one.kind === 'said' ? answered(one.item) : listed(sentenceOf(t, one, { online: state.online, keys }))
        // What was done comes before what is said of it.
        const done = texts.length > 0 || one.kind === 'ended' ? work.take() : []
        return done.length === 0 ? texts : [workSentence(t, done, language), ...texts]
      }
      tell(happened(then, now).flatMap(textsOf))
    })
    return () => {
      unsubscribe()
      work.stop()
    }
  }, [sessionId, t, say, language])
  return region
}

function listed(text: string | null): readonly string[] {
  return text === null ? [] : [text]
}
