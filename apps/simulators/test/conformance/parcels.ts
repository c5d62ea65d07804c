import { isSupported, type RawCallback } from '@cartrail/carriers';
import { LONG_NUMBER, naming, type PushVariant } from '@cartrail/carriers/conformance';
import { DAY, HOUR } from '../returns.js';
import { asNumber, changed, huge, listOf, torn } from './content.js';
import type { Stage } from './stage.js';
import type { Opened, PushForm } from './vendor.js';

/** Of the receiver of every parcel here. */
export const PHONE_TAIL = '5678';
const PHONE = `1380000${PHONE_TAIL}`;
/** Of the scan that no table has the code of. */
const UNKNOWN_SCAN = '已交由合作方处理';

interface Shipped {
  readonly number: string;
  readonly pushes: readonly RawCallback[];
}

/** Parcels of one vendor, and what it pushes about them. */
export class Parcels {
  private readonly shipments = new Map<string, Promise<Shipped>>();

  constructor(private readonly stage: Stage) {}

  async ship(plan: string): Promise<string> {
    const id = await this.stage.sim.order({ address: { phone: PHONE } });
    return this.stage.sim.shipped(id, { carrier: this.stage.vendor.carrier, plan });
  }

  /** One at its receiver's. */
  async arrived(): Promise<string> {
    const number = await this.ship('quick');
    await this.stage.sim.advance(HOUR);
    return number;
  }

  /** One on its way, with days to go. */
  async onItsWay(): Promise<string> {
    const number = await this.ship('normal');
    await this.stage.sim.advance(12 * HOUR);
    return number;
  }

  async push(variant: PushVariant): Promise<RawCallback | undefined> {
    const { pushes: form } = this.stage.vendor;
    if (!form) return undefined;
    const { number, pushes } = await this.followed('quick');
    const plain = longest(pushes);
    if (variant === 'plain') return plain;
    if (variant === 'again') return secondOf(pushes, plain);
    if (variant === 'unknown-code') return this.unknown(form);
    const opened = form.open(plain);
    if (variant !== 'bad-signature') return varied(opened, variant, form, number);
    const isSigned = opened.seal(opened.content, 'unsigned') !== undefined;
    return isSigned ? longest((await this.followed('quick', 'bad-signature')).pushes) : undefined;
  }

  private async unknown(form: PushForm): Promise<RawCallback> {
    const { pushes } = await this.followed('unknown-code');
    return longest(pushes.filter((push) => form.open(push).content.includes(UNKNOWN_SCAN)));
  }

  /** A parcel from its first scan to its last, with all that was pushed about it. */
  private followed(plan: string, fault?: 'bad-signature'): Promise<Shipped> {
    const name = `${plan} ${fault ?? ''}`;
    const followed = this.shipments.get(name) ?? this.follow(plan, fault);
    this.shipments.set(name, followed);
    return followed;
  }

  private async follow(plan: string, fault?: string): Promise<Shipped> {
    await this.stage.calls.expect('moving', true);
    const number = await this.ship(plan);
    if (fault !== undefined || plan === 'quick') await this.stage.calls.befall(number, fault ?? 'duplicate');
    const late = this.stage.vendor.pushes?.subscribes === 'moved';
    if (!late) await this.subscribe(number);
    for (let days = 0; days < (plan === 'quick' ? 1 : 7); days += 1) await this.stage.sim.advance(DAY);
    if (late) {
      await this.subscribe(number);
      await this.stage.sim.advance(HOUR);
    }
    return { number, pushes: await this.stage.captures.of({ number, fault }) };
  }

  private async subscribe(number: string): Promise<void> {
    const { pushes, carrier } = this.stage.vendor;
    if (pushes?.follow) return pushes.follow(this.stage.sim, number);
    const { subscribe } = this.stage.port;
    if (!isSupported(subscribe)) throw new Error('nothing asks for pushes about a parcel');
    await subscribe({ number, carrier, phoneTail: PHONE_TAIL, callbackUrl: this.stage.captures.url });
  }
}

/** Where a history is told again with every scan, the whole of it. */
const longest = (pushes: readonly RawCallback[]): RawCallback => {
  const [first] = pushes.toSorted((one, other) => other.body.length - one.body.length);
  if (!first) throw new Error('nothing was pushed');
  return first;
};

/** What came right after it, under the fault `duplicate`: the same once more, under an id of its own where there are ids. */
function secondOf(pushes: readonly RawCallback[], push: RawCallback): RawCallback {
  const second = pushes[pushes.indexOf(push) + 1];
  if (!second) throw new Error('nothing was pushed twice');
  return second;
}

/** A push put together anew: the vendor's own, but for what the variant is about. */
function varied(
  { content, seal }: Opened,
  variant: Exclude<PushVariant, 'plain' | 'again' | 'unknown-code' | 'bad-signature'>,
  { list, inner, people }: PushForm,
  number: string,
): RawCallback | undefined {
  const relisted = (change: (all: unknown[]) => unknown[]): RawCallback | undefined =>
    list === undefined
      ? undefined
      : seal(
          changed(content, list, (all) => change(listOf(all))),
          'as-sent',
        );
  switch (variant) {
    case 'json-body':
      return seal(content, 'json');
    case 'encoded-twice':
      return seal(content, 'twice');
    case 'no-signature':
      return seal(content, 'unsigned');
    case 'json-in-json':
      return inner === undefined ? undefined : seal(changed(content, inner, JSON.stringify), 'as-sent');
    case 'repeated':
      return relisted((all) => [...all, ...all]);
    case 'reversed':
      return relisted((all) => all.toReversed());
    case 'names-people':
      return seal(naming(content, people), 'as-sent');
    case 'long-number':
      return seal(asNumber(content, number, LONG_NUMBER), 'as-sent');
    case 'huge':
      return seal(huge(content), 'as-sent');
    case 'signed-nonsense':
      return seal(torn(content), 'as-sent');
  }
}
