import { HOUR, SECOND } from '@cartrail/kernel';
import type { ActionFailure, CaseKind, ObservedCase } from '../domain/after-sale.state.js';
import { rejectionFor } from '../domain/rejections.js';
import {
  PlatformFailure,
  type CaseActions,
  type CaseFile,
  type PlatformFailureKind,
  type PlatformFeature,
  type Platforms,
  type PulledCase,
  type Rejection,
  type Tokens,
} from './ports.js';

/**
 * How often in a row an action may fail before a person has to: about a day of silence, a quarter of an hour of a
 * closed door, half a minute of a case that will not hold still.
 */
const PATIENCE: Readonly<Record<PlatformFailureKind, number>> = {
  transient: 32,
  throttled: 32,
  auth_expired: 10,
  forbidden: 10,
  conflict: 6,
  invalid: 0,
  manual_only: 0,
};

const REASONS = {
  transient: 'unavailable',
  throttled: 'unavailable',
  auth_expired: 'not_authorised',
  forbidden: 'not_authorised',
  conflict: 'state_moved',
  invalid: 'refused',
  manual_only: 'manual_only',
} as const satisfies Readonly<Record<PlatformFailureKind, ActionFailure['reason']>>;

/** A second, doubled each time, an hour at most. */
const waitMs = (times: number): number => Math.min(SECOND * 2 ** Math.min(times - 1, 12), HOUR);

export type Reaction =
  | { readonly kind: 'again'; readonly afterMs: number; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: ActionFailure };

export const reasonOf = ({ kind }: PlatformFailure): ActionFailure['reason'] => REASONS[kind];

export const isTooOften = (kind: PlatformFailureKind, times: number): boolean => times >= PATIENCE[kind];

export const again = ({ kind, message }: PlatformFailure, times: number) =>
  ({ kind: 'again', afterMs: waitMs(times), why: `${kind}: ${message}` }) as const satisfies Reaction;

/** What the platform's no means, heard so many times in a row: later, or never. */
export function react(error: PlatformFailure, times: number): Reaction {
  if (!isTooOften(error.kind, times)) return again(error, times);
  return { kind: 'failed', failure: { reason: reasonOf(error), detail: error.message } };
}

export interface Reading {
  readonly pulled: PulledCase;
  readonly seen: ObservedCase;
}

const CASE_WORDS = {
  'agree-return': 'agreeReturn',
  'agree-refund': 'agreeRefund',
  reject: 'reject',
  'fill-return-waybill': 'fillReturnWaybill',
  'refund-received': 'refundReceived',
  'report-received': 'reportReceived',
} as const satisfies Partial<Record<PlatformFeature, keyof CaseActions>>;
type CaseFeature = keyof typeof CASE_WORDS;

/** How often one attempt decides anew because the case moved between reading and acting. */
const MOVES = 3;

/** The platform's desk for one case: it is read before anything is done to it. */
export class CaseDesk {
  constructor(
    private readonly tokens: Tokens,
    private readonly platforms: Pick<Platforms, 'of' | 'manifest'>,
  ) {}

  /** Why something cannot be said at all, in words for a person; `undefined` where it can. */
  async whyNot({ shop }: CaseFile, feature: CaseFeature): Promise<string | undefined> {
    const { cases, withheld } = await this.platforms.of(shop);
    if (cases.actions[CASE_WORDS[feature]]) return undefined;
    const reason = withheld?.[feature] ?? this.platforms.manifest(shop.platform).notSupported[feature];
    return reason ?? `${feature} is not supported at ${shop.platform}`;
  }

  /** The kinds of case in which this platform is told that goods may come back. */
  async returnKinds({ shop }: CaseFile): Promise<ReadonlySet<CaseKind>> {
    const { cases } = await this.platforms.of(shop);
    return new Set(['return_refund', ...(cases.actions.returnKinds ?? [])]);
  }

  /** What a refusal by our rule is called here, where the merchant has said so. */
  async rejectionFor({ shop }: CaseFile, rule: string): Promise<Rejection | undefined> {
    return rejectionFor((await this.platforms.of(shop)).rejections, rule);
  }

  async read({ shop, afterSale }: CaseFile): Promise<Reading> {
    const { platformAfterSaleId, platformOrderId, platformReasonCode: reasonCode } = afterSale;
    const ref = { platformAfterSaleId, platformOrderId, reasonCode };
    const pulled = await this.tokens.use(shop, (token, { cases }) => cases.case(shop, token, ref));
    if (!pulled.seen) throw new PlatformFailure('transient', 'the platform shows the case without its state');
    return { pulled, seen: pulled.seen };
  }

  /** Nothing is said once the time of the attempt is over: somebody else may be at it by then. */
  act<T>(
    { shop }: CaseFile,
    signal: AbortSignal,
    call: (actions: CaseActions, token: string) => Promise<T> | undefined,
  ): Promise<T | undefined> {
    return this.tokens.use(shop, async (token, { cases }) => {
      if (signal.aborted) throw new PlatformFailure('throttled', 'the time of this attempt is over');
      return call(cases.actions, token);
    });
  }

  /** Reads and lets `decide` act on what was read; when the case moved in between, both once more, boundedly. */
  async onNewest<T>(file: CaseFile, decide: (reading: Reading) => Promise<T>): Promise<T> {
    for (let move = 1; ; move++) {
      const reading = await this.read(file);
      try {
        return await decide(reading);
      } catch (error) {
        const moved = error instanceof PlatformFailure && error.kind === 'conflict';
        if (!moved || move === MOVES) throw error;
      }
    }
  }
}
