import type { IsoDate } from '#kernel'

/** Something that held from a day up to, not including, another day; `to` is empty while it lasts. */
export interface Span<T> {
  readonly from: IsoDate
  readonly to: IsoDate | ''
  readonly value: T
}

/** Whether a span holds on a day. */
export function holdsOn(span: { from: IsoDate; to: IsoDate | '' }, on: IsoDate): boolean {
  return span.from <= on && (span.to === '' || span.to > on)
}

/** The span that holds on a day, the latest to begin where several do. */
export function spanOn<T>(spans: readonly Span<T>[], on: IsoDate): Span<T> | undefined {
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i]
    if (span !== undefined && holdsOn(span, on)) return span
  }
  return undefined
}

/** Every span that holds on a day, in order. */
export function spansOn<T>(spans: readonly Span<T>[], on: IsoDate): Span<T>[] {
  return spans.filter((span) => holdsOn(span, on))
}

/** The last span that had ended by a day. */
export function lastBefore<T>(spans: readonly Span<T>[], on: IsoDate): Span<T> | undefined {
  for (let i = spans.length - 1; i >= 0; i--) {
    const span = spans[i]
    if (span !== undefined && span.to !== '' && span.to <= on) return span
  }
  return undefined
}

/** Spans one after the other from values with their first days, the last without an end. */
export function inSuccession<T>(steps: readonly { from: IsoDate; value: T }[]): Span<T>[] {
  return steps.map(({ from, value }, index) => ({ from, to: steps[index + 1]?.from ?? '', value }))
}
