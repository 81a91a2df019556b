import { expect, it } from 'vitest'
import { decisionFor, outcomeOf, readPermission } from './permissions.ts'

const asked = (permissionRequest: object, promptRequest: object = {}) =>
  readPermission({ requestId: 'r', permissionRequest, promptRequest })!

const forSession = { kind: 'allowForSession' } as const

it('remembers commands by their names, and only when the runtime could take them apart', () => {
  const commands = [{ identifier: 'git push', readOnly: false }]
  const shell = { kind: 'shell', fullCommandText: 'git push origin', intention: 'Push', commands }
  expect(decisionFor(forSession, asked({ ...shell, canOfferSessionApproval: true }))).toEqual({
    kind: 'approve-for-session',
    approval: { kind: 'commands', commandIdentifiers: ['git push'] },
  })
  expect(decisionFor(forSession, asked({ ...shell, canOfferSessionApproval: false }))).toEqual({ kind: 'approve-once' })
})

it('remembers an address by its origin', () => {
  const url = asked({ kind: 'url', url: 'https://example.org:8443/a?b', intention: '' })
  expect(url.request).toMatchObject({ action: 'url', subject: 'https://example.org:8443/a?b' })
  expect(decisionFor(forSession, url)).toEqual({ kind: 'approve-for-session', domain: 'https://example.org:8443' })
  expect(decisionFor(forSession, asked({ kind: 'url', url: 'not an address' }))).toEqual({ kind: 'approve-once' })
})

it('asks for a path outside the folder as what it is', () => {
  const read = { kind: 'read', path: '/etc/hosts', intention: 'Read file' }
  const path = asked(read, { kind: 'path', accessKind: 'read', paths: ['/etc/hosts'] })
  expect(path.request).toMatchObject({ action: 'read', subject: '/etc/hosts' })
  expect(path.sessionApproval).toBeNull()
  expect(path.key).not.toBe(asked(read, { kind: 'read' }).key)
})

it('remembers nothing that a rule wants to be asked each time', () => {
  const managed = asked({ kind: 'read', path: '/x', managedApprovalRequired: true })
  expect(managed.rememberable).toBe(false)
  expect(decisionFor(forSession, managed)).toEqual({ kind: 'approve-once' })
})

it('says no to whatever is no yes', () => {
  const read = asked({ kind: 'read', path: '/x' })
  expect(decisionFor({ kind: 'deny' }, read)).toEqual({ kind: 'reject' })
  expect(decisionFor({ kind: 'reply', text: 'yes', freeform: true }, read)).toEqual({ kind: 'reject' })
  expect(readPermission({ permissionRequest: { kind: 'read' } })).toBeNull()
})

it.each([
  ['approved', 'allowed'],
  ['approved-for-session', 'allowedForSession'],
  ['denied-interactively-by-user', 'denied'],
  ['denied-by-rules', 'denied'],
  ['cancelled', 'dismissed'],
  ['unheard-of', 'dismissed'],
])('reads the outcome %s', (kind, outcome) => {
  expect(outcomeOf({ requestId: 'r', result: { kind } })).toBe(outcome)
})
