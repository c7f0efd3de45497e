/**
 * Gives back the memory of arrays that nothing will look at again. Left to the collector, which
 * sees only their small handles, it would stay for long; they are empty afterwards.
 */
export function letGo(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) {
    // Columns may share an array, which then is gone already.
    if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer?.(0)
  }
}
