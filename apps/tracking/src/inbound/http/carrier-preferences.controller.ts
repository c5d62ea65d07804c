import { Body, Controller, Get, Inject, Put, Res } from '@nestjs/common';
import { answersFor, findCarrier, type CarrierPort } from '@cartrail/carriers';
import { changed } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf } from '@cartrail/messaging';
import {
  AskedBy,
  CurrentCaller,
  ProblemError,
  Requires,
  sendAnswer,
  type Asked,
  type Caller,
  type FieldProblem,
} from '@cartrail/service-kit';
import type { FastifyReply } from 'fastify';
import { AccountDesk, type ListedAccount } from '../../application/account-desk.js';
import { CONNECTIONS, type Connections } from '../../application/ports.js';
import { ANY_CARRIER, type Operation, type Preference } from '../../domain/serving.js';
import { PREFERENCES, type PreferenceStore } from '../stores.js';
import { invalid } from './account-settings.js';
import { PreferencesDto } from './carrier-accounts.dto.js';

/** Which account serves which carrier and operation, in the order asked; the list is set as a whole. */
@Controller('internal/carrier-accounts/preferences')
export class CarrierPreferencesController {
  constructor(
    private readonly commands: Commands,
    private readonly desk: AccountDesk,
    @Inject(PREFERENCES) private readonly store: PreferenceStore,
    @Inject(CONNECTIONS) private readonly connections: Connections<CarrierPort>,
  ) {}

  @Get()
  @Requires('carrier-accounts:write')
  async list(@CurrentCaller() { tenantId }: Caller): Promise<unknown> {
    return { preferences: await this.desk.preferences(tenantId) };
  }

  @Put()
  @Requires('carrier-accounts:write')
  async set(
    @Body() body: PreferencesDto,
    @AskedBy() { cause, idempotencyKey }: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { tenantId } = cause;
    const preferences = body.preferences.map(({ operation, carrier, accountIds }) => ({
      operation,
      carrier,
      accountIds,
    }));
    refuseWrong(preferences, await this.desk.list(tenantId));
    const answer = await this.commands.execute({
      cause,
      route: 'PUT /internal/carrier-accounts/preferences',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(body),
      changes: [
        change({
          store: this.store,
          find: { id: tenantId },
          createAs: tenantId,
          cause,
          decide: () => changed<readonly Preference[]>(preferences),
        }),
      ],
      answer: () => ({ status: 200, body: { preferences } }),
    });
    this.connections.forget(tenantId);
    return sendAnswer(reply, answer);
  }
}

/** An account of another tenant is none. */
function refuseWrong(preferences: readonly Preference[], accounts: readonly ListedAccount[]): void {
  const known = new Map(accounts.map((each) => [each.account.accountId, each]));
  const unknown: FieldProblem[] = [];
  const wrong: FieldProblem[] = [];
  const seen = new Set<string>();
  preferences.forEach(({ operation, carrier, accountIds }, at) => {
    const row = `/preferences/${at}`;
    if (carrier !== ANY_CARRIER && !findCarrier(carrier))
      wrong.push({ pointer: `${row}/carrier`, code: 'invalid', message: 'is no carrier of the catalogue' });
    if (seen.has(`${operation} ${carrier}`))
      wrong.push({ pointer: row, code: 'duplicate', message: 'an operation and a carrier have one row' });
    seen.add(`${operation} ${carrier}`);
    accountIds.forEach((id, place) => {
      const pointer = `${row}/accountIds/${place}`;
      const listed = known.get(id);
      if (!listed) unknown.push({ pointer, code: 'carrier-account/not-found', message: 'is unknown' });
      const why = listed && whyNot(listed, operation, carrier);
      if (why !== undefined) wrong.push({ pointer, code: 'invalid', message: why });
    });
  });
  if (unknown.length > 0)
    throw new ProblemError(404, 'carrier-account/not-found', 'No such carrier account', undefined, {
      errors: unknown,
    });
  if (wrong.length > 0) throw invalid('The preferences cannot be kept', wrong);
}

function whyNot(
  { account: { provider }, abilities: { operations } }: ListedAccount,
  operation: Operation,
  carrier: string,
): string | undefined {
  if (!operations.includes(operation)) return `this account cannot ${operation}`;
  const knows = carrier === ANY_CARRIER || answersFor(provider, carrier);
  return knows ? undefined : `this account knows no parcels of ${carrier}`;
}
