/** One field that is wrong: a JSON pointer into the body (or `?name` for a query parameter). */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface ProblemExtras {
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer in the form of RFC 9457. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    /** Stable and documented: `alert/unknown`. */
    readonly code: string,
    readonly title: string,
    readonly detail?: string,
    readonly more: ProblemExtras = {},
  ) {
    super(detail ?? title);
  }
}

export const notFound = (what: string): ProblemError =>
  new ProblemError(404, `${what}/not-found`, `No such ${what}`);

/** Problems the world has a name for already. */
const REGISTERED: Readonly<Record<string, string>> = {
  'request/too-many': 'https://iana.org/assignments/http-problem-types#quota-exceeded',
};

export const toProblemBody = (problem: ProblemError, requestId: string) => ({
  type: REGISTERED[problem.code] ?? `https://docs.cartrail.example/problems/${problem.code}`,
  title: problem.title,
  status: problem.status,
  ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  instance: requestId,
  code: problem.code,
  ...(problem.more.errors === undefined ? {} : { errors: problem.more.errors }),
});
