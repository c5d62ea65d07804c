import { DAY, MINUTE, machineClock, newId } from '@cartrail/kernel';
import type { Shop, Token } from '../state/model.js';
import type { State } from '../state/state.js';

/** How long a platform's tokens live. */
export interface Lives {
  readonly accessMs: number;
  readonly refreshMs: number;
}

interface Code {
  shopId: string;
  expiresAt: number;
}

/** Codes and tokens of the shops of every platform; their life runs on the machine's clock, as everybody's does. */
export class ShopTokens {
  constructor(private readonly state: State) {}

  /** A merchant has said yes to an application. */
  consent(shopId: string, lifeMs = 10 * MINUTE): string {
    const code = newId().replaceAll('-', '');
    this.codes().set(code, { shopId, expiresAt: machineClock.now() + lifeMs });
    this.state.revokedShops.delete(shopId);
    this.state.dirty = true;
    return code;
  }

  /** The shop a code is of, once; nothing for an unknown, used or old one. */
  redeem(code: string): Shop | undefined {
    const found = this.codes().get(code);
    this.codes().delete(code);
    this.state.dirty = true;
    if (!found || found.expiresAt <= machineClock.now()) return undefined;
    return this.state.shops.get(found.shopId);
  }

  /** Earlier ones live on: `cut` ends or shortens them. */
  issue(shopId: string, { accessMs, refreshMs }: Lives): Token {
    const now = machineClock.now();
    const token: Token = {
      shopId,
      access: newId(),
      refresh: newId(),
      accessExpiresAt: now + accessMs,
      refreshExpiresAt: now + refreshMs,
    };
    const alive = (one: Token): boolean => Math.max(one.accessExpiresAt, one.refreshExpiresAt) > now - DAY;
    this.state.tokens = [...this.state.tokens.filter(alive), token];
    this.state.dirty = true;
    return token;
  }

  /** Whatever its age: whether it is still good is `accessExpiresAt`. */
  byAccess(access: string): Token | undefined {
    return this.state.tokens.find((one) => one.access === access);
  }

  byRefresh(refresh: string): Token | undefined {
    return this.state.tokens.find((one) => one.refresh === refresh);
  }

  /** The refresh token is dead now, the access token in `graceMs` at the latest. */
  cut(token: Token, graceMs: number): void {
    token.refreshExpiresAt = 0;
    token.accessExpiresAt = Math.min(token.accessExpiresAt, machineClock.now() + graceMs);
    this.state.dirty = true;
  }

  expire(shopId: string, refreshToo: boolean): number {
    const tokens = this.state.tokens.filter((one) => one.shopId === shopId);
    for (const token of tokens) {
      token.accessExpiresAt = 0;
      if (refreshToo) token.refreshExpiresAt = 0;
    }
    this.state.dirty = true;
    return tokens.length;
  }

  /** The merchant has taken his consent back: no call, no refresh, no new token, until he consents anew. */
  revoke(shopId: string): void {
    this.state.revokedShops.add(shopId);
    this.state.dirty = true;
  }

  isRevoked(shopId: string): boolean {
    return this.state.revokedShops.has(shopId);
  }

  private codes(): Map<string, Code> {
    return this.state.shelf('platforms.codes') as Map<string, Code>;
  }
}
