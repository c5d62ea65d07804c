import type { Instant } from '@cartrail/kernel';
import {
  PlatformFailure,
  type OpenPlatform,
  type PlatformManifest,
  type Platforms,
  type Sealer,
  type ShopRef,
  type TokenPair,
  type Tokens,
  type TokenShelf,
} from './ports.js';
import type { SealedTokens } from '../domain/shop.js';

const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 200;

type Owner = Pick<ShopRef, 'tenantId' | 'shopId'>;
type HeldTokens = SealedTokens & Pick<TokenPair, 'accessToken' | 'refreshToken'>;

const placeOf = ({ tenantId, shopId }: Owner) => ({ tenantId, field: `shop.tokens/${shopId}` });

/** Machine time and waiting, so that tests need neither. */
export interface Machine {
  now(): number;
  pause(ms: number): Promise<void>;
}

export function sealTokens(sealer: Sealer, shop: Owner, tokens: TokenPair): SealedTokens {
  const text = JSON.stringify([tokens.accessToken, tokens.refreshToken]);
  return {
    sealed: sealer.encrypt(text, placeOf(shop)),
    issuedAt: tokens.issuedAt,
    expiresAt: tokens.accessExpiresAt,
    ...(tokens.refreshExpiresAt !== undefined && { refreshExpiresAt: tokens.refreshExpiresAt }),
  };
}

/**
 * Hands out a shop's access token and renews it: one renewal at a time per shop, in this process by a shared promise,
 * between processes by a lease on the shop's row. Parallel refreshes would be refused (50002, sub code 31012).
 */
export class KeepTokens implements Tokens {
  private readonly renewals = new Map<string, Promise<string>>();
  private readonly readings = new Map<string, Promise<HeldTokens>>();

  constructor(
    private readonly shelf: TokenShelf,
    private readonly platforms: Platforms,
    private readonly sealer: Sealer,
    private readonly machine: Machine,
  ) {}

  async use<T>(shop: ShopRef, call: (accessToken: string, platform: OpenPlatform) => Promise<T>): Promise<T> {
    const platform = await this.platforms.of(shop);
    const token = await this.current(shop);
    try {
      return await call(token, platform);
    } catch (error) {
      if (!(error instanceof PlatformFailure) || error.kind !== 'auth_expired') throw error;
      const renewed = await this.renew(shop, token);
      return await this.again(shop, renewed, () => call(renewed, platform));
    }
  }

  private async again<T>(shop: ShopRef, used: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof PlatformFailure && error.kind === 'auth_expired') {
        const held = await this.held(shop);
        if (held.accessToken === used) await this.shelf.release(shop, held);
      }
      throw error;
    }
  }

  private async current(shop: ShopRef): Promise<string> {
    const held = await this.reading(shop);
    const { renewal } = this.platforms.manifest(shop.platform);
    if (this.machine.now() < renewAt(held, renewal)) return held.accessToken;
    try {
      return await this.renew(shop, held.accessToken);
    } catch (error) {
      // Renewing early failed; the token still holds, and the next call tries again.
      if (error instanceof PlatformFailure && this.machine.now() < held.expiresAt) return held.accessToken;
      throw error;
    }
  }

  /** Calls that begin while the tokens are being read share what is read. */
  private reading(shop: ShopRef): Promise<HeldTokens> {
    const running = this.readings.get(shop.shopId);
    if (running) return running;
    const reading = this.held(shop).finally(() => this.readings.delete(shop.shopId));
    this.readings.set(shop.shopId, reading);
    return reading;
  }

  private renew(shop: ShopRef, used: string): Promise<string> {
    const running = this.renewals.get(shop.shopId);
    if (running) return running;
    const renewal = this.renewAlone(shop, used).finally(() => this.renewals.delete(shop.shopId));
    this.renewals.set(shop.shopId, renewal);
    return renewal;
  }

  private async renewAlone(shop: ShopRef, used: string): Promise<string> {
    const until = this.machine.now() + LEASE_MS;
    for (;;) {
      const held = await this.held(shop);
      if (held.accessToken !== used) return held.accessToken;
      if (await this.shelf.lease(shop, LEASE_MS)) return await this.renewLeased(shop, used);
      if (this.machine.now() > until)
        throw new PlatformFailure('transient', 'another process is renewing the token');
      await this.machine.pause(LOOK_AGAIN_MS);
    }
  }

  private async renewLeased(shop: ShopRef, used: string): Promise<string> {
    let asked: SealedTokens | undefined;
    try {
      const held = await this.held(shop);
      if (held.accessToken !== used) {
        await this.shelf.release(shop);
        return held.accessToken;
      }
      asked = held;
      const tokens = await this.fresh(shop, held.refreshToken);
      await this.shelf.put(shop, sealTokens(this.sealer, shop, tokens), held);
      return tokens.accessToken;
    } catch (error) {
      // Anything else passes: an address list, or an interface that is off, is no word on the shop's authorisation.
      const lost = error instanceof PlatformFailure && error.kind === 'auth_expired';
      await this.shelf.release(shop, lost ? asked : undefined);
      throw error;
    }
  }

  /** A self-use application may create a token anew when the refresh token is too old. */
  private async fresh(shop: ShopRef, refreshToken: string): Promise<TokenPair> {
    const { authorisation } = await this.platforms.of(shop);
    const { vendorShopId } = shop;
    try {
      return await authorisation.refresh({ refreshToken, vendorShopId });
    } catch (error) {
      const final =
        error instanceof PlatformFailure && error.kind !== 'transient' && error.kind !== 'throttled';
      if (!final || !this.platforms.manifest(shop.platform).features.includes('authorise-self')) throw error;
      return (await authorisation.grant({ kind: 'self', vendorShopId })).tokens;
    }
  }

  private async held(shop: ShopRef): Promise<HeldTokens> {
    const tokens = await this.shelf.read(shop);
    if (!tokens || tokens.sealed === '')
      throw new PlatformFailure('auth_expired', 'the shop is not connected');
    const [accessToken, refreshToken] = JSON.parse(this.sealer.decrypt(tokens.sealed, placeOf(shop))) as [
      string,
      string,
    ];
    return { ...tokens, accessToken, refreshToken };
  }
}

const renewAt = (held: SealedTokens, renewal: PlatformManifest['renewal']): Instant =>
  'lastMs' in renewal
    ? held.expiresAt - renewal.lastMs
    : held.issuedAt + renewal.atPart * (held.expiresAt - held.issuedAt);
