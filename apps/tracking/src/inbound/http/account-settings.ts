import { CarrierSettingsError } from '@cartrail/carriers';
import { ProblemError, type FieldProblem } from '@cartrail/service-kit';

/** What `check` says; wrong settings become an answer that names the fields and never their values. */
export function checked<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof CarrierSettingsError)) throw error;
    throw invalid(
      'The credentials are not complete',
      error.violations.map(({ field, message }) => ({
        pointer: field === 'baseUrl' ? '/baseUrl' : `/credentials/${field}`,
        code: 'invalid',
        message,
      })),
    );
  }
}

export const invalid = (title: string, errors: readonly FieldProblem[]): ProblemError =>
  new ProblemError(400, 'request/invalid', title, undefined, { errors });
