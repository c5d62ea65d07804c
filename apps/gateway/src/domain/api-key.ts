import { changed, nothing, refused, type Decision } from '@cartrail/kernel';
import { beyond, type Restriction, type Role } from './roles.js';

/** What is kept of a key: never the secret itself. */
export interface ApiKey extends Restriction {
  readonly keyId: string;
  readonly role: Role;
  readonly label: string;
  /** SHA-256 of the secret, hex. The secret has 256 random bits, so a plain hash cannot be searched. */
  readonly secretHash: string;
  readonly createdAt: string;
  readonly revokedAt?: string;
}

/** Who asked for a change, and in which request. */
export interface Asked {
  readonly actor: string;
  readonly request: string;
}

/** An entry for the audit log. */
export interface Audited extends Asked {
  readonly action: string;
  readonly object: string;
}

export const issue =
  (key: ApiKey, asked: Asked) =>
  (state: ApiKey | undefined): Decision<ApiKey, Audited> =>
    state ? nothing() : changed(key, { action: 'key.issued', object: key.keyId, ...asked });

export const revoke =
  (revokedAt: string, own: Restriction, asked: Asked) =>
  (state: ApiKey | undefined): Decision<ApiKey, Audited> => {
    if (!state || beyond(own, state).length > 0) return refused('key/not-found');
    if (state.revokedAt !== undefined) return nothing('revoked already');
    return changed({ ...state, revokedAt }, { action: 'key.revoked', object: state.keyId, ...asked });
  };
