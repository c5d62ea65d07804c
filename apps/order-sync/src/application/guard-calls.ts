import { DAY } from '@cartrail/kernel';
import type { Machine } from './keep-tokens.js';
import {
  PlatformFailure,
  type CallLimits,
  type OpenPlatform,
  type PlatformConnection,
  type PlatformManifest,
  type Platforms,
  type ShopContacts,
  type ShopRef,
  type Tokens,
} from './ports.js';

/** How long a call waits for its turn before it is held back. */
const LONGEST_WAIT_MS = 2_000;
/** How long an application rests after its platform said that it is asked too often; doubled while it goes on. */
const REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;
/** Whose the operator's own applications are, where calls are counted. */
const OPERATOR = '*';

/** Counts calls over all processes; messaging's `Limits`. */
export interface CallCounter {
  take(
    tenantId: string,
    key: string,
    rate: { readonly perSecond: number; readonly burst: number },
  ): Promise<number>;
  count(
    tenantId: string,
    key: string,
    cap: { readonly most: number; readonly perMs: number },
  ): Promise<boolean>;
}

export interface GuardParts {
  readonly tokens: Tokens;
  readonly platforms: Platforms;
  readonly counter: CallCounter;
  readonly contacts: ShopContacts;
  readonly machine: Machine;
  readonly log: (message: string) => void;
}

/**
 * Keeps each application within what its platform allows, whichever of its shops is asked for, and notes how each shop
 * was last reached. A call over the limit waits a while, then it is `throttled`; it is never sent.
 */
export class GuardCalls implements Tokens {
  private readonly resting = new Map<string, { readonly until: number; readonly restMs: number }>();

  constructor(private readonly parts: GuardParts) {}

  async use<T>(shop: ShopRef, call: (accessToken: string, platform: OpenPlatform) => Promise<T>): Promise<T> {
    const { tokens, platforms, contacts } = this.parts;
    try {
      const connection = await platforms.connectionOf(shop);
      const answer = await tokens.use(shop, async (accessToken, platform) => {
        await this.turn(connection, platforms.manifest(shop.platform));
        return this.listened(connection.connectionId, () => call(accessToken, platform));
      });
      await this.note(() => contacts.answered(shop));
      return answer;
    } catch (error) {
      if (error instanceof PlatformFailure) await this.note(() => noted(contacts, shop, error));
      throw error;
    }
  }

  private async listened<T>(application: string, call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      this.resting.delete(application);
      return answer;
    } catch (error) {
      if (error instanceof PlatformFailure && error.kind === 'throttled') this.rest(application);
      throw error;
    }
  }

  /** Calls that were under way at the same moment are refused together: that is one refusal. */
  private rest(application: string): void {
    const now = this.parts.machine.now();
    const before = this.resting.get(application);
    if (before && now < before.until) return;
    const restMs = Math.min(before ? before.restMs * 2 : REST_MS, LONGEST_REST_MS);
    this.resting.set(application, { until: now + restMs, restMs });
  }

  private async turn(connection: PlatformConnection, manifest: PlatformManifest): Promise<void> {
    const { machine, counter } = this.parts;
    const { connectionId, platform } = connection;
    const [tenantId, key] = whereCounted(connection);
    const { callsPerSecond, callsPerDay } = limitsOf(manifest, connection.settings);
    const latest = machine.now() + LONGEST_WAIT_MS;
    for (;;) {
      const rest = (this.resting.get(connectionId)?.until ?? 0) - machine.now();
      const waitMs =
        rest > 0 || callsPerSecond === undefined
          ? rest
          : await counter.take(tenantId, key, rateOf(callsPerSecond));
      if (waitMs <= 0) break;
      if (machine.now() + waitMs > latest)
        throw new PlatformFailure('throttled', `${platform} may not be asked yet: nothing was sent`);
      await machine.pause(waitMs);
    }
    if (callsPerDay === undefined) return;
    if (!(await counter.count(tenantId, key, { most: callsPerDay, perMs: DAY })))
      throw new PlatformFailure(
        'throttled',
        `${platform}: the calls of 24 hours are spent, nothing was sent`,
      );
  }

  /** Nothing that was said to a platform fails because it could not be noted. */
  private async note(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.parts.log(`a shop's contact is not noted: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }
}

/** Under whose name, and which, an application's calls are counted. */
export const whereCounted = ({
  tenantId = OPERATOR,
  platform,
  connectionId,
}: PlatformConnection): readonly [tenantId: string, key: string] => [tenantId, `${platform}/${connectionId}`];

/** A call that one order or case makes impossible says that the platform was reached. */
const noted = (contacts: ShopContacts, shop: ShopRef, { kind }: PlatformFailure): Promise<void> =>
  kind === 'conflict' || kind === 'manual_only' ? contacts.answered(shop) : contacts.failed(shop, kind);

/** What an application's contract says before what its platform documents for everybody. */
export function limitsOf(
  { limits = {} }: Pick<PlatformManifest, 'limits'>,
  settings: Readonly<Record<string, string>>,
): CallLimits {
  const callsPerSecond = numberIn(settings['callsPerSecond']) ?? limits.callsPerSecond;
  const callsPerDay = numberIn(settings['callsPerDay']) ?? limits.callsPerDay;
  return {
    ...(callsPerSecond !== undefined && { callsPerSecond }),
    ...(callsPerDay !== undefined && { callsPerDay }),
  };
}

const numberIn = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};

/** In no second more than the platform allows, wherever its seconds begin: what may come at once is part of it. */
export function rateOf(callsPerSecond: number): { readonly perSecond: number; readonly burst: number } {
  const burst = Math.max(1, Math.floor(callsPerSecond / 10));
  return { perSecond: Math.max(callsPerSecond - burst, callsPerSecond / 2), burst };
}
