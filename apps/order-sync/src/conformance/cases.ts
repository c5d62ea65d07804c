import type { PlatformFeature } from '../application/ports.js';

export type Area = 'calls' | 'orders' | 'lists' | 'cases' | 'actions' | 'pushes' | 'channel' | 'features';

interface Case {
  readonly area: Area;
  readonly guarantee: string;
  /** One of them has to be there; the reason of the first tells why the case is not for a platform without. */
  readonly needs?: readonly PlatformFeature[];
}

const needing = (...needs: readonly PlatformFeature[]) => ({ needs });
const of = (area: Area, guarantee: string, rest: Pick<Case, 'needs'> = {}): Case => ({
  area,
  guarantee,
  ...rest,
});

const calls = {
  'forged-call': of('calls', 'a call signed with another secret is refused'),
  'expired-token': of('calls', 'a token that ran out is auth_expired'),
  throttled: of('calls', 'too many calls are throttled'),
  'http-500': of('calls', 'HTTP 500 is transient'),
  'time-out': of('calls', 'an answer that does not come is transient'),
  'no-answer': of('calls', 'a connection that breaks is transient'),
  'not-json': of('calls', 'an answer that is no JSON is transient'),
  'endless-answer': of('calls', 'an answer without an end is transient'),
  'silent-errors': of('calls', 'no error names a token, a secret or a receiver'),
};

const orders = {
  'order-ids': of('orders', 'ids are those on the wire, digit by digit, beyond 2^53 as well'),
  'order-money': of('orders', 'amounts are the platform’s in whole fen, and lines add up'),
  'order-midnight': of('orders', 'orders around midnight in Shanghai keep their instants'),
  'order-unknown-status': of('orders', 'an unknown status is reported raw, and the order changes nothing'),
  'order-unknown-company': of(
    'orders',
    'an unknown company is reported raw, and its parcel is of no carrier',
  ),
  'order-receiver': of('orders', 'the receiver is in no field but the sealed ones'),
  'order-decrypt': of('orders', 'what is sealed opens on demand', needing('decrypt')),
};

const lists = {
  'orders-move': of('lists', 'orders that move between pages while they are read are not lost'),
  'orders-created': of('lists', 'orders are listed by the time they were made', needing('orders-created')),
  'cases-move': of('lists', 'cases that move between pages while they are read are not lost'),
  'cases-created': of('lists', 'cases are listed by the time they were made', needing('cases-created')),
  'long-window': of('lists', 'a window longer than the platform takes is asked for in pieces'),
  'too-many-rows': of('lists', 'a window of more rows than the list can reach is halved'),
  'token-between-pages': of(
    'lists',
    'a token that runs out between two pages is renewed, and no row is lost',
  ),
};

const cases = {
  'case-ids': of('cases', 'ids are those on the wire, digit by digit, beyond 2^53 as well'),
  'case-money': of('cases', 'the amount is the platform’s in whole fen'),
  'case-unknown-status': of('cases', 'an unknown status is reported raw, and the case has none'),
};

const actions = {
  'case-moved': of(
    'actions',
    'a word that follows from an old reading is a conflict',
    needing('agree-refund'),
  ),
  'lost-answer': of(
    'actions',
    'silence after a word is transient: it may have happened',
    needing('agree-refund'),
  ),
  'ship-again': of(
    'actions',
    'silence after a shipment is transient, and told again it is still one',
    needing('ship'),
  ),
};

const pushes = {
  'push-genuine': of(
    'pushes',
    'a push passes the door and names its order and its case, digit by digit',
    needing('push'),
  ),
  'push-forged': of('pushes', 'a push made with another secret is refused', needing('push')),
  'push-altered': of(
    'pushes',
    'with any one byte changed it is refused, or says the same',
    needing('signed-push'),
  ),
  'push-replay': of('pushes', 'a push that comes again has the key it had', needing('push')),
  'push-malformed': of(
    'pushes',
    'malformed and oversized bodies are refused, or read as unmapped, and crash nothing',
    needing('push'),
  ),
  'push-unknown': of('pushes', 'an event nobody documented is reported raw', needing('push', 'channel')),
};

const channel = {
  'channel-genuine': of(
    'channel',
    'a message names its order, digit by digit, and comes again until it is kept',
    needing('channel'),
  ),
  'channel-forged': of('channel', 'nobody hears who signs with another secret', needing('channel')),
  'channel-malformed': of(
    'channel',
    'a message that cannot be read is reported, and crashes nothing',
    needing('channel'),
  ),
};

const features = {
  'features-true': of('features', 'what it declares is there'),
  'features-absent': of('features', 'what it says is not supported is not there'),
};

/** Every case of the kit, in the order they are run. */
export const conformanceCases = {
  ...calls,
  ...orders,
  ...lists,
  ...cases,
  ...actions,
  ...pushes,
  ...channel,
  ...features,
} as const;
export type Scene = keyof typeof conformanceCases;

export const scenes = Object.keys(conformanceCases) as readonly Scene[];
