import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { CarrierSettingsError } from '@cartrail/carriers';
import { changed, type Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf } from '@cartrail/messaging';
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
import {
  CLOCK,
  CREDENTIALS,
  SETTINGS_CHECK,
  type BookingAccount,
  type Credentials,
  type SettingsCheck,
} from '../../application/ports.js';
import { Stores } from '../stores.js';
import { ConnectAccountBody } from './requests.js';
import { refusePartOfTenant } from './visible.js';

/** The account couriers are ordered with. Tracking has it too, under the same ids, and reads its callbacks. */
@Controller('internal/carrier-accounts')
export class CarrierAccountsController {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
    @Inject(SETTINGS_CHECK) private readonly check: SettingsCheck,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Requires('carrier-accounts:write')
  async connect(
    @Body() body: ConnectAccountBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    this.refuseWrongSettings(body, cause.tenantId);
    const { accountId, connectionId, provider, label, baseUrl } = body;
    const sealedCredentials = this.credentials.seal(body.credentials, {
      tenantId: cause.tenantId,
      accountId,
    });
    const createdAt = this.clock.now();
    const account: BookingAccount = {
      accountId,
      connectionId,
      provider,
      label,
      baseUrl,
      sealedCredentials,
      createdAt,
    };
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/carrier-accounts',
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.stores.accounts,
          find: { id: accountId },
          createAs: accountId,
          cause,
          decide: () => changed(account),
        }),
      ],
      answer: () => ({ status: 201, body: { accountId, connectionId, provider, label } }),
    });
    return sendAnswer(reply, answer);
  }

  private refuseWrongSettings(
    { provider, baseUrl, credentials, connectionId }: ConnectAccountBody,
    tenantId: string,
  ): void {
    if (!connectionId.startsWith(`${tenantId}-`))
      throw wrong([{ pointer: '/connectionId', code: 'invalid', message: 'belongs to another tenant' }]);
    try {
      this.check({ provider, baseUrl }, credentials);
    } catch (error) {
      if (!(error instanceof CarrierSettingsError)) throw error;
      throw wrong(
        error.violations.map(({ field, message }) => ({
          pointer: field === 'baseUrl' ? '/baseUrl' : `/credentials/${field}`,
          code: 'invalid',
          message,
        })),
      );
    }
  }
}

const wrong = (errors: readonly { pointer: string; code: string; message: string }[]) =>
  new ProblemError(400, 'request/invalid', 'The account is not complete', undefined, { errors });
