import { nhsCheckDigit, upnCheckLetter } from '#kernel'
import { authority } from '../places/authority.ts'
import type { Random } from '../random.ts'

/** Hands out identifiers, each once. */
export interface IdentifierSource {
  nhsNumber(): string
  upn(yearOfEntry: number): string
  uln(): string
}

/**
 * NHS numbers from 999 000 0000 to 999 999 9999, which are never issued; UPNs of an authority that
 * does not exist; ULNs that start 99. The numbers walk through their range in jumps, so that brothers
 * and sisters do not have neighbouring ones. About 900,000 people fit into the NHS range.
 */
export function createIdentifiers(random: Random): IdentifierSource {
  const nhsStems = walk(random, 1_000_000)
  const upnSerials = walk(random, 10_000_000)
  const ulnSerials = walk(random, 10_000_000)
  return {
    nhsNumber() {
      for (;;) {
        const stem = `999${String(nhsStems()).padStart(6, '0')}`
        const check = nhsCheckDigit(stem)
        if (check !== undefined && stem !== '999999999') return `${stem}${check}`
      }
    },
    upn(yearOfEntry) {
      const serial = String(upnSerials()).padStart(7, '0')
      const year = String(yearOfEntry % 100).padStart(2, '0')
      const rest = `${authority.laCode}${serial.slice(0, 4)}${year}${serial.slice(4)}`
      return `${upnCheckLetter(rest) ?? ''}${rest}`
    },
    uln() {
      for (;;) {
        const stem = `99${String(ulnSerials()).padStart(7, '0')}`
        const check = ulnCheckDigit(stem)
        if (check !== undefined) return `${stem}${check}`
      }
    },
  }
}

/** Changes one digit so that the check no longer holds, as a slip of the finger does. */
export function breakNhsNumber(random: Random, nhsNumber: string): string {
  return breakDigit(random, nhsNumber, 3, 9)
}

/** Changes one digit of a UPN so that its check letter no longer fits. */
export function breakUpn(random: Random, upn: string): string {
  return breakDigit(random, upn, 4, 12)
}

// Both checks notice every single wrong digit, so any change of one breaks them.
function breakDigit(random: Random, text: string, low: number, high: number): string {
  const at = random.between(low, high)
  const wrong = (Number(text[at]) + random.between(1, 9)) % 10
  return `${text.slice(0, at)}${wrong}${text.slice(at + 1)}`
}

function ulnCheckDigit(stem: string): number | undefined {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(stem[i]) * (10 - i)
  const rest = sum % 11
  return rest === 0 ? undefined : 10 - rest
}

// Every number below `size` once: a step that shares no factor with a power of ten.
function walk(random: Random, size: number): () => number {
  let at = random.between(0, size - 1)
  const step = Math.floor(size / 10) * 3 + random.between(1, 9_000) * 10 + 7
  return () => {
    at = (at + step) % size
    return at
  }
}
