import { Body, Controller, Get, Headers, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { normaliseNumber } from '@cartrail/carriers';
import { newId, type Cause } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import { CauseOf, CurrentCaller, notFound, Requires, sendAnswer, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { AskShipment } from '../../application/ask-shipment.js';
import type { ShipmentRequest } from '../../application/ports.js';
import {
  askShipment,
  shipmentKey,
  type Shipment,
  type ShipmentFact,
  type ShipmentKey,
} from '../../domain/shipment.js';
import { Stores } from '../stores.js';
import { ShipmentBody } from './action-bodies.js';
import { problem, refusalOf } from './action-refusals.js';
import { shipmentView } from './action-views.js';

/** Numbers of parcels that left, for the platform to be told. */
@Controller('internal/orders')
export class ShipmentsController {
  constructor(
    private readonly askToShip: AskShipment,
    private readonly commands: Commands,
    private readonly stores: Stores,
  ) {}

  @Get(':id/shipments')
  @Requires('shipments:write')
  async list(
    @Param('id', ParseUUIDPipe) orderId: string,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<object> {
    const shipments = await this.askToShip.list(tenantId, orderId);
    if (!shipments) throw notFound('order');
    return { items: shipments.map(({ id, ...shipment }) => shipmentView(id, shipment)) };
  }

  @Post(':id/shipments')
  @Requires('shipments:write')
  async ship(
    @Param('id', ParseUUIDPipe) orderId: string,
    @Body() body: ShipmentBody,
    @CurrentCaller() { tenantId, memberId }: Caller,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { carrier, lines } = body;
    const number = normaliseNumber(body.number);
    const wanted = { number, carrier, lines, by: memberId };
    const prepared = await this.askToShip.prepare(tenantId, orderId, wanted);
    if (prepared.kind === 'unknown-order') throw notFound('order');
    if (prepared.kind === 'not-supported') throw problem('shipment/not-supported', prepared.why);
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/orders/shipments',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf({ orderId, body }),
      changes: [
        change<Shipment, ShipmentFact, ShipmentKey>({
          store: this.stores.shipments,
          find: shipmentKey({ orderId, number }),
          createAs: newId(),
          cause,
          decide: (held) => askShipment(held, prepared.wanted),
          effects: ({ state }, shipmentId) => {
            const request: ShipmentRequest = { tenantId, shipmentId };
            const key = `${shipmentId}/${state.asks}`;
            return [{ kind: 'shipment.report', tenantId, idempotencyKey: key, request }];
          },
        }),
      ],
      answer: (outcomes) => {
        const refusal = refusalOf(outcomes, cause);
        const [outcome] = outcomes[0] ?? [];
        if (refusal || !outcome || outcome.kind === 'refused') return refusal ?? { status: 409, body: {} };
        return {
          status: outcome.kind === 'changed' ? 202 : 200,
          body: shipmentView(outcome.id, outcome.state as Shipment),
        };
      },
    });
    return sendAnswer(reply, answer);
  }
}
