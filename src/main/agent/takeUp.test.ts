import { expect, it } from 'vitest'
import { takeUpOf } from './takeUp.ts'

const said = { type: 'user.message', data: { content: 'go' } }
const start = (toolCallId: string) => ({ type: 'tool.execution_start', data: { toolCallId } })
const end = (toolCallId: string) => ({ type: 'tool.execution_complete', data: { toolCallId } })
const asked = (requestId: string, toolCallId: string) => ({
  type: 'permission.requested',
  data: { requestId, permissionRequest: { kind: 'shell', toolCallId } },
})
const completed = (requestId: string) => ({ type: 'permission.completed', data: { requestId } })

it('takes up what only waited', () => {
  expect(takeUpOf([said, start('a'), asked('1', 'a')], '1')).toEqual([asked('1', 'a').data])
  expect(
    takeUpOf([said, start('a'), end('a'), start('b'), start('c'), asked('1', 'b'), asked('2', 'c')], '2'),
  ).toHaveLength(2)
  // A path was allowed, and the reading of it waits: nothing was read yet.
  expect(takeUpOf([said, start('a'), asked('1', 'a'), completed('1'), asked('2', 'a')], '2')).toHaveLength(1)
})

it('takes nothing up that had begun', () => {
  expect(takeUpOf([said, start('a'), start('b'), asked('1', 'a'), asked('2', 'b'), completed('1')], '2')).toBeNull()
  expect(takeUpOf([said, start('a'), start('b'), asked('2', 'b')], '2')).toBeNull()
})

it('takes nothing up that was decided, given up, or not seen from its beginning', () => {
  expect(takeUpOf([said, start('a'), asked('1', 'a'), completed('1')], '1')).toBeNull()
  expect(takeUpOf([said, start('a'), asked('1', 'a'), { type: 'abort', data: {} }], '1')).toBeNull()
  expect(takeUpOf([start('a'), asked('1', 'a')], '1')).toBeNull()
  expect(takeUpOf([], '1')).toBeNull()
})
