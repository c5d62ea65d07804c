import { newId, type Clock, type Instant } from '@cartrail/kernel';
import { AUTHORISATION_MS, readState, stateOf } from '../domain/authorisation.js';
import type { PlatformId } from '../domain/platform.js';
import type { LinkSecrets, PendingAuthorisations, Platforms, Redeemed } from './ports.js';

export interface AuthorisationRequest {
  readonly platform: PlatformId;
  readonly applicationId?: string;
  readonly name: string;
  readonly merchantId?: string;
  readonly warehouseCode?: string;
}

/** The way a merchant takes: to the platform's page with a state of its own, and back with a code, once. */
export class AuthoriseShop {
  constructor(
    private readonly pending: PendingAuthorisations,
    private readonly platforms: Platforms,
    private readonly secrets: LinkSecrets,
    private readonly clock: Clock,
    /** Where platforms send merchants back to; absent: the operator has not said. */
    private readonly redirectUri: string | undefined,
  ) {}

  get isReachable(): boolean {
    return this.redirectUri !== undefined;
  }

  /** Undefined where the platform has no page, or nobody could come back from it. */
  async begin(
    tenantId: string,
    request: AuthorisationRequest,
  ): Promise<{ readonly url: string; readonly expiresAt: Instant } | undefined> {
    const { redirectUri } = this;
    const { platform, applicationId } = request;
    const { authorisation } = await this.platforms.of({ tenantId, platform, applicationId });
    if (redirectUri === undefined || !authorisation.url) return undefined;
    const secret = this.secrets.make();
    const id = newId();
    const expiresAt = this.clock.now() + AUTHORISATION_MS;
    await this.pending.add({ ...request, tenantId, id, redirectUri, expiresAt }, this.secrets.hash(secret));
    return { url: authorisation.url(stateOf({ tenantId, id, secret }), redirectUri), expiresAt };
  }

  /** Whose it is, and from then on nobody's: a state is good for one code. */
  redeem(text: string): Promise<Redeemed> {
    const state = readState(text);
    return state
      ? this.pending.redeem(state, this.secrets.hash(state.secret), this.clock.now())
      : Promise.resolve('forged');
  }

  /** The same, and it stays good: the merchant may change his mind. */
  look(text: string): Promise<Redeemed> {
    const state = readState(text);
    return state
      ? this.pending.look(state, this.secrets.hash(state.secret), this.clock.now())
      : Promise.resolve('forged');
  }
}
