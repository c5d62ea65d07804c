/** One field that is wrong: a JSON pointer into the body (or `?name` for a query parameter). */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** An answer in the form of RFC 9457. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    /** Stable and documented: `alert/unknown`. */
    readonly code: string,
    readonly title: string,
    readonly detail?: string,
    readonly errors?: readonly FieldProblem[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? title);
  }
}

export const notFound = (what: string): ProblemError =>
  new ProblemError(404, `${what}/not-found`, `No such ${what}`);

export const toProblemBody = (problem: ProblemError, requestId: string) => ({
  type: `https://docs.cartrail.example/problems/${problem.code}`,
  title: problem.title,
  status: problem.status,
  ...(problem.detail === undefined ? {} : { detail: problem.detail }),
  instance: requestId,
  code: problem.code,
  ...(problem.errors === undefined ? {} : { errors: problem.errors }),
});
