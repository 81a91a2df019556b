import type { Protocol } from './cdp.ts'
import { strict } from './strict.ts'

type Headers = Protocol.Fetch.HeaderEntry[]
type Before = (
  details: Electron.OnBeforeRequestListenerDetails,
  callback: (response: Electron.CallbackResponse) => void,
) => void
type Received = (
  details: Electron.OnHeadersReceivedListenerDetails,
  callback: (response: Electron.HeadersReceivedResponse) => void,
) => void
type Filter = Electron.WebRequestFilter

let before: { filter: RegExp[]; listener: Before } | undefined
let received: { filter: RegExp[]; listener: Received } | undefined
let changed: () => void = () => undefined
let lastId = 0

/** Calls back when other requests are to be watched than before. */
export function onWebRequestChange(callback: () => void): void {
  changed = callback
}

/** Whether the app wants to see all requests, and all answers. */
export function wants(): { before: boolean; headers: boolean } {
  return { before: before !== undefined, headers: received !== undefined }
}

function patterns(filter: Filter): RegExp[] {
  return filter.urls.map((url) =>
    url === '<all_urls>'
      ? /^/
      : new RegExp(
          `^${url
            .split('*')
            .map((part) => RegExp.escape(part))
            .join('.*')}$`,
        ),
  )
}

function listenerOf<T>(
  first: Filter | T | null,
  second: T | null | undefined,
): { filter: RegExp[]; listener: T } | undefined {
  const filtered = typeof first === 'object' && first !== null && 'urls' in first
  const listener = filtered ? second : first
  return listener ? { filter: filtered ? patterns(first) : [/^/], listener } : undefined
}

/** `session.webRequest`: the two events that policies are made of. */
export const webRequest = strict('webRequest', {
  onBeforeRequest(filter: Filter | Before | null, listener?: Before | null): void {
    before = listenerOf<Before>(filter, listener)
    changed()
  },
  onHeadersReceived(filter: Filter | Received | null, listener?: Received | null): void {
    received = listenerOf<Received>(filter, listener)
    changed()
  },
})

function common(details: object): object {
  return { id: ++lastId, timestamp: Date.now(), referrer: '', ...details }
}

/** Asks the app about a request. */
export async function answerBefore(details: { url: string }): Promise<Electron.CallbackResponse> {
  const asked = before
  if (!asked?.filter.some((pattern) => pattern.test(details.url))) return {}
  return new Promise((resolve) => {
    asked.listener({ uploadData: [], ...common(details) } as never, resolve)
  })
}

/** Asks the app about the headers of an answer; undefined leaves them as they are. */
export async function answerHeaders(
  details: { url: string },
  given: Headers,
  status: number,
): Promise<Headers | undefined> {
  const asked = received
  if (!asked?.filter.some((pattern) => pattern.test(details.url))) return undefined
  const responseHeaders: Record<string, string[]> = {}
  for (const { name, value } of given) (responseHeaders[name] ??= []).push(value)
  const { responseHeaders: changedTo } = await new Promise<Electron.HeadersReceivedResponse>((resolve) => {
    const more = { responseHeaders, statusCode: status, statusLine: `HTTP/1.1 ${String(status)}` }
    asked.listener({ ...common(details), ...more } as never, resolve)
  })
  if (!changedTo) return undefined
  return Object.entries(changedTo).flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })))
}
