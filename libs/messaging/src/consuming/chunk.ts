import type { EventEnvelope } from '@cartrail/contracts';
import type { EntityManager } from 'typeorm';
import { enqueueEffects } from '../effects/enqueue.js';
import { metrics } from '../metrics/metrics.js';
import type { EventBus } from '../outbox/event-bus.js';
import type { ChangeShell } from '../shell/change-shell.js';
import { ChangeFailed, type AnyChange, type EffectRequest } from '../shell/types.js';
import { decode } from './decode.js';
import type { Handler } from './handling.js';
import { lockParkedKeys, parkEvents, type ParkedEvent } from './parking.js';
import type { RawRecord } from './record.js';

/** A record as far as it can be read without touching state. */
export interface Work {
  readonly record: RawRecord;
  readonly event?: EventEnvelope;
  readonly changes: readonly AnyChange[];
  readonly effects: readonly EffectRequest[];
  /** Set when it must wait; `dead` when waiting alone cannot help. */
  readonly wait?: { readonly reason: string; readonly dead: boolean };
}

export type Handlers = ReadonlyMap<string, Handler>;

/** Decode, validate, ask the handler. Nothing here escapes: a handler that throws becomes a bug to park. */
export function toWork(record: RawRecord, handlers: Handlers, group: string): Work {
  const idle = { record, changes: [], effects: [] };
  const decoded = decode(record.value);
  if (decoded.kind === 'poison') return { ...idle, wait: { reason: decoded.reason, dead: true } };
  if (decoded.kind === 'unknown-type') return counted(idle, group, 'unknown-type');
  const { event } = decoded;
  const handler = handlers.get(event.type);
  if (!handler) return counted(idle, group, 'declared');
  try {
    const answer = handler(event as EventEnvelope<never>);
    if (!('kind' in answer)) return { record, event, changes: answer, effects: [] };
    switch (answer.kind) {
      case 'ok':
        return { record, event, changes: answer.changes, effects: answer.effects };
      case 'ignore':
        return counted({ ...idle, event }, group, answer.reason);
      case 'park':
        return { ...idle, event, wait: { reason: answer.reason, dead: true } };
      case 'retry':
        return { ...idle, event, wait: { reason: answer.reason, dead: false } };
    }
  } catch (error) {
    return { ...idle, event, wait: { reason: bugReason(error), dead: true } };
  }
}

function counted(work: Work, group: string, why: string): Work {
  metrics.consumerIgnored.inc({ group, topic: work.record.source.topic, why });
  return work;
}

/** Quoted text is cut out: parsers and databases quote the input, and a reason must hold no personal data. */
export const bugReason = (error: unknown): string =>
  `bug: ${error instanceof Error ? `${error.name}: ${error.message}` : 'thrown value'}`
    .replace(/(["'`]).*?\1/gs, '…')
    .slice(0, 500);

/** One change threw: which piece of work it belongs to. */
export class WorkFailed extends Error {
  constructor(
    readonly work: Work,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/**
 * Applies a chunk in the caller's transaction. Work of a waiting key, and everything of that key behind it, is
 * parked in order; the rest goes through the shell as one batch.
 */
export async function applyChunk(
  tx: EntityManager,
  { shell, bus }: { readonly shell: ChangeShell; readonly bus: EventBus },
  group: string,
  chunk: readonly Work[],
): Promise<void> {
  const parkedKeys = await lockParkedKeys(
    tx,
    group,
    chunk.map(({ record }) => record.key),
  );
  const parked: ParkedEvent[] = [];
  const going: Work[] = [];
  for (const work of chunk) {
    const behind = parkedKeys.has(work.record.key);
    if (!work.wait && !behind) {
      going.push(work);
      continue;
    }
    parkedKeys.add(work.record.key);
    parked.push(toParked(work, behind));
  }
  const owners = going.flatMap((work) => work.changes.map(() => work));
  const tenants = [...new Set(owners.map((work) => work.event?.tenantid ?? ''))];
  try {
    const outcomes = await shell.apply(
      tx,
      tenants,
      going.flatMap((work) => work.changes),
    );
    countOutcomes(group, owners, outcomes);
  } catch (error) {
    const owner = error instanceof ChangeFailed ? owners[error.index] : undefined;
    if (error instanceof ChangeFailed && owner) throw new WorkFailed(owner, bugReason(error.cause));
    throw error;
  }
  await enqueueEffects(
    tx,
    bus,
    going.flatMap((work) => work.effects),
  );
  await parkEvents(tx, bus, group, parked);
}

function toParked({ record, event, wait }: Work, behind: boolean): ParkedEvent {
  return {
    source: record.source,
    key: record.key,
    eventId: event?.id ?? null,
    raw: record.value,
    reason: wait?.reason ?? 'waits behind an earlier event of its key',
    dead: wait?.dead === true && !behind,
  };
}

function countOutcomes(
  group: string,
  owners: readonly Work[],
  outcomes: Awaited<ReturnType<ChangeShell['apply']>>,
): void {
  outcomes.forEach((answers, index) => {
    for (const answer of answers) {
      const topic = owners[index]?.record.source.topic ?? '';
      if (answer.kind === 'nothing') metrics.consumerDuplicates.inc({ group, topic });
      if (answer.kind === 'refused') metrics.consumerRefused.inc({ group, code: answer.code });
    }
  });
}
