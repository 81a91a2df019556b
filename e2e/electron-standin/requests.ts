import { cdp, ignore } from './core.ts'
import type { Protocol } from './cdp.ts'
import type { Page } from './page.ts'
import { allContents, pageOf } from './pages.ts'
import { ask, requestOf } from './protocol.ts'
import { ownScheme, toApp } from './schemes.ts'
import { answerBefore, answerHeaders, onWebRequestChange, wants } from './webRequest.ts'

type Paused = Protocol.Fetch.requestPausedPayload
type Headers = Protocol.Fetch.HeaderEntry[]

/** Starts to see the requests of all pages, frames and workers: those of the app's schemes, and all documents. */
export async function watchRequests(): Promise<void> {
  const { browser } = cdp()
  browser.on('Fetch.requestPaused', (paused) => {
    ignore(decide(paused))
  })
  onWebRequestChange(() => ignore(enable()))
  await enable()
}

function enable(): Promise<unknown> {
  const { before, headers } = wants()
  const patterns: Protocol.Fetch.RequestPattern[] = [
    { urlPattern: 'https://*-scheme.invalid/*' },
    { urlPattern: '*', resourceType: 'Document' },
  ]
  if (before) patterns.push({ urlPattern: '*' })
  if (headers) patterns.push({ urlPattern: '*', requestStage: 'Response' })
  return cdp().browser.send('Fetch.enable', { patterns })
}

async function decide(paused: Paused): Promise<void> {
  const { requestId, request, resourceType, frameId } = paused
  const { browser } = cdp()
  const contents = [...allContents.values()].find((one) => pageOf(one).frames.get(frameId))
  const page = contents && pageOf(contents)
  const details = {
    url: toApp(request.url),
    method: request.method,
    resourceType: typeOf(paused, page),
    webContents: contents,
  }
  if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) {
    const { responseStatusCode: responseCode = 200, responseHeaders = [] } = paused
    const headers = await answerHeaders(details, responseHeaders, responseCode)
    await browser.send(
      'Fetch.continueResponse',
      headers ? { requestId, responseCode, responseHeaders: headers } : { requestId },
    )
    return
  }
  const fail = (errorReason: Protocol.Network.ErrorReason): Promise<unknown> =>
    browser.send('Fetch.failRequest', { requestId, errorReason })
  if (resourceType === 'Document' && page && !(await page.mayNavigate(paused))) {
    await fail('Aborted')
    return
  }
  const before = await answerBefore(details)
  if (before.cancel) {
    await fail('BlockedByClient')
    return
  }
  const scheme = ownScheme(request.url)
  if (!scheme) {
    await browser.send(
      'Fetch.continueRequest',
      before.redirectURL ? { requestId, url: before.redirectURL } : { requestId },
    )
    return
  }
  try {
    const response = await ask(scheme, requestOf(request.url, request.method, request.headers, bodyOf(request)))
    if (!response || response.type === 'error') {
      await fail('Failed')
      return
    }
    const { status: responseCode, statusText } = response
    const given: Headers = [...response.headers].map(([name, value]) => ({ name, value }))
    const responseHeaders = (await answerHeaders(details, given, responseCode)) ?? given
    const body = Buffer.from(await response.arrayBuffer()).toString('base64')
    if (resourceType === 'Document' && page) page.state.status = responseCode
    const phrase = statusText ? { responsePhrase: statusText } : {}
    await browser.send('Fetch.fulfillRequest', { requestId, responseCode, ...phrase, responseHeaders, body })
  } catch (error) {
    console.error(`Error in the handler of ${scheme}: for ${toApp(request.url)}:`, error)
    await fail('Failed')
  }
}

function typeOf({ resourceType, frameId }: Paused, page: Page | undefined): string {
  const main = page && frameId === page.target.id
  const names: Record<string, string> = {
    Document: main ? 'mainFrame' : 'subFrame',
    Stylesheet: 'stylesheet',
    Script: 'script',
    Image: 'image',
    Font: 'font',
    XHR: 'xhr',
    Fetch: 'xhr',
    Ping: 'ping',
    CSPViolationReport: 'cspReport',
    Media: 'media',
    WebSocket: 'webSocket',
  }
  return names[resourceType] ?? 'other'
}

function bodyOf(request: Protocol.Network.Request): Buffer | undefined {
  const entries = request.postDataEntries
  if (entries) return Buffer.concat(entries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64')))
  return request.postData === undefined ? undefined : Buffer.from(request.postData)
}
