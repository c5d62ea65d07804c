import { setTimeout as wait } from 'node:timers/promises';
import {
  change,
  isInfrastructure,
  isLostRace,
  type AggregateStore,
  type AnyChange,
  type ChangeShell,
  type EventBus,
} from '@cartrail/messaging';
import type { DataSource } from 'typeorm';
import type { AttemptRecorder, Reported } from '../../application/ports.js';
import { recordAttempt, type Delivery, type DeliveryFact } from '../../domain/delivery.js';
import { noteAttempt, type Endpoint, type EndpointFact } from '../../domain/endpoint.js';

const FIRST_WAIT_MS = 200;
const LAST_WAIT_MS = 5_000;
/** A report that cannot be written in this time is let go: its lease ends, and the attempt is made again. */
const PATIENCE_MS = 60_000;
/** After a batch it rests as long as that took, so that the next is worth its transaction. */
const MOST_REST_MS = 50;

export interface RecorderParts {
  readonly dataSource: DataSource;
  readonly shell: ChangeShell;
  readonly bus: EventBus;
  readonly deliveries: AggregateStore<Delivery, DeliveryFact>;
  readonly endpoints: AggregateStore<Endpoint, EndpointFact>;
}

/** Reports become changes of deliveries and endpoints, through the same shell as everything else. */
export class ShellAttemptRecorder implements AttemptRecorder {
  constructor(
    private readonly parts: RecorderParts,
    private readonly random: () => number,
    private readonly log: (message: string) => void,
  ) {}

  async record(reports: readonly Reported[]): Promise<void> {
    const from = performance.now();
    const until = from + PATIENCE_MS;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LAST_WAIT_MS)) {
      try {
        await this.write(reports);
        await wait(Math.min(performance.now() - from, MOST_REST_MS));
        return;
      } catch (error) {
        const again = (isInfrastructure(error) || isLostRace(error)) && performance.now() < until;
        if (!again) {
          await this.giveUp(reports, error);
          return;
        }
        await wait(waitMs);
      }
    }
  }

  /** One report that is a bug must not take its neighbours with it. */
  private async giveUp(reports: readonly Reported[], error: unknown): Promise<void> {
    if (reports.length > 1 && !isInfrastructure(error)) {
      for (const report of reports) await this.record([report]);
      return;
    }
    this.log(`attempts not recorded: ${error instanceof Error ? error.message : String(error)}`);
  }

  private async write(reports: readonly Reported[]): Promise<void> {
    const { dataSource, shell, bus } = this.parts;
    const tenants = [...new Set(reports.map(({ delivery }) => delivery.tenantId))];
    const changes = reports.flatMap((reported) => this.changesOf(reported));
    await dataSource.transaction((tx) => shell.apply(tx, tenants, changes));
    bus.written();
  }

  private changesOf({ delivery, report }: Reported): readonly AnyChange[] {
    const { tenantId, deliveryId, endpointId, attemptsEver, correlationId, eventId, traceparent } = delivery;
    const cause = { tenantId, correlationId, causationId: eventId, traceparent };
    const random = this.random();
    return [
      change({
        store: this.parts.deliveries,
        find: { id: deliveryId },
        cause,
        decide: (state) => recordAttempt(state, attemptsEver, report, random),
      }),
      change({
        store: this.parts.endpoints,
        find: { id: endpointId },
        cause,
        decide: (state) => noteAttempt(state, report),
      }),
    ];
  }
}
