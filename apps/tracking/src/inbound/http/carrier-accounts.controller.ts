import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Res,
} from '@nestjs/common';
import type { CarrierPort } from '@cartrail/carriers';
import { changed, type Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  notFound,
  Requires,
  sendAnswer,
  type Asked,
  type Caller,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { AccountDesk } from '../../application/account-desk.js';
import { CONNECTIONS, type Connections, type ProbeReport } from '../../application/ports.js';
import { changeTerms, rotate, type CarrierAccount } from '../../domain/carrier-account.js';
import { ACCOUNTS, CLOCK, type AccountStore } from '../stores.js';
import { checked, heldBack, invalid } from './account-settings.js';
import { toView } from './account-view.js';
import { ChangeTermsDto, RotateCredentialsDto } from './carrier-accounts.dto.js';
import { ConnectCarrierDto } from './commands.dto.js';

/** The tenant's accounts at carriers and aggregators. What signs their calls goes in and never comes out again. */
@Controller('internal/carrier-accounts')
export class CarrierAccountsController {
  constructor(
    private readonly commands: Commands,
    private readonly desk: AccountDesk,
    @Inject(ACCOUNTS) private readonly store: AccountStore,
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('carrier-accounts:write')
  async list(@CurrentCaller() { tenantId }: Caller): Promise<unknown> {
    const listed = await this.desk.list(tenantId);
    return { accounts: listed.map((each) => toView(tenantId, each, this.clock.now())) };
  }

  @Post()
  @Requires('carrier-accounts:write')
  async connect(
    @Body() body: ConnectCarrierDto,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { tenantId } = cause;
    const opened = checked(() => this.desk.open(tenantId, body));
    const { account } = opened;
    const { accountId } = account;
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
          decide: () => changed<CarrierAccount>(account),
        }),
      ],
      answer: () => ({ status: 201, body: toView(tenantId, opened, account.createdAt) }),
    });
    this.connections.forget(tenantId);
    return sendAnswer(reply, answer);
  }

  /** One harmless call, made anew each time; nothing is written. */
  @Post(':id/test')
  @HttpCode(200)
  @Requires('carrier-accounts:write')
  async test(
    @Param('id', ParseUUIDPipe) accountId: string,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<ProbeReport> {
    const report = await this.desk.test(tenantId, await this.find(tenantId, accountId));
    if ('retryAfterMs' in report) throw heldBack(report.retryAfterMs);
    return report;
  }

  /** Calls go out with the new credentials at once; for a while the former ones verify callbacks too. */
  @Post(':id/credentials')
  @HttpCode(200)
  @Requires('carrier-accounts:write')
  async rotate(
    @Param('id', ParseUUIDPipe) accountId: string,
    @Body() body: RotateCredentialsDto,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { tenantId } = cause;
    const known = await this.find(tenantId, accountId);
    const rotation = checked(() => this.desk.rotation(tenantId, known, body));
    const uses = await this.desk.usesOf(tenantId, accountId);
    refuseLess(rotation.lost, 'credentials');
    const now = this.clock.now();
    const answer = await this.commands.execute({
      cause,
      route: `POST /internal/carrier-accounts/${accountId}/credentials`,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.store,
          find: { id: accountId },
          cause,
          decide: (account) => rotate(account, rotation, now),
        }),
      ],
      answer: ([outcomes]) => {
        const [outcome] = outcomes ?? [];
        if (!outcome || outcome.kind === 'refused') throw notFound('carrier-account');
        const account = outcome.state as CarrierAccount;
        return { status: 200, body: toView(tenantId, { account, abilities: rotation.abilities, uses }, now) };
      },
    });
    this.connections.forget(tenantId);
    return sendAnswer(reply, answer);
  }

  /** Calls go by the new terms at once; what was ordered before is asked about where they say, too. */
  @Patch(':id')
  @Requires('carrier-accounts:write')
  async change(
    @Param('id', ParseUUIDPipe) accountId: string,
    @Body() body: ChangeTermsDto,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { tenantId } = cause;
    const known = await this.find(tenantId, accountId);
    const { abilities, lost } = checked(() => this.desk.terms(tenantId, known, body));
    const uses = await this.desk.usesOf(tenantId, accountId);
    refuseLess(lost, 'mode');
    const now = this.clock.now();
    const answer = await this.commands.execute({
      cause,
      route: `PATCH /internal/carrier-accounts/${accountId}`,
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.store,
          find: { id: accountId },
          cause,
          decide: (account) => changeTerms(account, body),
        }),
      ],
      answer: ([outcomes]) => {
        const [outcome] = outcomes ?? [];
        if (!outcome || outcome.kind === 'refused') throw notFound('carrier-account');
        const account = outcome.state as CarrierAccount;
        return { status: 200, body: toView(tenantId, { account, abilities, uses }, now) };
      },
    });
    this.connections.forget(tenantId);
    return sendAnswer(reply, answer);
  }

  private async find(tenantId: string, accountId: string): Promise<CarrierAccount> {
    const account = await this.desk.find(tenantId, accountId);
    if (!account) throw notFound('carrier-account');
    return account;
  }
}

/** An account that is to do less is another account. */
function refuseLess(lost: readonly string[], by: 'credentials' | 'mode'): void {
  if (lost.length === 0) return;
  const message = `with ${by === 'mode' ? 'this' : 'these'} the account could no longer ${lost.join(', ')}`;
  throw invalid('The account could do less', [{ pointer: `/${by}`, code: 'invalid', message }]);
}
