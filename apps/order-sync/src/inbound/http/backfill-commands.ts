import { Inject, Injectable } from '@nestjs/common';
import type { Cause, Clock } from '@cartrail/kernel';
import { change, Commands, fingerprintOf, idempotencyKeyOf, type Answer } from '@cartrail/messaging';
import { startBackfill, type Backfill } from '../../domain/backfill.js';
import { CLOCK, Stores } from '../stores.js';
import { SyncWorkers } from '../timers/sync-workers.js';

interface Wanted {
  readonly shopId: string;
  readonly days: number;
}

@Injectable()
export class BackfillCommands {
  constructor(
    private readonly commands: Commands,
    private readonly stores: Stores,
    private readonly workers: SyncWorkers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A shop's past is to be read, and the reading begins. */
  async start(wanted: Wanted, cause: Cause, idempotencyKey: string | undefined): Promise<Answer> {
    const { shopId } = wanted;
    const answer = await this.commands.execute({
      cause,
      route: 'POST /internal/shops/:shopId/backfill',
      idempotencyKey: idempotencyKeyOf(idempotencyKey),
      fingerprint: fingerprintOf(wanted),
      changes: [
        change<Backfill, never>({
          store: this.stores.backfills,
          find: { id: shopId },
          createAs: shopId,
          cause,
          decide: (held) => startBackfill(held, wanted, this.clock.now()),
        }),
      ],
      answer: () => ({ status: 202, body: { ...wanted, progress: `/v1/shops/${shopId}/backfill` } }),
    });
    this.workers.wakeBackfill();
    return answer;
  }
}
