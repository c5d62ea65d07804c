import { setTimeout as sleep } from 'node:timers/promises';
import type { Health } from '@cartrail/kernel';
import type { DataSource } from 'typeorm';
import type { ConsumerRunner } from './consuming/consumer-runner.js';

const ANSWERS_WITHIN_MS = 2_000;
const STILL_MS = 60_000;

/**
 * What the plumbing knows: whether the database answers, and whether chunks move. Consumers make a process neither ready
 * nor unready: what carriers and people send is taken while their groups are still being formed, or Kafka is away.
 */
export class MessagingHealth implements Health {
  constructor(
    private readonly dataSource: Pick<DataSource, 'query'>,
    private readonly consumers: Pick<ConsumerRunner, 'stillMs'>,
  ) {}

  async ready(): Promise<void> {
    if (!(await this.databaseAnswers())) throw new Error('the database does not answer');
  }

  /** A database that is away keeps chunks from moving, and no fresh process would help. */
  async stuck(): Promise<string | undefined> {
    const stillMs = this.consumers.stillMs();
    if (stillMs < STILL_MS || !(await this.databaseAnswers())) return undefined;
    return `a chunk has not moved for ${Math.round(stillMs / 1_000)} s`;
  }

  private databaseAnswers(): Promise<boolean> {
    const given = new AbortController();
    const late = sleep(ANSWERS_WITHIN_MS, false, { signal: given.signal });
    const answer = this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    return Promise.race([answer, late]).finally(() => {
      late.catch(() => undefined);
      given.abort();
    });
  }
}
