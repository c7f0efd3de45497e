/**
 * An answer's text without what differs each time: nonces, moments, tokens of searches, the key of an
 * app with its picture, the challenge of a passkey, the classes of a drawing, and random ids.
 * Two answers that are the same after this tell a reader the same.
 */
export function normalised(text: string): string {
  return text
    .replace(/data-in-milliseconds="\d+"/g, 'data-in-milliseconds="…"')
    .replace(/nonce[-=]"?[\w+/=-]+"?/g, 'nonce…')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '(id)')
    .replace(/(\/|%2F)results(\/|%2F)[\w.~-]+/g, '$1results$2(token)')
    .replace(/data-options="[^"]*"/g, 'data-options')
    .replace(/\b[0-9a-f]{64,}\b/g, '(sealed)')
    .replace(/<path d="[^"]*"/g, '<path')
    .replace(/\bzr\d+-(c|cls-)\d+/g, 'zr-$1')
    .replace(/\b([A-Z2-7]{4} ){3,}[A-Z2-7]{4}\b/g, '(key)')
    .replace(/\b\d{1,2} \w+ \d{4} at \d{1,2}[:.]\d{2}(:\d{2})?( ?[ap]m)?/g, '(moment)')
    .replace(/\b[0-9a-f]{16}\b/g, '(request)')
}
