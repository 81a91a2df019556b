import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkForm, entriesOf, type FormEntries, isComplete, readForm } from './form.ts'

const form = readForm({
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name', description: 'As printed', minLength: 2, maxLength: 5 },
    mail: { type: 'string', format: 'email' },
    page: { type: 'string', format: 'uri' },
    day: { type: 'string', format: 'date' },
    at: { type: 'string', format: 'date-time' },
    code: { type: 'string', pattern: '^[A-Z]{2}$' },
    count: { type: 'integer', minimum: 1, maximum: 5, default: 2 },
    ratio: { type: 'number' },
    rush: { type: 'boolean', default: true },
    size: { type: 'string', enum: ['s', 'm'], enumNames: ['Small', 'Medium'] },
    colour: { type: 'string', oneOf: [{ const: 'r', title: 'Red' }, { const: 'b' }], default: 'b' },
    extras: { type: 'array', items: { type: 'string', enum: ['a', 'b', 'c'] }, minItems: 1, maxItems: 2 },
  },
  required: ['name', 'count'],
})

const good: FormEntries = { name: 'Ann', count: '3' }
const faultsOf = (more: FormEntries): unknown =>
  checkForm(form, { ...good, ...more }).faults.map(({ name, code, limit }) => [name, code, limit])

it('reads fields with their names, limits and choices', () => {
  expect(form.fields.map(({ name, kind, label, required }) => [name, kind, label, required])).toEqual([
    ['name', 'text', 'Name', true],
    ['mail', 'text', 'mail', false],
    ['page', 'text', 'page', false],
    ['day', 'text', 'day', false],
    ['at', 'text', 'at', false],
    ['code', 'text', 'code', false],
    ['count', 'integer', 'count', true],
    ['ratio', 'number', 'ratio', false],
    ['rush', 'boolean', 'rush', false],
    ['size', 'choice', 'size', false],
    ['colour', 'choice', 'colour', false],
    ['extras', 'choices', 'extras', false],
  ])
  expect(form.fields[9]).toMatchObject({
    options: [
      { value: 's', label: 'Small' },
      { value: 'm', label: 'Medium' },
    ],
  })
  expect(form.fields[10]).toMatchObject({
    options: [
      { value: 'r', label: 'Red' },
      { value: 'b', label: 'b' },
    ],
  })
})

it('begins with what the schema says, and keeps what was typed', () => {
  expect(entriesOf(form)).toMatchObject({ name: '', count: '2', rush: true, colour: 'b', extras: [] })
  expect(entriesOf(form, { name: 'An', rush: false, count: 7 as never, gone: 'x' })).toMatchObject({
    name: 'An',
    rush: false,
    count: '2',
  })
})

it('gives what the server expects, without what was left empty', () => {
  const { content, faults } = checkForm(form, {
    ...good,
    ratio: '1,5',
    rush: true,
    extras: ['a'],
    at: '2026-01-02T03:04:00Z',
  })
  expect(faults).toEqual([])
  expect(content).toEqual({ name: 'Ann', count: 3, ratio: 1.5, rush: true, extras: ['a'], at: '2026-01-02T03:04:00Z' })
})

it('says what is wrong with each field', () => {
  expect(checkForm(form, {}).faults.map(({ name, code }) => [name, code])).toEqual([
    ['name', 'required'],
    ['count', 'required'],
  ])
  expect(faultsOf({ name: 'A' })).toEqual([['name', 'tooShort', 2]])
  expect(faultsOf({ name: 'Annabel' })).toEqual([['name', 'tooLong', 5]])
  expect(faultsOf({ mail: 'a@' })).toEqual([['mail', 'notEmail', null]])
  expect(faultsOf({ page: 'nowhere' })).toEqual([['page', 'notUri', null]])
  expect(faultsOf({ day: '2026-02-30' })).toEqual([['day', 'notDate', null]])
  expect(faultsOf({ at: 'soon' })).toEqual([['at', 'notDateTime', null]])
  expect(faultsOf({ code: 'x1' })).toEqual([['code', 'pattern', null]])
  expect(faultsOf({ count: '0' })).toEqual([['count', 'tooSmall', 1]])
  expect(faultsOf({ count: '6' })).toEqual([['count', 'tooLarge', 5]])
  expect(faultsOf({ count: '1.5' })).toEqual([['count', 'notInteger', null]])
  expect(faultsOf({ ratio: 'many' })).toEqual([['ratio', 'notNumber', null]])
  expect(faultsOf({ size: 'xl' })).toEqual([['size', 'notOption', null]])
  expect(faultsOf({ extras: ['a', 'b', 'c'] })).toEqual([['extras', 'tooMany', 2]])
})

it('can not be sent when it asks for what can not be shown', () => {
  const nested = readForm({ properties: { deep: { type: 'object' }, list: { type: 'array' } }, required: ['deep'] })
  expect(checkForm(nested, {}).faults).toEqual([{ name: 'deep', code: 'unknown', limit: null }])
})

it('uses no pattern that may have no end', () => {
  expect(readForm({ properties: { a: { type: 'string', pattern: '^(a+)+$' } } }).fields[0]).toMatchObject({
    pattern: null,
  })
})

it('gives a form for any schema, and takes what it gave itself', () => {
  fc.assert(
    fc.property(fc.anything(), (schema) => {
      const read = readForm(schema)
      checkForm(read, entriesOf(read))
    }),
  )
  expect(isComplete(form, checkForm(form, good).content)).toBe(true)
  expect(isComplete(form, { name: 'Ann', count: 9 })).toBe(false)
  expect(isComplete(form, { name: 'Ann', count: 3, more: 'x' })).toBe(false)
})
