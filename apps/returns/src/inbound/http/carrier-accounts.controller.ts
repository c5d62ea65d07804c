import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { accountLimits, carrierOf, CarrierSettingsError } from '@cartrail/carriers';
import { changed, type Cause, type Clock } from '@cartrail/kernel';
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
import {
  CLOCK,
  CREDENTIALS,
  SETTINGS_CHECK,
  type BookingAccount,
  type Credentials,
  type SettingsCheck,
} from '../../application/ports.js';
import { Stores } from '../stores.js';
import { ConnectAccountBody, RotateAccountBody } from './account-requests.js';
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
    const { accountId, connectionId, provider, label } = body;
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/carrier-accounts',
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [this.put(accountId, body, cause)],
      answer: () => ({ status: 201, body: { accountId, connectionId, provider, label } }),
    });
    return sendAnswer(reply, answer);
  }

  /** Bookings made before are found, changed and called off with the new credentials too: the account is the same. */
  @Post(':id/credentials')
  @HttpCode(200)
  @Requires('carrier-accounts:write')
  async rotate(
    @Param('id', ParseUUIDPipe) accountId: string,
    @Body() body: RotateAccountBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    this.refuseWrongSettings(body, cause.tenantId);
    const { connectionId, provider, label } = body;
    const answer = await this.commands.execute({
      cause,
      route: `POST /internal/carrier-accounts/${accountId}/credentials`,
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [this.put(accountId, body, cause)],
      answer: () => ({ status: 200, body: { accountId, connectionId, provider, label } }),
    });
    return sendAnswer(reply, answer);
  }

  /** Opens the account, or gives it these credentials. */
  private put(accountId: string, body: RotateAccountBody, cause: Cause): AnyChange {
    const { connectionId, provider, label, mode, baseUrl, limits, credentials } = body;
    const sealedCredentials = this.credentials.seal(credentials, { tenantId: cause.tenantId, accountId });
    const createdAt = this.clock.now();
    const terms = { accountId, connectionId, provider, label, mode, baseUrl, limits };
    const account = { ...terms, sealedCredentials, createdAt };
    return change<BookingAccount, never>({
      store: this.stores.accounts,
      find: { id: accountId },
      createAs: accountId,
      cause,
      decide: (known) => changed<BookingAccount>(known ? { ...known, sealedCredentials } : account),
    });
  }

  private refuseWrongSettings(
    { provider, mode, baseUrl, limits, credentials, connectionId }: RotateAccountBody,
    tenantId: string,
  ): void {
    if (!connectionId.startsWith(`${tenantId}-`))
      throw wrong([{ pointer: '/connectionId', code: 'invalid', message: 'belongs to another tenant' }]);
    try {
      accountLimits(carrierOf(provider).manifest, limits ?? {});
      this.check({ provider, mode, baseUrl, limits }, credentials);
    } catch (error) {
      if (!(error instanceof CarrierSettingsError)) throw error;
      throw wrong(
        error.violations.map(({ field, message }) => ({
          pointer: isOfTerms(field) ? `/${field}` : `/credentials/${field}`,
          code: 'invalid',
          message,
        })),
      );
    }
  }
}

const isOfTerms = (field: string): boolean =>
  field === 'baseUrl' || field === 'mode' || field.startsWith('limits/');

const wrong = (errors: readonly { pointer: string; code: string; message: string }[]) =>
  new ProblemError(400, 'request/invalid', 'The account is not complete', undefined, { errors });
