import { Body, Controller, Inject, Post, Res } from '@nestjs/common';
import { CarrierSettingsError } from '@cartrail/carriers';
import { changed, newId, type Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import { AskedBy, type Asked, ProblemError, Requires, sendAnswer } from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import {
  CREDENTIALS,
  SETTINGS_CHECK,
  type CarrierAccount,
  type Credentials,
  type SettingsCheck,
} from '../../application/ports.js';
import { callbackPathOf, connectionIdOf } from '../../domain/connection-id.js';
import { ACCOUNTS, CLOCK, type AccountStore } from '../stores.js';
import { ConnectCarrierDto } from './commands.dto.js';

@Controller('internal/carrier-accounts')
export class CarrierAccountsController {
  constructor(
    private readonly commands: Commands,
    @Inject(ACCOUNTS) private readonly store: AccountStore,
    @Inject(CREDENTIALS) private readonly credentials: Credentials,
    @Inject(SETTINGS_CHECK) private readonly check: SettingsCheck,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Requires('carrier-accounts:write')
  async connect(
    @Body() body: ConnectCarrierDto,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    this.refuseWrongSettings(body);
    const accountId = newId();
    const account = this.toAccount(body, cause.tenantId, accountId);
    const connectionId = connectionIdOf(cause.tenantId, accountId);
    const { provider, label } = body;
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/carrier-accounts',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.store,
          find: { id: accountId },
          createAs: accountId,
          cause,
          decide: () => changed(account),
        }),
      ],
      answer: () => ({
        status: 201,
        body: {
          accountId,
          provider,
          label,
          connectionId,
          callbackPath: callbackPathOf(provider, connectionId),
        },
      }),
    });
    return sendAnswer(reply, answer);
  }

  private toAccount(
    { provider, label, baseUrl, credentials }: ConnectCarrierDto,
    tenantId: string,
    accountId: string,
  ): CarrierAccount {
    const sealedCredentials = this.credentials.seal(credentials, { tenantId, accountId });
    return { accountId, provider, label, baseUrl, sealedCredentials, createdAt: this.clock.now() };
  }

  private refuseWrongSettings({ provider, baseUrl, credentials }: ConnectCarrierDto): void {
    try {
      this.check({ provider, baseUrl }, credentials);
    } catch (error) {
      if (!(error instanceof CarrierSettingsError)) throw error;
      const fields = error.violations.map(({ field, message }) => ({
        pointer: field === 'baseUrl' ? '/baseUrl' : `/credentials/${field}`,
        code: 'invalid',
        message,
      }));
      throw new ProblemError(400, 'request/invalid', 'The credentials are not complete', undefined, {
        errors: fields,
      });
    }
  }
}
