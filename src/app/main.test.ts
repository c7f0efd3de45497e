import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { main } from './main.ts'

/** What a command prints on either stream. */
const printed: string[] = []

beforeEach(() => {
  const keep = (text: string | Uint8Array) => {
    printed.push(String(text))
    return true
  }
  vi.spyOn(process.stdout, 'write').mockImplementation(keep)
  vi.spyOn(process.stderr, 'write').mockImplementation(keep)
})

afterEach(() => {
  vi.restoreAllMocks()
  printed.length = 0
})

const commands = [
  ['start'],
  ['run'],
  ['serve'],
  ['borough'],
  ['borough', 'generate'],
  ['link'],
  ['land'],
  ['feed'],
  ['feed', 'check'],
  ['feed', 'status'],
  ['feed', 'loads'],
  ['feed', 'allow'],
  ['feed', 'replay'],
  ['feed', 'gone'],
  ['exceptions'],
  ['trace'],
  ['trace', 'export'],
  ['retention'],
  ['retention', 'run'],
  ['retention', 'hold'],
  ['retention', 'lift'],
  ['retention', 'prove'],
  ['accounts'],
  ['accounts', 'add'],
  ['accounts', 'review'],
  ['audit'],
  ['audit', 'verify'],
  ['audit', 'lodge'],
  ['audit', 'erase'],
  ['backup'],
  ['restore'],
]

test('the version is that of package.json', async () => {
  expect(await main(['--version'])).toBe(0)
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(printed.join('')).toBe(`${version}\n`)
})

describe('kith', () => {
  test.each(commands)('%s %s has help that ends with code 0', async (...command) => {
    expect(await main([...command.filter(Boolean), '--help'])).toBe(0)
    expect(printed.join('')).toContain(`Usage: kith ${command.filter(Boolean).join(' ')}`)
  })

  test('without a command it shows its help', async () => {
    expect(await main([])).toBe(2)
    expect(printed.join('')).toContain('Exit codes:')
  })

  test.each([
    [['nonsense'], 'unknown command'],
    [['link', 'a.csv'], '--model'],
    [['link', '--model', 'x.yaml'], 'missing required argument'],
    [['start', '--children', 'many'], 'whole number'],
    [['feed', 'check', 'no-such.yaml'], 'no-such.yaml cannot be read'],
    [['feed', 'allow', 'clinic', 'a.csv'], '--because'],
    [['feed', 'gone', 'clinic', '--key', '1'], '--reason'],
    [['borough', 'generate'], '--out'],
    [['link', 'no-such.csv', '--model', 'no-such.yaml'], 'no-such.yaml'],
  ])('%j ends with code 2 and says why', async (args, words) => {
    expect(await main(args)).toBe(2)
    expect(printed.join('')).toContain(words)
  })
})
