import { PlatformFailure, type PlatformFailureKind } from '../../../application/ports.js';

/** Codes of the decryption: its quota is used up, or cannot be asked. */
const documented: readonly (readonly [string, PlatformFailureKind])[] = [
  ['-2000701', 'throttled'],
  ['-2000702', 'transient'],
];

export type FailureKinds = ReadonlyMap<string, PlatformFailureKind>;

const codes = (setting: string | undefined): readonly string[] =>
  (setting ?? '').split(',').filter((code) => code !== '');

/** The platform documents hardly any code: the settings name those of its gateway that a shop has met. */
export const failureKinds = (settings: Readonly<Record<string, string>>): FailureKinds =>
  new Map<string, PlatformFailureKind>([
    ...codes(settings['authExpiredCodes']).map((code) => [code, 'auth_expired'] as const),
    ...codes(settings['throttledCodes']).map((code) => [code, 'throttled'] as const),
    ...documented,
  ]);

export const failureOf = (
  kinds: FailureKinds,
  method: string,
  code: string,
  message: string,
): PlatformFailure =>
  new PlatformFailure(
    kinds.get(code) ?? 'invalid',
    `xiaohongshu refused ${method} with ${code || 'no code'}: ${message}`,
  );
