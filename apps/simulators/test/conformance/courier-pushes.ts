import type { RawCallback } from '@cartrail/carriers';
import { LONG_ID, naming, type BookingPushVariant } from '@cartrail/carriers/conformance';
import { pickupsOf } from '../adapter.js';
import { DAY } from '../returns.js';
import { asNumber, changed, huge, torn } from './content.js';
import { advance, choose, courierWish } from './courier-wishes.js';
import type { Stage } from './stage.js';
import type { CourierPushForm, Opened, PushForm } from './vendor.js';

const NOBODYS_CODE = '98765';
const NO_AMOUNT = '8.005';

/** What one vendor pushes about an order, from the first step to the bill. */
export class CourierPushes {
  private readonly orders = new Map<string, Promise<string>>();

  constructor(
    private readonly stage: Stage,
    private readonly envelope: PushForm,
    private readonly form: CourierPushForm,
  ) {}

  async push(variant: BookingPushVariant): Promise<RawCallback | undefined> {
    const { form } = this;
    if (variant === 'settled') return form.fee && this.told(form.fee);
    const step = await this.told(form.step);
    const plain = form.plain === 'fee' && form.fee ? await this.told(form.fee) : step;
    switch (variant) {
      case 'plain':
        return plain;
      case 'bad-signature': {
        const { content, seal } = this.envelope.open(step);
        const isSigned = seal(content, 'unsigned') !== undefined;
        return isSigned ? this.told({ ...form.step, fault: variant }) : undefined;
      }
      case 'nonsense-amount':
        return this.priced();
      case 'empty-strings':
      case 'names-people':
      case 'unknown-code':
      case 'long-id':
        return varied(this.envelope.open(step), variant, form);
      default:
        return varied(this.envelope.open(plain), variant, form);
    }
  }

  private async priced(): Promise<RawCallback | undefined> {
    const { fee, amount } = this.form;
    if (!fee || amount === undefined) return undefined;
    const { content, seal } = this.envelope.open(await this.told(fee));
    return seal(
      changed(content, amount, () => NO_AMOUNT),
      'as-sent',
    );
  }

  /** The first push of an order that the ledger describes so. */
  private async told(row: CourierPushForm['step']): Promise<RawCallback> {
    const { vendor, captures } = this.stage;
    const ours = await this.followed(row['fault'] === 'bad-signature');
    const reference = `${vendor.couriers?.prefix ?? ''}${ours}`;
    const [first] = await captures.of({ fault: undefined, ...row, reference });
    if (!first) throw new Error('nothing was pushed');
    return first;
  }

  private followed(forged: boolean): Promise<string> {
    const reference = `FOLLOWED-${forged ? 'FORGED' : 'GENUINE'}`;
    const followed = this.orders.get(reference) ?? this.follow(reference, forged);
    this.orders.set(reference, followed);
    return followed;
  }

  private async follow(reference: string, forged: boolean): Promise<string> {
    const { sim, vendor, port, calls } = this.stage;
    await calls.expect('answers', true);
    const known = `${vendor.couriers?.prefix ?? ''}${reference}`;
    await choose(sim, { reference: known, plan: 'reweighs', parcelPlan: 'quick' });
    await pickupsOf(port).book({ ...courierWish(this.stage), reference });
    if (forged) await calls.befall(known, 'bad-signature');
    await advance(sim, 3 * DAY);
    return reference;
  }
}

/** A push put together anew: the vendor's own, but for what the variant is about. */
function varied(
  { content, seal }: Opened,
  variant: Exclude<BookingPushVariant, 'plain' | 'settled' | 'bad-signature' | 'nonsense-amount'>,
  { code, noParcel, id, inner, empty, people }: CourierPushForm,
): RawCallback | undefined {
  const withText = (text: string, name: string, into: string): string => changed(into, name, () => text);
  switch (variant) {
    case 'json-body':
      return seal(content, 'json');
    case 'no-signature':
      return seal(content, 'unsigned');
    case 'json-in-json':
      if (inner === undefined) return undefined;
      return inner === 'content'
        ? seal(content, 'json')
        : seal(changed(content, inner, JSON.stringify), 'as-sent');
    case 'empty-strings':
      return seal(
        empty.reduce((into, name) => withText('', name, into), content),
        'as-sent',
      );
    case 'names-people':
      return seal(naming(content, people), 'as-sent');
    case 'unknown-code':
      return seal(
        withText(NOBODYS_CODE, code, noParcel === undefined ? content : withText('', noParcel, content)),
        'as-sent',
      );
    case 'long-id':
      return id === undefined
        ? undefined
        : seal(asNumber(withText('LONG-ID', id, content), 'LONG-ID', LONG_ID), 'as-sent');
    case 'huge':
      return seal(huge(content), 'as-sent');
    case 'signed-nonsense':
      return seal(torn(content), 'as-sent');
  }
}
