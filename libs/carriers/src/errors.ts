/**
 * What to do about a failed call. `unknown-outcome`: the vendor may have acted, so ask before repeating;
 * calls that are safe to repeat answer `retryable` instead.
 */
export type CarrierErrorKind = 'retryable' | 'permanent' | 'credentials' | 'throttled' | 'unknown-outcome';

export interface CarrierErrorDetail {
  readonly provider: string;
  /** The vendor's own code, or the HTTP status as text. */
  readonly code?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

export class CarrierError extends Error {
  override readonly name = 'CarrierError';
  readonly provider: string;
  readonly code: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly kind: CarrierErrorKind,
    message: string,
    detail: CarrierErrorDetail,
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.provider = detail.provider;
    this.code = detail.code;
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** The bytes of a callback are not what the vendor documents: park them, never guess. */
export class MalformedCallback extends Error {
  override readonly name = 'MalformedCallback';
}

/** The settings of an account are incomplete or wrong; names fields, never values. */
export class CarrierSettingsError extends Error {
  override readonly name = 'CarrierSettingsError';

  constructor(
    readonly provider: string,
    readonly violations: readonly SettingViolation[],
  ) {
    super(
      `settings of ${provider}: ${violations.map(({ field, message }) => `${field} ${message}`.trim()).join('; ')}`,
    );
  }
}

export interface SettingViolation {
  readonly field: string;
  readonly message: string;
}
