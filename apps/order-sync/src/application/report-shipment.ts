import type { Clock, Decision } from '@cartrail/kernel';
import type { ActionFailure } from '../domain/after-sale.state.js';
import {
  aboutToShip,
  accepted,
  isUnderWay,
  judgeShipment,
  shippingFailed,
  shippingFailedAgain,
  type Shipment as Held,
  type ShipmentFact,
} from '../domain/shipment.js';
import { react } from './case-desk.js';
import {
  PlatformFailure,
  type Attempt,
  type OrderFile,
  type OrderFiles,
  type Platforms,
  type Shipment,
  type ShipmentAction,
  type ShipmentRequest,
  type ShopRef,
  type Tokens,
} from './ports.js';

type Step = Attempt<Held, ShipmentFact>;

/** Why a platform cannot be told a number of this carrier; `undefined` where it can. */
export async function whyNotShip(
  platforms: Pick<Platforms, 'of' | 'manifest'>,
  shop: ShopRef,
  carrier: string,
): Promise<string | undefined> {
  const { shipping, withheld } = await platforms.of(shop);
  const reason = withheld?.ship ?? platforms.manifest(shop.platform).notSupported.ship;
  if (!shipping) return reason ?? `ship is not supported at ${shop.platform}`;
  return shipping.companyOf(carrier) === undefined
    ? `${shop.platform}’s code of carrier ${carrier} is not known to us`
    : undefined;
}

/**
 * Tells a platform under which number goods left. The order is read before: a number that stands there was told, by us
 * or by somebody else, and is not told again.
 */
export class ReportShipment implements ShipmentAction {
  constructor(
    private readonly files: OrderFiles,
    private readonly tokens: Tokens,
    private readonly platforms: Pick<Platforms, 'of' | 'manifest'>,
    private readonly clock: Clock,
  ) {}

  async attempt(request: ShipmentRequest, _attempt: number, signal: AbortSignal): Promise<Step> {
    const { tenantId, shipmentId } = request;
    const held = await this.files.shipment(tenantId, shipmentId);
    if (!held || !isUnderWay(held)) return { result: 'over' };
    const file = await this.files.order(tenantId, held.orderId);
    if (!file) return this.failed({ reason: 'refused', detail: 'the order is not known here' });
    try {
      return await this.decide(request, held, file, signal);
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      const reaction = react(error, held.failures + 1);
      if (reaction.kind === 'failed') return this.failed(reaction.failure);
      return { decide: shippingFailedAgain, again: reaction, result: 'waits' };
    }
  }

  abandoned(_request: ShipmentRequest, why: string) {
    return (held: Held | undefined): Decision<Held, ShipmentFact> =>
      shippingFailed(held, { reason: 'unavailable', detail: why }, this.clock.now());
  }

  private async decide(
    { shipmentId }: ShipmentRequest,
    held: Held,
    file: OrderFile,
    signal: AbortSignal,
  ): Promise<Step> {
    const { shop } = file;
    const cannot = await whyNotShip(this.platforms, shop, held.carrier);
    if (cannot !== undefined) return this.failed({ reason: 'not_supported', detail: cannot });
    const verdict = judgeShipment(held, await this.read(file));
    if (verdict.kind === 'there') return this.accepted('there');
    if (verdict.kind === 'hopeless') return this.failed(verdict.failure);
    if (held.status === 'asked')
      return { decide: aboutToShip, again: { afterMs: 0, why: 'about to ship' }, result: 'begun' };
    try {
      await this.tokens.use(shop, (token, { shipping }) => {
        if (signal.aborted) throw new PlatformFailure('throttled', 'the time of this attempt is over');
        return shipping?.ship(shop, token, toShipment(shipmentId, held, file)) ?? Promise.resolve();
      });
    } catch (error) {
      if (await this.isThere(error, held, file)) return this.accepted('there');
      throw error;
    }
    return this.accepted('shipped');
  }

  /** A no may be one to a repetition of what was taken and not answered. */
  private async isThere(error: unknown, held: Held, file: OrderFile): Promise<boolean> {
    const isNo = error instanceof PlatformFailure && (error.kind === 'invalid' || error.kind === 'conflict');
    if (!isNo) return false;
    const seen = await this.read(file).catch(() => undefined);
    return judgeShipment(held, seen).kind === 'there';
  }

  private async read({ shop, platformOrderId }: OrderFile) {
    const pulled = await this.tokens.use(shop, (token, { orders }) =>
      orders.order(shop, token, platformOrderId),
    );
    return pulled.order;
  }

  private accepted(result: string): Step {
    const at = this.clock.now();
    return { decide: (held) => accepted(held, at), result };
  }

  private failed(failure: ActionFailure): Step {
    const at = this.clock.now();
    return { decide: (held) => shippingFailed(held, failure, at), result: failure.reason };
  }
}

function toShipment(requestId: string, { number, carrier, lines, whole }: Held, file: OrderFile): Shipment {
  return {
    platformOrderId: file.platformOrderId,
    number,
    carrier,
    whole,
    requestId,
    lines: lines.flatMap(({ lineId, quantity }) => {
      const line = file.lines.find((one) => one.lineId === lineId);
      return line ? [{ platformLineId: line.platformLineId, skuId: line.skuId, quantity }] : [];
    }),
  };
}
