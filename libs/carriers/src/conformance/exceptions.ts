import type { Scene } from './subject.js';

type Exceptions = Partial<Readonly<Record<Scene, string>>>;

const ENCODED_ONCE = 'only KDNiao has senders that encode a push twice';
const OUR_REFERENCE_ONLY = 'a booking goes by our own reference and has no id of the provider';
const NO_INNER_JSON = 'nothing in it is JSON inside a text';
const ONE_EVENT = 'a push tells one event: there is nothing to repeat in it, and no order to turn round';
const NO_SIGNATURE = 'no push of it carries a signature that is documented: its form alone lets it in';
const NO_PRICES = 'no push of it that charges a booking is documented';
const NUMBER_AT_ONCE = 'an order of the kind that is made is answered with its number at once';
const NEVER_WITHOUT_NUMBER = 'no order is documented that it answers without its number';
const NO_CHARGES = 'its bills name no order, so no push charges a booking';

/** Provider by provider: what its side never does although it has the feature, and why. */
const exceptions: Readonly<Record<string, Exceptions>> = {
  kdniao: {
    'push json-in-json': NO_INNER_JSON,
    'booking-push json-in-json': NO_INNER_JSON,
  },
  kuaidi100: {
    'signed subscribe': 'a subscription carries no signature: the key of the account stands in it',
    'push encoded-twice': ENCODED_ONCE,
  },
  sf: {
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'booking-push long-id': OUR_REFERENCE_ONLY,
    'booking-push bad-signature': NO_SIGNATURE,
    'booking-push no-signature': NO_SIGNATURE,
  },
  zto: {
    'booking duplicate': 'whether it knows a partnerOrderCode again is not documented',
    'booking without-number': NUMBER_AT_ONCE,
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'push repeated': ONE_EVENT,
    'push reversed': ONE_EVENT,
    'booking-push json-in-json': NO_INNER_JSON,
  },
  ems: {
    'booking without-number': NEVER_WITHOUT_NUMBER,
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'push repeated': ONE_EVENT,
    'push reversed': ONE_EVENT,
  },
  jt: {
    'booking without-number': NEVER_WITHOUT_NUMBER,
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'booking duplicate': 'what a repeated txlogisticId does is not documented to us',
    'booking-push settled': NO_CHARGES,
    'booking-push nonsense-amount': NO_CHARGES,
    'booking-push json-in-json': NO_INNER_JSON,
  },
  yto: {
    'booking without-number': NEVER_WITHOUT_NUMBER,
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'push repeated': ONE_EVENT,
    'push reversed': ONE_EVENT,
    'booking-push settled': NO_PRICES,
    'booking-push nonsense-amount': NO_PRICES,
    'booking-push json-in-json': NO_INNER_JSON,
    'booking-push long-id': OUR_REFERENCE_ONLY,
    'booking-push bad-signature': NO_SIGNATURE,
    'booking-push no-signature': NO_SIGNATURE,
  },
  jdl: {
    'booking without-number': NEVER_WITHOUT_NUMBER,
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'push repeated': ONE_EVENT,
    'push reversed': ONE_EVENT,
    'booking-push settled': NO_PRICES,
    'booking-push nonsense-amount': NO_PRICES,
    'booking-push json-in-json': NO_INNER_JSON,
    'booking-push long-id': 'a push names our own reference and no id of the provider',
    'booking-push bad-signature': NO_SIGNATURE,
    'booking-push no-signature': NO_SIGNATURE,
  },
  sto: {
    'push encoded-twice': ENCODED_ONCE,
    'push repeated': ONE_EVENT,
    'push reversed': ONE_EVENT,
    'booking-push settled': NO_PRICES,
    'booking-push nonsense-amount': NO_PRICES,
    'booking-push bad-signature': NO_SIGNATURE,
    'booking-push no-signature': NO_SIGNATURE,
  },
  deppon: {
    'booking without-number': NEVER_WITHOUT_NUMBER,
    'push encoded-twice': ENCODED_ONCE,
    'push json-in-json': NO_INNER_JSON,
    'booking-push settled': NO_PRICES,
    'booking-push nonsense-amount': NO_PRICES,
    'booking-push json-in-json': NO_INNER_JSON,
    'booking-push bad-signature': NO_SIGNATURE,
    'booking-push no-signature': NO_SIGNATURE,
  },
};

export const exceptionOf = (provider: string, scene: Scene): string | undefined =>
  exceptions[provider]?.[scene];
