/** What a service's parts say about themselves to whoever runs it. */
export interface Health {
  /** Rejects while something that requests need is away, or has not been there yet. */
  ready(): Promise<void>;
  /** Why only a fresh process helps; undefined while all is well, or merely waits for something else. */
  stuck(): Promise<string | undefined>;
}

/** Under which whoever knows provides it. */
export const HEALTH = Symbol('cartrail:health');
