import type { CarrierErrorKind } from '../errors.js';
import { isSupported, type InterceptAnswer } from '../port.js';
import type { BookingSituation } from './booking-server.js';
import { errorOf, expectThat, notApplicable } from './outcome.js';
import type { CellDefinition, Subject } from './subject.js';

/** The answer names no parcel, so any number does. */
const NUMBER = '1234567890123';

async function intercept(subject: Subject, situation: BookingSituation): Promise<InterceptAnswer> {
  const { intercept: operation } = subject.port;
  if (!isSupported(operation)) return notApplicable(operation.why);
  const { bookings: server } = subject.server;
  if (server?.intercepts !== true) return notApplicable('the server stops no parcels');
  if (!(await server.arrange(situation, 'intercept')))
    return notApplicable(`the server cannot do ${situation}`);
  const number = (await server.onItsWay?.()) ?? NUMBER;
  const reference = `INTERCEPT-${(wishes += 1)}`;
  return operation({ number, carrier: subject.carrier, reference, why: '退款' });
}

// A wish of its own for every cell: the vendor may know one again by its reference.
let wishes = 0;

const fails = (situation: BookingSituation, kind: CarrierErrorKind): CellDefinition => ({
  feature: 'intercept',
  guarantee: `${situation} is an error of kind ${kind}`,
  scene: `booking ${situation}`,
  run: async (subject) => {
    expectThat((await errorOf(intercept(subject, situation))).kind, kind);
    // By the vendor: what an adapter refuses by itself is seen by nobody.
    if (situation === 'refuses') expectThat((await subject.server.bookings?.received())?.signed, true);
  },
});

/** A wish acts: where nobody can say what became of it, it ends as `unknown-outcome`. */
export const interceptCells: readonly CellDefinition[] = [
  {
    feature: 'intercept',
    guarantee: 'a wish is taken, signed over the bytes sent',
    scene: 'booking answers',
    run: async (subject) => {
      await intercept(subject, 'answers');
      expectThat((await subject.server.bookings?.received())?.signed, true);
    },
  },
  fails('refuses', 'permanent'),
  fails('refused-credentials', 'credentials'),
  fails('throttled', 'throttled'),
  fails('http-500', 'unknown-outcome'),
  fails('not-json', 'unknown-outcome'),
  fails('endless-answer', 'unknown-outcome'),
  fails('time-out', 'unknown-outcome'),
  fails('lost-answer', 'unknown-outcome'),
];
