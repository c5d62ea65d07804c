import type { AnyChange, EffectRequest } from '@cartrail/messaging';
import type { AccountStanding } from '../../src/domain/account-standing.js';
import type { Interception } from '../../src/domain/interception/interception.js';
import type { OrderFile } from '../../src/domain/order/order-file.js';
import type { Pickup } from '../../src/domain/pickup/pickup.js';
import type { Return } from '../../src/domain/return/return.js';
import type { Stores } from '../../src/inbound/stores.js';

interface Told {
  readonly store: string;
  readonly id: string;
  readonly fact: { readonly type?: string };
}

const names = [
  'files',
  'returns',
  'pickups',
  'parcels',
  'sheets',
  'policies',
  'cards',
  'settings',
  'warehouses',
  'accounts',
  'interceptions',
  'standings',
] as const;

/** Folds changes and what they lead to, wave by wave as the shell does, without a database. */
export class Memory {
  readonly told: Told[] = [];
  readonly effects: EffectRequest[] = [];
  readonly stores = Object.fromEntries(
    names.map((aggregate) => [aggregate, { aggregate }]),
  ) as unknown as Stores;
  private readonly states = new Map<string, Map<string, unknown>>(names.map((name) => [name, new Map()]));

  apply(changes: readonly AnyChange[]): void {
    let wave = changes;
    for (let depth = 0; wave.length > 0; depth++) {
      if (depth === 8) throw new Error('changes lead in a circle');
      wave = wave.flatMap((change) => this.fold(change));
    }
  }

  returns(): readonly Return[] {
    return [...this.of('returns').values()] as Return[];
  }

  pickups(): readonly Pickup[] {
    return [...this.of('pickups').values()] as Pickup[];
  }

  interceptions(): readonly Interception[] {
    return [...this.of('interceptions').values()] as Interception[];
  }

  standing(accountId: string): AccountStanding | undefined {
    return this.of('standings').get(accountId) as AccountStanding | undefined;
  }

  file(orderId: string): OrderFile | undefined {
    return this.of('files').get(orderId) as OrderFile | undefined;
  }

  private of(store: string): Map<string, unknown> {
    return this.states.get(store) ?? new Map<string, unknown>();
  }

  private fold(change: AnyChange): readonly AnyChange[] {
    const store = change.store.aggregate;
    const rows = this.of(store);
    const id = 'id' in change.find ? change.find.id : this.byKey(store, change.find.text);
    const decision = change.decide(id === undefined ? undefined : rows.get(id), id ?? '');
    if (decision.kind !== 'changed') return [];
    const target = id !== undefined && rows.has(id) ? id : change.createAs;
    if (target === undefined) throw new Error(`${store} does not exist and this change may not create it`);
    // What is stored is what a document can hold.
    rows.set(target, JSON.parse(JSON.stringify(decision.state)));
    for (const fact of decision.facts) this.told.push({ store, id: target, fact: fact as Told['fact'] });
    this.effects.push(...(change.effects?.(decision, target) ?? []));
    return change.then?.(decision, target) ?? [];
  }

  private byKey(store: string, text: string): string | undefined {
    return store === 'interceptions' ? this.byParcel(text) : this.byBooking(text);
  }

  private byParcel(text: string): string | undefined {
    return this.interceptions().find(({ carrier, number }) => `${carrier}/${number}` === text)?.id;
  }

  private byBooking(text: string): string | undefined {
    return this.pickups().find((each) => `${each.provider}/${String(each.providerBookingId)}` === text)?.id;
  }
}
