import { startTransition, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { DiskUse } from '../../shared/diskUse.ts'
import { call } from '../bridge.ts'
import { isStopped } from '../archive/exporting.ts'
import { ageLabel } from '../list/age.ts'
import { openSession } from '../store/actions.ts'
import { useApp, useT } from '../store/store.ts'
import { followWork } from '../store/works.ts'
import type { Work } from '../store/works.ts'
import { Button } from '../ui/button.tsx'
import { Choices } from '../ui/field.tsx'
import { sizeLabel } from '../ui/sizes.ts'
import { ageBounds, ageOf, partsOf, tilesOf } from './diskModel.ts'
import type { DiskGrouping, Tile } from './diskModel.ts'
import './diskPicture.css'

/** Width to height of the picture. */
const SHAPE = 2.4
/** A tile is written on when it has so much of the width and of the height, in hundredths. */
const ROOM = { width: 9, height: 11 }

type Measured =
  | { readonly kind: 'measuring'; readonly done: number; readonly of: number }
  | { readonly kind: 'failed' | 'stopped' }
  | { readonly kind: 'measured'; readonly use: DiskUse }

/** Where the room on the disk goes: a picture of the sessions, and beside it what else takes some. `version`: it is measured anew. */
export function DiskPicture({
  version,
  onMeasured,
}: {
  readonly version: number
  readonly onMeasured: (use: DiskUse) => void
}): ReactNode {
  const t = useT()
  const [again, setAgain] = useState(0)
  const [measured, stop] = useMeasured(version + again, onMeasured)
  return (
    <section className="disk" aria-label={t('disk.title')}>
      {measured.kind === 'measured' ? (
        <Picture use={measured.use} />
      ) : measured.kind === 'measuring' ? (
        <div className="disk-picture disk-waiting">
          <p role="status">{t('disk.measuring')}</p>
          <progress
            className="disk-progress"
            aria-label={t('disk.measuring')}
            {...(measured.of === 0 ? {} : { max: measured.of, value: measured.done })}
          />
          <Button onClick={stop}>{t('cleanup.stop')}</Button>
        </div>
      ) : (
        <div className="disk-picture disk-waiting">
          <p role="status">{t(measured.kind === 'failed' ? 'disk.failed' : 'disk.stopped')}</p>
          <Button onClick={() => setAgain(again + 1)}>
            {t(measured.kind === 'failed' ? 'common.retry' : 'disk.measure')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Picture({ use }: { readonly use: DiskUse }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const rows = useApp((state) => state.rows)
  const now = useApp((state) => state.now)
  const [by, setBy] = useState<DiskGrouping>('session')
  const tiles = useMemo(() => tilesOf(partsOf(use, rows, by, now), SHAPE), [use, rows, by, now])
  const all = use.sessions.bytes.reduce((sum, bytes) => sum + bytes, 0)
  const places = new Map<string, number>()
  for (const { place, bytes } of use.places) places.set(place, (places.get(place) ?? 0) + bytes)
  const others = [...use.places].filter(
    ({ place }, index) => use.places.findIndex((one) => one.place === place) === index,
  )
  return (
    <>
      <div className="disk-head">
        <p className="disk-total">
          {t('disk.sessions', { count: use.sessions.ids.length, size: sizeLabel(all, language) })}
        </p>
        <Choices<DiskGrouping>
          label={t('disk.by')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'session', label: t('disk.bySession') },
            { value: 'folder', label: t('disk.byFolder') },
            { value: 'age', label: t('disk.byAge') },
          ]}
        />
      </div>
      <ul className="disk-picture" style={{ aspectRatio: String(SHAPE) }}>
        {tiles.map((tile) => (
          <TileView key={tile.key} tile={tile} by={by} />
        ))}
      </ul>
      <p className="disk-ages" aria-hidden="true">
        {[...ageBounds, null].map((days, age) => (
          <span key={age}>
            <i className="disk-swatch" data-age={age} />
            {days === null ? t('disk.older') : t('disk.within', { count: days })}
          </span>
        ))}
      </p>
      <dl className="disk-others">
        {others.map(({ place }) => (
          <div key={place}>
            <dt>{t(`disk.place.${place}`)}</dt>
            <dd>{sizeLabel(places.get(place) ?? 0, language)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function TileView({ tile, by }: { readonly tile: Tile; readonly by: DiskGrouping }): ReactNode {
  const t = useT()
  const language = useApp((state) => state.dateLocale)
  const now = useApp((state) => state.now)
  const { id, left, top, width, height } = tile
  const age = by === 'age' && tile.key !== 'rest' ? Number(tile.key) : ageOf(tile.activeAt, now)
  const name =
    tile.key === 'rest'
      ? t('disk.rest', { count: tile.count })
      : by === 'age'
        ? ageBounds[age] === undefined
          ? t('disk.older')
          : t('disk.within', { count: ageBounds[age] })
        : tile.name === ''
          ? t('disk.noFolder')
          : tile.name
  const facts = [
    sizeLabel(tile.bytes, language),
    ...(by === 'session' || tile.key === 'rest' ? [] : [t('disk.count', { count: tile.count })]),
    ...(tile.activeAt === null || by === 'age' ? [] : [ageLabel(tile.activeAt, now, language, t)]),
  ].join(' · ')
  const written = width >= ROOM.width && height >= ROOM.height
  const content = (
    <>
      <b className={written ? '' : 'visually-hidden'}>{name}</b>
      <small className={written ? '' : 'visually-hidden'}>{facts}</small>
    </>
  )
  const place = { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }
  return (
    <li
      className="disk-tile"
      data-age={tile.key === 'rest' ? undefined : age}
      style={place}
      title={`${name} · ${facts}`}
    >
      {id === null ? (
        <div className="disk-tile-inside">{content}</div>
      ) : (
        <button type="button" className="disk-tile-inside" onClick={() => void openSession(id)}>
          {content}
        </button>
      )}
    </li>
  )
}

/** What everything takes, and a way to end measuring it, which leaving the page does as well. */
function useMeasured(version: number, onMeasured: (use: DiskUse) => void): readonly [Measured, () => void] {
  const [measured, setMeasured] = useState<Measured>({ kind: 'measuring', done: 0, of: 0 })
  const work = useRef<Work | null>(null)
  const told = useEffectEvent(onMeasured)
  useEffect(() => {
    let over = false
    const tell = (next: Measured): void => {
      if (over) return
      setMeasured(next)
      // The picture comes first: what was found is gone through once more for it.
      if (next.kind === 'measured') startTransition(() => told(next.use))
    }
    tell({ kind: 'measuring', done: 0, of: 0 })
    followWork(
      ({ done, of }) => tell({ kind: 'measuring', done, of }),
      (following) => {
        work.current = following
        return call('disk.measure', { work: following.id })
      },
    ).then(
      (use) => tell({ kind: 'measured', use }),
      (error: unknown) => tell({ kind: isStopped(error) ? 'stopped' : 'failed' }),
    )
    return () => {
      over = true
      work.current?.cancel()
    }
  }, [version])
  return [measured, () => work.current?.cancel()]
}
