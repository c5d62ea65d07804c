/** Why something happens: carried from the input to every event it leads to. */
export interface Cause {
  readonly tenantId: string;
  /** Shared by everything that follows from one outside stimulus. */
  readonly correlationId: string;
  /** The event, request or timer run that led here directly. */
  readonly causationId: string;
  /** W3C trace context. */
  readonly traceparent?: string;
}
