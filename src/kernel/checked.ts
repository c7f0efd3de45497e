/**
 * The answer of every check in the kernel: the value in its normal form, or why it was refused.
 * `reason` is for code and counts, `message` is a plain sentence for a person. Neither ever holds
 * the value itself, so both may be logged.
 */
export type Checked<Good extends object, Reason extends string> =
  | ({ ok: true; value: string } & Good)
  | { ok: false; reason: Reason; message: string }

/** Builds a refusal, looking its sentence up in the caller's table so that no reason lacks one. */
export function refuse<Reason extends string>(
  messages: Readonly<Record<Reason, string>>,
  reason: Reason,
): { ok: false; reason: Reason; message: string } {
  return { ok: false, reason, message: messages[reason] }
}
