import type { Answer, Request, RequestOutcome } from '../../shared/model/request.ts'
import type { SessionGrant } from '../../shared/rules.ts'
import { type Fields, fieldsOf, text, texts } from './fields.ts'
import { offerOf } from './ruleOffer.ts'

type Permission = Extract<Request, { kind: 'permission' }>

/** What the runtime asked, as it is needed to answer and to remember the answer. */
export interface AskedPermission {
  readonly request: Permission
  /** The same for two requests that are about the same thing. */
  readonly key: string
  /** What makes the runtime remember a permission for the session by itself; null when only we can. */
  readonly sessionApproval: SessionApproval | null
  /** False when a rule wants the person's own answer each time. */
  readonly rememberable: boolean
}

/** The runtime's own ways of remembering a permission until the session is closed. */
export type SessionApproval =
  | { readonly domain: string }
  | { readonly kind: 'commands'; readonly commandIdentifiers: string[] }
  | { readonly kind: 'read' }
  | { readonly kind: 'write' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'mcp'; readonly serverName: string; readonly toolName: string | null }
  | { readonly kind: 'custom-tool'; readonly toolName: string }

/** A decision in the runtime's words. */
export type Decision =
  | { readonly kind: 'approve-once' }
  | { readonly kind: 'approve-for-session'; readonly approval: Exclude<SessionApproval, { domain: string }> }
  | { readonly kind: 'approve-for-session'; readonly domain: string }
  | { readonly kind: 'reject' }

/** Reads the data of a `permission.requested` event; null when it names no request. */
export function readPermission(data: unknown): AskedPermission | null {
  const fields = fieldsOf(data)
  const id = text(fields, 'requestId')
  if (id === '') return null
  const asked = fieldsOf(fields['permissionRequest'])
  const prompt = fieldsOf(fields['promptRequest'])
  const onPath = text(prompt, 'kind') === 'path'
  const kind = text(asked, 'kind')
  const subject = onPath ? texts(prompt, 'paths').join('\n') : subjectOf(kind, asked)
  const rememberable =
    asked['managedApprovalRequired'] !== true && asked['requestSandboxBypass'] !== true && kind !== 'hook'
  const offer = rememberable && !onPath ? offerOf(kind, asked) : null
  const toolId = text(asked, 'toolCallId')
  const request: Permission = {
    kind: 'permission',
    id,
    action: onPath && kind === 'shell' ? 'read' : actionOf(kind),
    subject,
    intention: intentionOf(kind, asked),
    diff: kind === 'write' && text(asked, 'diff') !== '' ? text(asked, 'diff').trim() : null,
    folder: text(asked, 'resolvedWorkingDirectory') || null,
    ...(toolId === '' ? {} : { toolId }),
    ...(offer === null ? {} : { offer }),
  }
  return {
    request,
    key: [onPath ? 'path' : kind, text(prompt, 'accessKind'), subject].join('\0'),
    sessionApproval: onPath ? null : approvalOf(kind, asked),
    rememberable,
  }
}

/** The decision that stands for an answer of the person. */
export function decisionFor(answer: Answer, asked: AskedPermission): Decision {
  if (answer.kind === 'allowOnce' || answer.kind === 'allowForFolder') return { kind: 'approve-once' }
  if (answer.kind !== 'allowForSession') return { kind: 'reject' }
  const approval = asked.rememberable ? asked.sessionApproval : null
  if (approval === null) return { kind: 'approve-once' }
  return 'domain' in approval
    ? { kind: 'approve-for-session', domain: approval.domain }
    : { kind: 'approve-for-session', approval }
}

/** What was allowed for the session, in the person's words. */
export function grantOf({ request, sessionApproval }: AskedPermission): SessionGrant {
  const { action, subject } = request
  if (sessionApproval === null) return { action, what: subject }
  if ('domain' in sessionApproval) return { action, what: sessionApproval.domain }
  if (sessionApproval.kind === 'commands') return { action, what: sessionApproval.commandIdentifiers.join(', ') }
  return { action, what: sessionApproval.kind === 'write' || sessionApproval.kind === 'read' ? '' : subject }
}

/** The outcome that the data of a `permission.completed` event tells. */
export function outcomeOf(data: unknown): RequestOutcome {
  const kind = text(fieldsOf(fieldsOf(data)['result']), 'kind')
  if (kind === 'approved-for-session' || kind === 'approved-for-location') return 'allowedForSession'
  if (kind.startsWith('approved')) return 'allowed'
  return kind.startsWith('denied') ? 'denied' : 'dismissed'
}

function actionOf(kind: string): Permission['action'] {
  switch (kind) {
    case 'shell':
    case 'write':
    case 'read':
    case 'url':
      return kind
    case 'mcp':
    case 'custom-tool':
    case 'hook':
      return 'tool'
    default:
      return 'other'
  }
}

function subjectOf(kind: string, asked: Fields): string {
  switch (kind) {
    case 'shell':
      return text(asked, 'fullCommandText')
    case 'write':
      return text(asked, 'fileName')
    case 'read':
      return text(asked, 'path')
    case 'url':
      return text(asked, 'url')
    case 'mcp':
      return [text(asked, 'serverName'), text(asked, 'toolTitle') || text(asked, 'toolName')].filter(Boolean).join(': ')
    case 'memory':
      return text(asked, 'fact')
    default:
      return text(asked, 'toolName') || kind
  }
}

function intentionOf(kind: string, asked: Fields): string {
  if (kind === 'custom-tool') return text(asked, 'toolDescription')
  if (kind === 'hook') return text(asked, 'hookMessage')
  return [text(asked, 'intention') || text(asked, 'reason'), text(asked, 'warning')].filter(Boolean).join('\n')
}

function approvalOf(kind: string, asked: Fields): SessionApproval | null {
  switch (kind) {
    case 'shell': {
      // Never a pattern with a wildcard: the runtime would match it against the whole line, `touch:*` on `touch a && rm b`.
      const identifiers = listOf(asked['commands']).map((command) => text(command, 'identifier'))
      if (asked['canOfferSessionApproval'] !== true || identifiers.length === 0 || identifiers.includes('')) return null
      return { kind: 'commands', commandIdentifiers: identifiers }
    }
    case 'read':
      return { kind: 'read' }
    case 'write':
      return asked['canOfferSessionApproval'] === false ? null : { kind: 'write' }
    case 'memory':
      return { kind: 'memory' }
    case 'mcp':
      return { kind: 'mcp', serverName: text(asked, 'serverName'), toolName: text(asked, 'toolName') || null }
    case 'custom-tool':
      return { kind: 'custom-tool', toolName: text(asked, 'toolName') }
    case 'url': {
      const url = URL.parse(text(asked, 'url'))
      return url === null || url.origin === 'null' ? null : { domain: url.origin }
    }
    default:
      return null
  }
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}
