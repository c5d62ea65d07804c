import type { PushedBooking } from '../booking.js';
import { isSupported, type CallbackPort, type RawCallback } from '../port.js';
import { LONG_ID, type BookingPushVariant } from './booking-server.js';
import { expectThat, notApplicable } from './outcome.js';
import { accepted, type CellDefinition, type Subject } from './subject.js';

async function pushed(subject: Subject, variant: BookingPushVariant): Promise<[CallbackPort, RawCallback]> {
  const { callbacks } = subject.port;
  if (!isSupported(callbacks)) return notApplicable(callbacks.why);
  const raw = await subject.server.bookings?.push(variant);
  return [callbacks, raw ?? notApplicable(`the server cannot push ${variant}`)];
}

async function report(subject: Subject, variant: BookingPushVariant): Promise<PushedBooking> {
  const [callbacks, raw] = await pushed(subject, variant);
  const { reports, bookings } = accepted(callbacks.read(raw)).content;
  expectThat(reports.length, 0);
  const [booking] = bookings;
  if (!booking) throw new Error('no booking in it');
  return booking;
}

const cell = (
  variant: BookingPushVariant,
  guarantee: string,
  run: (subject: Subject) => Promise<void>,
): CellDefinition => ({ feature: 'booking-push', guarantee, scene: `booking-push ${variant}`, run });

const sameAsPlain = (variant: BookingPushVariant): CellDefinition =>
  cell(variant, `${variant} reads as the plain push does`, async (subject) => {
    const [plain, other] = [await report(subject, 'plain'), await report(subject, variant)];
    expectThat(JSON.stringify(other), JSON.stringify(plain));
  });

const reads = (variant: BookingPushVariant, kind: string): CellDefinition =>
  cell(variant, `${variant} is ${kind}`, async (subject) => {
    const [callbacks, raw] = await pushed(subject, variant);
    expectThat(callbacks.read(raw).kind, kind);
  });

export const bookingPushCells: readonly CellDefinition[] = [
  cell('plain', 'a push names its booking and what happened', async (subject) => {
    const { bookingId, status } = await report(subject, 'plain');
    expectThat((bookingId ?? '') === '', false);
    expectThat(status === 'UNKNOWN', false);
  }),
  cell('settled', 'a push that comes twice reads the same', async (subject) => {
    const [once, again] = [await report(subject, 'settled'), await report(subject, 'settled')];
    expectThat(JSON.stringify(again), JSON.stringify(once));
  }),
  cell('settled', 'a settlement charges whole fen', async (subject) => {
    const { status, fees } = await report(subject, 'settled');
    expectThat(status, 'settled');
    expectThat(fees.length > 0, true);
    expectThat(
      fees.every(({ amountFen }) => Number.isSafeInteger(amountFen)),
      true,
    );
  }),
  sameAsPlain('json-body'),
  sameAsPlain('json-in-json'),
  cell('empty-strings', 'empty strings are absent', async (subject) => {
    const { number, courier, weightGrams, text } = await report(subject, 'empty-strings');
    expectThat(
      [number, courier, weightGrams, text].every((each) => each === undefined),
      true,
    );
  }),
  cell('unknown-code', 'an unknown code is kept raw with status UNKNOWN', async (subject) => {
    const { status, code } = await report(subject, 'unknown-code');
    expectThat(status, 'UNKNOWN');
    expectThat(code === '', false);
  }),
  cell('long-id', 'an id beyond 2^53 is kept digit by digit', async (subject) => {
    expectThat((await report(subject, 'long-id')).providerOrderId, LONG_ID);
  }),
  cell('huge', 'a huge push is read or called malformed, not an exception', async (subject) => {
    const [callbacks, raw] = await pushed(subject, 'huge');
    expectThat(callbacks.read(raw).kind === 'forged', false);
  }),
  reads('nonsense-amount', 'malformed'),
  reads('signed-nonsense', 'malformed'),
  reads('bad-signature', 'forged'),
  reads('no-signature', 'forged'),
];
