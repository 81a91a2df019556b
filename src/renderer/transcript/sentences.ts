import type { Request } from '../../shared/model/request.ts'
import type { Turn } from '../../shared/model/turn.ts'
import type { StringKey } from '../../shared/strings/catalogue.ts'
import type { Translate } from '../../shared/strings/translateWith.ts'
import { firstSaid } from './announce.ts'
import { failedWords, noError } from './failedWords.ts'
import type { Happening } from './happened.ts'
import { noticeText } from './noticeText.ts'

/** Of a command that is longer than this its beginning is said: all of it stands in the card. */
const enough = 200

/** What is said of something that happened, besides the answers themselves; null when nothing need be. */
export function sentenceOf(
  t: Translate,
  happening: Exclude<Happening, { kind: 'said' | 'worked' }>,
  { online, keys }: { readonly online: boolean; readonly keys: string },
): string | null {
  switch (happening.kind) {
    case 'asked':
      return `${askedText(t, happening.request)} ${t('said.goTo', { keys })}`
    case 'noticed': {
      const { notice, running } = happening
      // What passed is no news; what begins between two turns goes on.
      if ('over' in notice && notice.over) return null
      return asSentence(noticeText(t, notice, running || notice.kind === 'compactionStarted'))
    }
    case 'ended':
      return endedText(t, happening.turn, online)
  }
}

/** What an action of a permission is called. */
export const actionWords: Readonly<Record<Extract<Request, { kind: 'permission' }>['action'], StringKey>> = {
  shell: 'request.run',
  write: 'request.write',
  read: 'request.read',
  url: 'request.url',
  tool: 'request.tool',
  other: 'request.other',
}

function askedText(t: Translate, request: Request): string {
  switch (request.kind) {
    case 'permission': {
      const subject = request.subject.slice(0, enough)
      return asSentence(t('request.label', { what: `${t(actionWords[request.action])} ${subject}` }))
    }
    case 'question':
      return `${t('request.question')}: ${asSentence(firstSaid(request.question))}`
    case 'plan':
      return `${t('plan.title')}: ${asSentence(firstSaid(request.summary))}`
    case 'form': {
      const title = formTitle(t, request)
      return request.message === '' ? asSentence(title) : `${title}: ${asSentence(firstSaid(request.message))}`
    }
  }
}

/** What the card of a form is called. */
export function formTitle(t: Translate, { form, source }: Extract<Request, { kind: 'form' }>): string {
  if (form === null) return t('form.page', { source: source === '' ? t('form.someone') : source })
  return source === '' ? t('form.title') : t('form.titleFrom', { source })
}

function endedText(t: Translate, turn: Turn, online: boolean): string | null {
  switch (turn.outcome) {
    case 'failed':
      return t(failedWords(turn, turn.error ?? noError, online))
    case 'stopped':
      return t('turn.stopped')
    case 'interrupted':
      return t('turn.interrupted')
    case 'done':
      // Whoever heard an answer knows; work without a word at its end would end in silence.
      return turn.items.at(-1)?.kind === 'tool' ? t('said.done') : null
    case 'running':
      return null
  }
}

function asSentence(text: string): string {
  return /[.!?…:]$/u.test(text) ? text : `${text}.`
}
