import { Body, Controller, Headers, Param, Put, Res } from '@nestjs/common';
import { changed, type Cause } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import { CauseOf, ProblemError, Requires, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { Sku, Warehouse } from '../../domain/references.js';
import { Stores } from '../stores.js';
import { PutSkusRequest, PutWarehouseRequest } from './requests.js';

const WAREHOUSE_CODE = /^[\w.:-]{1,64}$/;

/** Facts no platform tells: what an article is and weighs, where a warehouse stands. */
@Controller('internal')
export class ReferencesController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
  ) {}

  @Put('skus')
  @Requires('skus:write')
  async putSkus(
    @Body() request: PutSkusRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const changes = request.skus.map(({ skuCode, name, title, category, weightGrams, labels }) =>
      change<Sku, never>({
        store: this.stores.skus,
        find: { id: skuCode },
        createAs: skuCode,
        cause,
        decide: () => changed<Sku>({ name: name ?? title, category, weightGrams, labels }),
      }),
    );
    const answer = await this.commands.execute({
      cause,
      route: 'PUT /internal/skus',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(request),
      changes,
      answer: () => ({
        status: 200,
        body: { upserted: new Set(request.skus.map(({ skuCode }) => skuCode)).size },
      }),
    });
    return sendAnswer(reply, answer);
  }

  @Put('warehouses/:code')
  @Requires('warehouses:write')
  async putWarehouse(
    @Param('code') code: string,
    @Body() request: PutWarehouseRequest,
    @CauseOf() cause: Cause,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    if (!WAREHOUSE_CODE.test(code))
      throw new ProblemError(
        400,
        'warehouse/invalid-code',
        'A warehouse code is 1 to 64 letters, digits or .:-_',
      );
    const state: Warehouse = {
      name: request.name,
      regionCode: request.regionCode,
      platformAddressIds: request.platformAddressIds,
    };
    const answer = await this.commands.execute({
      cause,
      route: 'PUT /internal/warehouses',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf({ code, state }),
      changes: [
        change<Warehouse, never>({
          store: this.stores.warehouses,
          find: { id: code },
          createAs: code,
          cause,
          decide: () => changed<Warehouse>(state),
        }),
      ],
      answer: () => ({ status: 200, body: { code, ...state } }),
    });
    return sendAnswer(reply, answer);
  }
}
