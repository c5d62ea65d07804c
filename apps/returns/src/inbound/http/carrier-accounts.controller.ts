import { Body, Controller, HttpCode, Inject, Param, ParseUUIDPipe, Patch, Post, Res } from '@nestjs/common';
import { accountLimits, carrierOf, CarrierSettingsError } from '@cartrail/carriers';
import { changed, refused, type Cause, type Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, type AnyChange } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  notFound,
  ProblemError,
  Requires,
  sendAnswer,
  type Asked,
  type Caller,
  type FieldProblem,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import {
  CLOCK,
  CREDENTIALS,
  SETTINGS_CHECK,
  type AccountTerms,
  type BookingAccount,
  type Credentials,
  type SettingsCheck,
} from '../../application/ports.js';
import { Stores } from '../stores.js';
import { ChangeTermsBody, ConnectAccountBody, RotateAccountBody } from './account-requests.js';
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

  /** Tracking has checked and taken them; couriers ordered before are asked about where they say, too. */
  @Patch(':id')
  @Requires('carrier-accounts:write')
  async change(
    @Param('id', ParseUUIDPipe) accountId: string,
    @Body() body: ChangeTermsBody,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    refusePartOfTenant(caller);
    const { tenantId } = cause;
    const { label, mode, limits } = body;
    const answer = await this.commands.execute({
      cause,
      route: `PATCH /internal/carrier-accounts/${accountId}`,
      idempotencyKey,
      fingerprint: fingerprintOf(body),
      changes: [
        change<BookingAccount, never>({
          store: this.stores.accounts,
          find: { id: accountId },
          cause,
          decide: (known) => {
            if (!known) return refused('carrier-account/not-found');
            const account = { ...known, label, mode, limits };
            const own = this.credentials.open(known.sealedCredentials, { tenantId, accountId });
            const errors = this.wrongIn(account, own);
            return errors.length > 0 ? refused(WRONG, { errors }) : changed<BookingAccount>(account);
          },
        }),
      ],
      answer: ([outcomes]) => {
        const [outcome] = outcomes ?? [];
        if (outcome?.kind !== 'refused') return { status: 200, body: { accountId, label, mode, limits } };
        // Only the decision above writes it.
        if (outcome.code === WRONG) throw wrong(outcome.detail['errors'] as readonly FieldProblem[]);
        throw notFound('carrier-account');
      },
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
    const errors = this.wrongIn({ provider, mode, baseUrl, limits }, credentials);
    if (errors.length > 0) throw wrong(errors);
  }

  private wrongIn(terms: AccountTerms, credentials: object): readonly FieldProblem[] {
    try {
      accountLimits(carrierOf(terms.provider).manifest, terms.limits ?? {});
      this.check(terms, credentials);
      return [];
    } catch (error) {
      if (!(error instanceof CarrierSettingsError)) throw error;
      return error.violations.map(({ field, message }) => ({
        pointer: isOfTerms(field) ? `/${field}` : `/credentials/${field}`,
        code: 'invalid',
        message,
      }));
    }
  }
}

const isOfTerms = (field: string): boolean =>
  field === 'baseUrl' || field === 'mode' || field.startsWith('limits/');

const WRONG = 'request/invalid';
const wrong = (errors: readonly FieldProblem[]) =>
  new ProblemError(400, WRONG, 'The account is not complete', undefined, { errors });
