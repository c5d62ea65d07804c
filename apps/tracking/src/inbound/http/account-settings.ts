import { CarrierSettingsError } from '@cartrail/carriers';
import { ProblemError, type FieldProblem } from '@cartrail/service-kit';

/** What `check` says; wrong settings become an answer that names the fields and never their values. */
export function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof CarrierSettingsError)) throw error;
    throw invalid(
      'The account is not complete',
      error.violations.map(({ field, message }) => ({
        pointer: pointerTo(field),
        code: 'invalid',
        message,
      })),
    );
  }
}

const pointerTo = (field: string): string =>
  field === 'baseUrl' || field === 'mode' || field.startsWith('limits/')
    ? `/${field}`
    : `/credentials/${field}`;

export const invalid = (title: string, errors: readonly FieldProblem[]): ProblemError =>
  new ProblemError(400, 'request/invalid', title, undefined, { errors });

/** The account's limits leave no room for a call now. */
export function heldBack(waitMs: number): ProblemError {
  const seconds = Math.ceil(waitMs / 1_000);
  return new ProblemError(
    429,
    'carrier-account/over-limit',
    'The account may not be asked yet',
    `its provider would refuse the call: nothing was sent; come back in ${seconds} s`,
    { headers: { 'retry-after': String(seconds) } },
  );
}
