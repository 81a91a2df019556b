import { randomUUID } from 'node:crypto'
import { access, constants, open, readFile, stat } from 'node:fs/promises'
import { basename, extname, isAbsolute } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Attached, Attachment, RefusedAttachment } from '../../shared/model/draft.ts'
import type { SessionKind } from '../../shared/model/session.ts'
import type { SentAttachment } from '../agent/port.ts'
import type { Assets } from './assets.ts'
import type { SentPart } from './rewinding.ts'
import { MAGIC, pictureKind, pictureKindOfEnding } from './pictures.ts'

/** Bytes that a picture, any other file, and a text file that goes into a chat whole may have. */
const MAX = { picture: 20_000_000, file: 200_000_000, text: 1_000_000 } as const

/** What was dropped or pasted: a path, or bytes that are nowhere on the disk. */
export type Given = { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array }

/** What goes with messages: checked when it is given, and once more when it is sent. */
export interface Attachments {
  /** By path, as a dialog gave them. */
  pick(paths: readonly string[]): Promise<Attached>
  /** Pictures are copied at once: what was dropped may be gone a moment later. */
  add(items: readonly Given[]): Promise<Attached>
  /** What went along with a message before; `lost` names what can't be had again. */
  again(
    parts: readonly SentPart[],
  ): Promise<{ readonly attachments: readonly Attachment[]; readonly lost: readonly string[] }>
  /** Takes note of attachments that the library gave. */
  know(attachments: readonly Attachment[]): void
  /** By the ids that this gave out; rejects with `invalid` for any other. */
  resolve(ids: readonly string[] | undefined): readonly Attachment[]
  /** The ids of those that can't be sent any more. */
  check(ids: readonly string[]): Promise<readonly string[]>
  /** The bytes of a picture; null for anything else, and when they are gone. */
  picture(id: string): Promise<Uint8Array | null>
  /** As the runtime takes them; rejects with the reason and the name of the first that can't be sent. */
  toSend(attachments: readonly Attachment[], kind: SessionKind): Promise<readonly SentAttachment[]>
  /** Rejects as {@link toSend} does, without reading them. */
  verify(attachments: readonly Attachment[]): Promise<void>
  /** Removes copies that nothing needs any more; `kept` tells what drafts, queues and the trash need. */
  sweep(kept: () => Promise<ReadonlySet<string>>): Promise<void>
}

/** See {@link Attachments}. */
export function createAttachments(assets: Assets): Attachments {
  const known = new Map<string, Attachment>()
  /** Given a moment ago, and not yet in a draft on the disk. */
  const fresh = new Map<string, string>()

  const keep = (attachment: Omit<Attachment, 'id'>): Attachment => {
    const kept = { id: randomUUID(), ...attachment }
    known.set(kept.id, kept)
    if (kept.asset !== null) fresh.set(kept.id, kept.asset)
    return kept
  }
  const fromBytes = async (name: string, bytes: Uint8Array): Promise<Attachment> => {
    const kind = pictureKind(bytes)
    if (kind === null) return fromText(name, bytes)
    if (bytes.byteLength > MAX.picture) throw new AppError('attachmentTooLarge', name)
    const asset = await assets.put(bytes, kind.ending)
    const shown = name.trim() === '' ? `image.${kind.ending}` : name
    return keep({ kind: 'image', name: shown, path: null, asset, size: bytes.byteLength })
  }
  /** Words that are nowhere on the disk: a long paste. */
  const fromText = async (name: string, bytes: Uint8Array): Promise<Attachment> => {
    if (pictureKindOfEnding(extname(name).slice(1)) !== null || !isText(bytes))
      throw new AppError('attachmentKind', name)
    if (bytes.byteLength > MAX.text) throw new AppError('attachmentTooLarge', name)
    const asset = await assets.put(bytes, 'txt')
    return keep({ kind: 'file', name, path: null, asset, size: bytes.byteLength })
  }
  const fromPath = async (path: string, copies: boolean): Promise<Attachment> => {
    const { kind, size } = await look(path)
    const name = basename(path) || path
    if (kind === 'image' && copies) return fromBytes(name, await readFile(path))
    return keep({ kind, name, path, asset: null, size })
  }
  const gather = async <T>(
    items: readonly T[],
    nameOf: (item: T) => string,
    make: (item: T) => Promise<Attachment>,
  ): Promise<Attached> => {
    const added: Attachment[] = []
    const refused: RefusedAttachment[] = []
    for (const item of items) {
      try {
        added.push(await make(item))
      } catch (error) {
        const code = refusalOf(error)
        if (code === null) throw error
        refused.push({ name: nameOf(item), code })
      }
    }
    return { added, refused }
  }
  const verifyOne = async ({ asset, path, name }: Attachment): Promise<void> => {
    if (asset === null) await look(path ?? '', name)
    else if ((await assets.read(asset)) === null) throw new AppError('attachmentMissing', name)
  }
  const toSendOne = async (attachment: Attachment, kind: SessionKind): Promise<SentAttachment> => {
    const { asset, path, name } = attachment
    if (asset !== null) {
      const bytes = await assets.read(asset)
      const mimeType = bytes === null ? undefined : asset.endsWith('.txt') ? 'text/plain' : pictureKind(bytes)?.mimeType
      if (bytes === null || mimeType === undefined) throw new AppError('attachmentMissing', name)
      return { kind: 'bytes', data: base64(bytes), mimeType, name }
    }
    const found = await look(path ?? '', name)
    // With tools it is opened where it is; a chat has none, so the words themselves go along.
    if (kind === 'agent' || found.kind === 'image') {
      return { kind: found.kind === 'folder' ? 'folder' : 'file', path: path ?? '', name }
    }
    if (found.kind === 'folder') throw new AppError('attachmentInChat', name)
    if (found.size > MAX.text) throw new AppError('attachmentTooLarge', name)
    const bytes = await readFile(path ?? '')
    if (!isText(bytes)) throw new AppError('attachmentInChat', name)
    return { kind: 'bytes', data: base64(bytes), mimeType: 'text/plain', name }
  }

  const onceMore = async (part: SentPart): Promise<Attachment | null> => {
    if ('gone' in part) return null
    if ('path' in part) return fromPath(part.path, false)
    const bytes = Buffer.from(part.data, 'base64')
    if (pictureKind(bytes) !== null) return fromBytes(part.name, bytes)
    if (!isText(bytes)) return null
    return keep({
      kind: 'file',
      name: part.name,
      path: null,
      asset: await assets.put(bytes, 'txt'),
      size: bytes.length,
    })
  }

  return {
    again: async (parts) => {
      const attachments: Attachment[] = []
      const lost: string[] = []
      for (const part of parts) {
        const found = await onceMore(part).catch((error: unknown) => {
          if (refusalOf(error) === null) throw error
          return null
        })
        if (found === null) lost.push(part.name)
        else attachments.push(found)
      }
      return { attachments, lost }
    },
    pick: (paths) =>
      gather(
        paths,
        (path) => basename(path),
        (path) => fromPath(path, false),
      ),
    add: (items) =>
      gather(
        items,
        (item) => ('path' in item ? basename(item.path) : item.name),
        (item) => ('path' in item ? fromPath(item.path, true) : fromBytes(item.name, item.bytes)),
      ),
    know: (attachments) => {
      for (const attachment of attachments) {
        known.set(attachment.id, attachment)
        // It is on the disk now, with what it belongs to.
        fresh.delete(attachment.id)
      }
    },
    resolve: (ids = []) =>
      ids.map((id) => {
        const attachment = known.get(id)
        if (attachment === undefined) throw new AppError('invalid', 'attachment')
        return attachment
      }),
    check: async (ids) => {
      const gone: string[] = []
      for (const id of ids) {
        const attachment = known.get(id)
        const missing =
          attachment === undefined ||
          (await verifyOne(attachment).then(
            () => false,
            () => true,
          ))
        if (missing) gone.push(id)
      }
      return gone
    },
    picture: async (id) => {
      const attachment = known.get(id)
      if (attachment?.kind !== 'image') return null
      if (attachment.asset !== null) return assets.read(attachment.asset)
      const found = await look(attachment.path ?? '').catch(() => null)
      return found?.kind === 'image' ? readFile(attachment.path ?? '').catch(() => null) : null
    },
    toSend: async (attachments, kind) => {
      const sent: SentAttachment[] = []
      for (const attachment of attachments) sent.push(await toSendOne(attachment, kind))
      return sent
    },
    verify: async (attachments) => {
      for (const attachment of attachments) await verifyOne(attachment)
    },
    sweep: (kept) => assets.sweep(async () => (await kept()).union(new Set(fresh.values()))),
  }
}

/** What stands at a path; rejects when it can't be attached. */
async function look(
  path: string,
  name = basename(path),
): Promise<
  { readonly kind: 'folder'; readonly size: null } | { readonly kind: 'file' | 'image'; readonly size: number }
> {
  if (!isAbsolute(path)) throw new AppError('attachmentMissing', name)
  const found = await stat(path).catch((error: unknown) => {
    throw new AppError(isGone(error) ? 'attachmentMissing' : 'attachmentUnreadable', name, { cause: error })
  })
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new AppError('attachmentUnreadable', name, { cause: error })
  })
  if (found.isDirectory()) return { kind: 'folder', size: null }
  // A pipe or a device would hold up whoever opens it.
  if (!found.isFile()) throw new AppError('attachmentKind', name)
  const picture = pictureKind(await firstBytes(path))
  // The runtime leaves out, without a word, what only calls itself a picture.
  if (picture === null && pictureKindOfEnding(extname(path).slice(1)) !== null)
    throw new AppError('attachmentKind', name)
  if (found.size > (picture === null ? MAX.file : MAX.picture)) throw new AppError('attachmentTooLarge', name)
  return { kind: picture === null ? 'file' : 'image', size: found.size }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(MAGIC), 0, MAGIC, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

function refusalOf(error: unknown): RefusedAttachment['code'] | null {
  if (!(error instanceof AppError)) return null
  switch (error.code) {
    case 'attachmentMissing':
    case 'attachmentTooLarge':
    case 'attachmentKind':
    case 'attachmentUnreadable':
      return error.code
    default:
      return null
  }
}
