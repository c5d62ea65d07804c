import { Body, Controller, Inject, Param, Put, Res } from '@nestjs/common';
import { changed, type Cause } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, type AnyChange } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  ProblemError,
  Requires,
  sendAnswer,
  type Asked,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { CONTACTS, type ContactSafe, type Warehouse } from '../../application/ports.js';
import type { ReturnSettings } from '../../domain/order/order-file.js';
import { warehousePlace } from '../../domain/places.js';
import { Stores, THE_SETTINGS } from '../stores.js';
import { SettingsBody, WarehouseBody } from './requests.js';
import { refusePartOfTenant } from './visible.js';

const WAREHOUSES = 'warehouses:write';
const CODE = /^[\w.:-]{1,64}$/;

/** Where goods go back to, and whether anybody must say yes. */
@Controller('internal')
export class SettingsController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    @Inject(CONTACTS) private readonly contacts: ContactSafe,
  ) {}

  @Put('return-settings')
  @Requires('return-policies:write')
  async set(
    @Body() body: SettingsBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    if (body.warehouse && !caller.scopes.includes(WAREHOUSES))
      throw new ProblemError(403, 'auth/forbidden', `The scope ${WAREHOUSES} is required to set an address`);
    const { warehouse, autoApprove, warehouseCode = warehouse?.code } = body;
    const settings = change<ReturnSettings, never>({
      store: this.stores.settings,
      find: { id: THE_SETTINGS },
      createAs: THE_SETTINGS,
      cause,
      decide: (known) =>
        changed<ReturnSettings>({
          autoApprove: autoApprove ?? known?.autoApprove,
          warehouseCode: warehouseCode ?? known?.warehouseCode,
        }),
    });
    const { code = '', ...address } = warehouse ?? {};
    const more = warehouse ? [this.put(code, address as WarehouseBody, cause)] : [];
    const answer = await this.commands.execute({
      cause,
      route: 'PUT /internal/return-settings',
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [settings, ...more],
      answer: ([outcomes]) => {
        const [outcome] = outcomes ?? [];
        return { status: 200, body: outcome && 'state' in outcome ? outcome.state : {} };
      },
    });
    return sendAnswer(reply, answer);
  }

  @Put('return-warehouses/:code')
  @Requires(WAREHOUSES)
  async putWarehouse(
    @Param('code') code: string,
    @Body() body: WarehouseBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    if (!CODE.test(code))
      throw new ProblemError(
        400,
        'warehouse/invalid-code',
        'A warehouse code is 1 to 64 letters, digits or .:-_',
      );
    const answer = await this.commands.execute({
      cause,
      route: `PUT /internal/return-warehouses/${code}`,
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [this.put(code, body, cause)],
      answer: ([outcomes]) => ({ status: 200, body: shown(outcomes?.[0]) }),
    });
    return sendAnswer(reply, answer);
  }

  private put(code: string, { name, phone, address, regionCode }: WarehouseBody, cause: Cause): AnyChange {
    const contact = { name, phone, address, regionCode };
    const { sealed, masks } = this.contacts.seal(contact, warehousePlace(cause.tenantId, code));
    const { nameMask, phoneMask } = masks;
    const warehouse: Warehouse = { code, regionCode, nameMask, phoneMask, sealedAddress: sealed };
    return change<Warehouse, never>({
      store: this.stores.warehouses,
      find: { id: code },
      createAs: code,
      cause,
      decide: () => changed(warehouse),
    });
  }
}

/** Never the address again: whoever set it knows it. */
function shown(outcome: unknown): object {
  const { code, regionCode, nameMask, phoneMask } = (outcome as { readonly state: Warehouse }).state;
  return { code, regionCode, nameMask, phoneMask };
}
