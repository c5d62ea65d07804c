import { Body, Controller, Put, Res } from '@nestjs/common';
import { changed } from '@cartrail/kernel';
import { change, Commands, fingerprintOf } from '@cartrail/messaging';
import { AskedBy, CurrentCaller, Requires, sendAnswer, type Asked, type Caller } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import type { BookingPreference } from '../../application/ports.js';
import { Stores, THE_PREFERENCES } from '../stores.js';
import { PreferencesBody } from './account-requests.js';
import { refusePartOfTenant } from './visible.js';

/** Which account is asked for prices and couriers, in its order; the list is set as a whole. */
@Controller('internal/carrier-accounts/preferences')
export class CarrierPreferencesController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
  ) {}

  @Put()
  @Requires('carrier-accounts:write')
  async set(
    @Body() body: PreferencesBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    const preferences = body.preferences.flatMap(({ operation, carrier, accountIds }): BookingPreference[] =>
      operation === 'quote' || operation === 'book' ? [{ operation, carrier, accountIds }] : [],
    );
    const answer = await this.commands.execute({
      cause,
      route: 'PUT /internal/carrier-accounts/preferences',
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.stores.preferences,
          find: { id: THE_PREFERENCES },
          createAs: THE_PREFERENCES,
          cause,
          decide: () => changed<readonly BookingPreference[]>(preferences),
        }),
      ],
      answer: () => ({ status: 200, body: { preferences } }),
    });
    return sendAnswer(reply, answer);
  }
}
