import type { Cause } from '@cartrail/kernel';
import type { EntityManager } from 'typeorm';
import type { NewEvent } from '../outbox/event-bus.js';
import {
  ChangeFailed,
  type AggregateRef,
  type AnyChange,
  type EffectRequest,
  type NaturalKey,
  type Outcome,
} from './types.js';

interface Slot {
  readonly tenantId: string;
  readonly id: string;
  readonly before: unknown;
  readonly sequence: number;
  state: unknown;
  readonly facts: { readonly fact: unknown; readonly cause: Cause }[];
  touched: boolean;
}

/** One store's part of a batch: which aggregates, their state as it is folded, and what came of it. */
export class Folding {
  readonly effects: EffectRequest[] = [];
  private waiting: AnyChange[] = [];
  /** By tenant and id: small things such as articles have ids that two tenants may share. */
  private readonly slots = new Map<string, Slot>();
  /** Ids asked for, found or not. */
  private readonly asked = new Set<string>();
  private readonly resolved = new Map<string, readonly string[]>();
  /** Ids given in this batch to natural keys that had none, so that the next change of the key finds them. */
  private readonly given = new Map<string, string>();

  constructor(readonly store: AnyChange['store']) {}

  add(change: AnyChange): this {
    this.waiting.push(change);
    return this;
  }

  /** Loads what the changes added since the last time need and nothing has loaded yet. */
  async load(tx: EntityManager): Promise<void> {
    const changes = this.waiting;
    this.waiting = [];
    await this.resolve(tx, changes);
    const refs = new Map<string, AggregateRef>();
    for (const change of changes) {
      for (const id of this.idsOf(change)) {
        const place = `${change.cause.tenantId}/${id}`;
        if (!this.asked.has(place)) refs.set(place, { tenantId: change.cause.tenantId, id });
      }
    }
    if (refs.size === 0) return;
    for (const place of refs.keys()) this.asked.add(place);
    const ordered = [...refs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const row of await this.store.load(tx, ordered)) {
      const place = `${row.tenantId}/${row.id}`;
      if (this.slots.has(place)) continue;
      this.slots.set(place, { ...row, before: row.state, facts: [], touched: false });
    }
  }

  /** Answers what the decision leads to elsewhere. */
  fold(change: AnyChange, index: number, outcomes: Outcome[]): readonly AnyChange[] {
    const ids = this.idsOf(change);
    const targets = ids.length > 0 ? ids : [change.createAs ?? ''];
    const next: AnyChange[] = [];
    for (const id of targets) outcomes.push(this.decide(change, index, id, next));
    return next;
  }

  async save(tx: EntityManager): Promise<NewEvent[]> {
    const events: NewEvent[] = [];
    const rows = [...this.slots.values()]
      .filter((slot) => slot.touched)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((slot) => this.finish(slot, events));
    if (rows.length > 0) await this.store.save(tx, rows);
    return events;
  }

  private async resolve(tx: EntityManager, changes: readonly AnyChange[]): Promise<void> {
    const keys = new Map<string, NaturalKey<unknown>>();
    for (const { find, cause } of changes) {
      if (!('text' in find)) continue;
      const text = `${cause.tenantId}/${find.text}`;
      if (!this.resolved.has(text))
        keys.set(text, { tenantId: cause.tenantId, key: find.key, text: find.text });
    }
    if (keys.size === 0) return;
    if (!this.store.resolve) throw new Error(`the ${this.store.aggregate} store resolves no natural keys`);
    const found = await this.store.resolve(tx, [...keys.values()]);
    for (const text of keys.keys()) this.resolved.set(text, found.get(text) ?? []);
  }

  private idsOf({ find, cause }: AnyChange): readonly string[] {
    if ('id' in find) return [find.id];
    const given = this.given.get(`${cause.tenantId}/${find.text}`);
    if (given !== undefined) return [given];
    return this.resolved.get(`${cause.tenantId}/${find.text}`) ?? [];
  }

  private decide(change: AnyChange, index: number, id: string, next: AnyChange[]): Outcome {
    const slot = this.slots.get(`${change.cause.tenantId}/${id}`);
    try {
      const decision = change.decide(slot?.state, id);
      if (decision.kind === 'refused')
        return { kind: 'refused', id, code: decision.code, detail: decision.detail };
      if (decision.kind === 'nothing')
        return { kind: 'nothing', id, reason: decision.reason, state: slot?.state };
      const target = slot ?? this.create(change);
      target.state = decision.state;
      target.touched = true;
      for (const fact of decision.facts) target.facts.push({ fact, cause: change.cause });
      for (const effect of change.effects?.(decision, target.id) ?? [])
        this.effects.push({ cause: change.cause, ...effect });
      next.push(...(change.then?.(decision, target.id) ?? []));
      return {
        kind: 'changed',
        id: target.id,
        sequence: target.sequence + target.facts.length,
        state: target.state,
      };
    } catch (error) {
      throw new ChangeFailed(index, error);
    }
  }

  private create(change: AnyChange): Slot {
    if (change.createAs === undefined)
      throw new Error(`${this.store.aggregate} does not exist and this change may not create it`);
    const slot: Slot = {
      tenantId: change.cause.tenantId,
      id: change.createAs,
      before: undefined,
      sequence: 0,
      state: undefined,
      facts: [],
      touched: true,
    };
    this.slots.set(`${slot.tenantId}/${slot.id}`, slot);
    if ('text' in change.find) this.given.set(`${slot.tenantId}/${change.find.text}`, slot.id);
    return slot;
  }

  private finish(slot: Slot, events: NewEvent[]) {
    const row = {
      tenantId: slot.tenantId,
      id: slot.id,
      sequence: slot.sequence,
      created: slot.before === undefined,
      before: slot.before,
      state: slot.state,
      facts: slot.facts.map(({ fact }) => fact),
    };
    let sequence = slot.sequence;
    for (const { fact, cause } of slot.facts) {
      const publication = this.store.publish(fact, row);
      if (!publication) continue;
      sequence += 1;
      events.push({ ...publication, aggregateId: slot.id, sequence, cause });
    }
    return { ...row, sequence };
  }
}
