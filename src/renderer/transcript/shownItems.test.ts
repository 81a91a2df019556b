import { describe, expect, it } from 'vitest'
import type { RequestOutcome } from '../../shared/model/request.ts'
import type { ToolItem } from '../../shared/model/tool.ts'
import type { Item } from '../../shared/model/turn.ts'
import { shownItems } from './shownItems.ts'

const tool = (id: string, subject: string, state: ToolItem['state'] = 'done', name = 'bash'): Item => ({
  kind: 'tool',
  id,
  at: 0,
  name,
  subject,
  input: '{}',
  output: '',
  state,
  endedAt: null,
  parentId: null,
})
const permission = (id: string, subject: string, outcome: RequestOutcome | null): Item => ({
  kind: 'request',
  id,
  at: 0,
  request: { kind: 'permission', id, action: 'shell', subject, intention: '', diff: null, folder: null },
  outcome,
})
const question = (id: string): Item => ({
  kind: 'request',
  id,
  at: 0,
  request: { kind: 'question', id, question: 'Which?', choices: [], freeform: true },
  outcome: null,
})
const shown = (...items: Item[]) => shownItems(items).map(({ item, permission: given }) => [item.id, given])

describe('shownItems', () => {
  it('shows the request alone while it waits, and the tool alone when it was decided', () => {
    expect(shown(tool('t', 'npm test', 'running'), permission('p', 'npm test', null))).toEqual([['p', null]])
    expect(shown(tool('t', 'npm test'), permission('p', 'npm test', 'allowed'))).toEqual([['t', 'allowed']])
    expect(shown(tool('t', 'rm x', 'denied'), permission('p', 'rm x', 'denied'))).toEqual([['t', 'denied']])
  })

  it('tells two uses of the same command apart', () => {
    const twice = [tool('t1', 'ls'), permission('p1', 'ls', 'allowed'), tool('t2', 'ls', 'running')]
    expect(shown(...twice, permission('p2', 'ls', null))).toEqual([
      ['t1', 'allowed'],
      ['p2', null],
    ])
  })

  it('knows a command by its line, however it is broken or cut', () => {
    const command = 'npm test &&\n  npm run build '
    expect(shown(tool('t', 'npm test && npm run build'), permission('p', command, 'allowed'))).toHaveLength(1)
    expect(shown(tool('t', 'npm test && np…'), permission('p', command, 'allowed'))).toHaveLength(1)
    expect(shown(tool('t', 'npm test'), permission('p', command, 'allowed'))).toHaveLength(2)
  })

  it('keeps a request that no tool belongs to, or that was never decided', () => {
    expect(shown(tool('t', 'a'), permission('p', 'b', 'allowed'))).toEqual([
      ['t', null],
      ['p', null],
    ])
    expect(shown(tool('t', 'a', 'failed'), permission('p', 'a', 'dismissed'))).toEqual([
      ['t', null],
      ['p', null],
    ])
    expect(shown(tool('t', ''), permission('p', '', 'allowed'))).toHaveLength(2)
  })

  it('lets a question speak for the tool that asks it', () => {
    expect(shown(tool('t', '', 'running', 'ask_user'), question('q'))).toEqual([['q', null]])
    expect(shown(tool('t', '', 'running', 'ask_user'))).toEqual([['t', null]])
  })
})
