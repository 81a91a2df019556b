import { AppError } from '../../shared/errors.ts'
import { dataOf, isObject, textOrNull } from '../history/rawEvent.ts'
import { examineLine } from './examine.ts'
import { readLines } from './lines.ts'
import type { SentBefore } from './port.ts'

const ASSET = Buffer.from('"session.binary_asset"')

/** Reads a log up to a message for what went along with it; pictures stand in events of their own before it. */
export async function sentWith(path: string, turnId: string): Promise<readonly SentBefore[]> {
  const wanted = Buffer.from(`"${turnId}"`)
  /** Where their bytes are is known; only those that are asked for are read again. */
  const assets = new Map<string, { readonly data: string; readonly mimeType: string }>()
  for await (const bundle of readLines(path)) {
    for (const line of bundle) {
      const { bytes } = line
      // Most lines are neither: those are not parsed.
      if (bytes === null || !(bytes.includes(ASSET) || bytes.includes(wanted))) continue
      for (const { event } of examineLine(line, false).events) {
        const data = dataOf(event)
        if (event.type === 'session.binary_asset') {
          assets.set(word(data['assetId']), { data: word(data['data']), mimeType: word(data['mimeType']) })
        }
        if (event.type !== 'user.message' || event['id'] !== turnId) continue
        const attachments = Array.isArray(data['attachments']) ? data['attachments'] : []
        return attachments.map((one) => sentBefore(one, assets))
      }
    }
  }
  throw new AppError('turnMissing', turnId)
}

function sentBefore(
  attachment: unknown,
  assets: ReadonlyMap<string, { readonly data: string; readonly mimeType: string }>,
): SentBefore {
  const fields = isObject(attachment) ? attachment : {}
  const path = word(fields['path'])
  const name = word(fields['displayName']) || path
  if (path !== '') return { name, path }
  const asset = assets.get(word(fields['assetId']))
  const data = word(fields['data']) || (asset?.data ?? '')
  if (data === '') return { name, gone: true }
  return { name, data, mimeType: word(fields['mimeType']) || (asset?.mimeType ?? '') }
}

function word(value: unknown): string {
  return textOrNull(value) ?? ''
}
