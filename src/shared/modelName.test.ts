import { expect, it } from 'vitest'
import { isSameModel } from './modelName.ts'

it('takes an edition for the model that was asked for', () => {
  expect(isSameModel('gpt-4o', 'gpt-4o-2024-08-06')).toBe(true)
  expect(isSameModel('openai/gpt-5', 'GPT-5')).toBe(true)
  expect(isSameModel('llama3', 'llama3:latest')).toBe(true)
  expect(isSameModel('claude-sonnet-4-20250514', 'claude-sonnet-4')).toBe(true)
  expect(isSameModel('gpt-5', 'gpt-5-mini')).toBe(false)
  expect(isSameModel('gpt-4.1', 'gpt-4o')).toBe(false)
})
