/** Beside the plumbing's own: the application-level connection has no tenant before it is looked up. */
export const rlsExempt: ReadonlySet<string> = new Set(['app_connection']);
