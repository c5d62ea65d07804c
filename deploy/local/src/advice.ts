/** A failure the person at the terminal can mend: its message is one line that says how. */
export class Advice extends Error {
  override readonly name = 'Advice';
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
