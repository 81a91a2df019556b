import { useEffect, useState } from 'react'
import { call } from '../bridge.ts'
import { nextFreeId } from '../../shared/freeId.ts'
import { app } from '../store/store.ts'
import type { IdIssue } from './idTemplate.ts'
import { idIssue } from './idTemplate.ts'

/** What is known about the id of a new session. */
export type IdVerdict =
  | { readonly kind: 'issue'; readonly issue: IdIssue }
  | { readonly kind: 'checking' | 'free' | 'invalid' }
  | { readonly kind: 'taken' | 'reserved'; readonly suggestion: string }
  /** A row of the list has it, whose session is no longer on disk. */
  | { readonly kind: 'missing'; readonly id: string; readonly suggestion: string }

/** How long one has to stop typing before main is asked, in milliseconds. */
const pause = 150

/** Whether an id may be used: by its characters at once, by what exists as soon as one stops typing. */
export function useIdVerdict(id: string): IdVerdict {
  const issue = idIssue(id)
  const [asked, setAsked] = useState<{ readonly id: string; readonly verdict: IdVerdict } | null>(null)
  const valid = issue === null

  useEffect(() => {
    if (!valid) return
    let gone = false
    const timer = setTimeout(() => {
      ask(id).then(
        (verdict) => {
          if (!gone) setAsked({ id, verdict })
        },
        () => undefined,
      )
    }, pause)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [id, valid])

  if (issue !== null) return { kind: 'issue', issue }
  if (isMissing(id)) return { kind: 'missing', id, suggestion: nextFreeId(id, isListed) }
  if (isListed(id)) return { kind: 'taken', suggestion: nextFreeId(id, isListed) }
  return asked?.id === id ? asked.verdict : { kind: 'checking' }
}

/** Asks main whether an id may be used. */
export async function ask(id: string): Promise<IdVerdict> {
  const answer = await call('session.checkId', { id })
  switch (answer) {
    case null:
      return { kind: 'free' }
    case 'idInvalid':
      return { kind: 'invalid' }
    case 'idReserved':
      return { kind: 'reserved', suggestion: nextFreeId(id, isListed) }
    case 'idOfMissing':
      return { kind: 'missing', id, suggestion: nextFreeId(id, isListed) }
    case 'idTaken': {
      const taken = new Set([id])
      return { kind: 'taken', suggestion: nextFreeId(id, (other) => isListed(other) || taken.has(other)) }
    }
  }
}

function isMissing(id: string): boolean {
  return app.getState().rows.get(id)?.problem?.code === 'missing'
}

/** The id as the list has it: names of folders differ in case on some disks, and then it is the same session. */
export function listedAs(id: string): string {
  const { rows } = app.getState()
  if (rows.has(id)) return id
  const lower = id.toLowerCase()
  return [...rows.keys()].find((known) => known.toLowerCase() === lower) ?? id
}

/** Names of folders differ in case on some disks and not on others: the same letters are the same id. */
export function isListed(id: string): boolean {
  return app.getState().rows.has(listedAs(id))
}
