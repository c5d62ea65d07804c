import type { CarrierErrorKind } from '../errors.js';
import { isSupported, type CallbackPort, type CarrierWaybill, type RawCallback } from '../port.js';
import type { CarrierReport } from '../report.js';
import { bookingCells } from './booking-cells.js';
import { interceptCells } from './intercept-cells.js';
import { errorOf, expectThat, notApplicable } from './outcome.js';
import { personalCells } from './personal-cells.js';
import { recogniseCells } from './recognise-cells.js';
import { LONG_NUMBER, type PushVariant, type Situation } from './server.js';
import { accepted, type CellDefinition, type Subject } from './subject.js';

const arranged = async (
  { server, carrier, phoneTail }: Subject,
  situation: Situation,
  feature: 'track' | 'subscribe',
): Promise<CarrierWaybill> => {
  const number = await server.arrange(situation, feature);
  return { number: number ?? notApplicable(`the server cannot do ${situation}`), carrier, phoneTail };
};

const track = async (subject: Subject, situation: Situation): Promise<CarrierReport> => {
  const operation = subject.port.track;
  if (!isSupported(operation)) return notApplicable(operation.why);
  return operation(await arranged(subject, situation, 'track'));
};

const subscribe = async (subject: Subject, situation: Situation): Promise<boolean> => {
  const operation = subject.port.subscribe;
  if (!isSupported(operation)) return notApplicable(operation.why);
  const waybill = await arranged(subject, situation, 'subscribe');
  const { callbackUrl = 'https://callbacks.example/parcels' } = subject;
  return (await operation({ ...waybill, callbackUrl })).accepted;
};

const pushed = async (subject: Subject, variant: PushVariant): Promise<[CallbackPort, RawCallback]> => {
  const { callbacks } = subject.port;
  if (!isSupported(callbacks)) return notApplicable(callbacks.why);
  return [
    callbacks,
    (await subject.server.push(variant)) ?? notApplicable(`the server cannot push ${variant}`),
  ];
};

const reports = async (subject: Subject, variant: PushVariant): Promise<readonly CarrierReport[]> => {
  const [callbacks, raw] = await pushed(subject, variant);
  return accepted(callbacks.read(raw)).content.reports;
};

const fails = (
  feature: 'track' | 'subscribe',
  situation: Situation,
  kind: CarrierErrorKind,
): CellDefinition => ({
  feature,
  guarantee: `${situation} is an error of kind ${kind}`,
  scene: `waybill ${situation}`,
  run: async (subject) => {
    const call = feature === 'track' ? track : subscribe;
    expectThat((await errorOf(call(subject, situation))).kind, kind);
  },
});

const signs = (feature: 'track' | 'subscribe'): CellDefinition => ({
  feature,
  guarantee: 'the request is signed over the bytes sent',
  scene: `signed ${feature}`,
  run: async (subject) => {
    await (feature === 'track' ? track : subscribe)(subject, 'moving');
    const { server } = subject;
    const call = await (server.received ? server.received() : server.bookings?.received());
    expectThat((call ?? notApplicable('the server wants no signature')).signed, true);
  },
});

const journey = (report: CarrierReport | undefined): readonly string[] =>
  (report?.scans ?? []).map((scan) => `${scan.occurredAt} ${scan.order} ${scan.code} ${scan.text}`);

const sameAsPlain = (variant: PushVariant): CellDefinition => ({
  feature: 'push',
  guarantee: `${variant} reads as the plain push does`,
  scene: `push ${variant}`,
  run: async (subject) => {
    const [plain] = await reports(subject, 'plain');
    const [other] = await reports(subject, variant);
    expectThat(JSON.stringify(journey(other)), JSON.stringify(journey(plain)));
  },
});

const forged = (variant: PushVariant): CellDefinition => ({
  feature: 'signed-push',
  guarantee: `${variant} is refused`,
  scene: `push ${variant}`,
  run: async (subject) => {
    const [callbacks, raw] = await pushed(subject, variant);
    expectThat(callbacks.verify(raw), false);
    expectThat(callbacks.read(raw).kind, 'forged');
  },
});

export const cellDefinitions: readonly CellDefinition[] = [
  {
    feature: 'subscribe',
    guarantee: 'a waybill is accepted',
    scene: 'waybill moving',
    run: async (subject) => {
      expectThat(await subscribe(subject, 'moving'), true);
    },
  },
  signs('subscribe'),
  fails('subscribe', 'refused-credentials', 'credentials'),
  fails('subscribe', 'throttled', 'throttled'),
  fails('subscribe', 'http-500', 'retryable'),
  {
    feature: 'track',
    guarantee: 'a moving waybill has scans, oldest first',
    scene: 'waybill moving',
    run: async (subject) => {
      const times = (await track(subject, 'moving')).scans.map((scan) => scan.occurredAt);
      expectThat(times.length > 0, true);
      expectThat(times.join(), [...times].sort((one, other) => one - other).join());
    },
  },
  {
    feature: 'track',
    guarantee: 'no data yet is a report without scans',
    scene: 'waybill no-data',
    run: async (subject) => {
      expectThat((await track(subject, 'no-data')).scans.length, 0);
    },
  },
  signs('track'),
  fails('track', 'refused-credentials', 'credentials'),
  fails('track', 'throttled', 'throttled'),
  fails('track', 'http-500', 'retryable'),
  fails('track', 'not-json', 'retryable'),
  fails('track', 'endless-answer', 'retryable'),
  fails('track', 'time-out', 'retryable'),
  {
    feature: 'push',
    guarantee: 'a push names its waybill and its scans',
    scene: 'push plain',
    run: async (subject) => {
      const [report] = await reports(subject, 'plain');
      expectThat(report?.carrier, subject.carrier);
      expectThat((report?.scans.length ?? 0) > 0, true);
    },
  },
  {
    feature: 'push',
    guarantee: 'a push that comes twice reads the same',
    scene: 'push again',
    run: async (subject) => {
      const [once, again] = [await reports(subject, 'plain'), await reports(subject, 'again')];
      expectThat(JSON.stringify(again), JSON.stringify(once));
    },
  },
  sameAsPlain('json-body'),
  sameAsPlain('encoded-twice'),
  sameAsPlain('json-in-json'),
  sameAsPlain('repeated'),
  sameAsPlain('reversed'),
  {
    feature: 'push',
    guarantee: 'an unknown code is kept raw with status UNKNOWN',
    scene: 'push unknown-code',
    run: async (subject) => {
      const [report] = await reports(subject, 'unknown-code');
      expectThat(
        report?.scans.some((scan) => scan.status === 'UNKNOWN' && scan.code !== ''),
        true,
      );
    },
  },
  {
    feature: 'push',
    guarantee: 'a number beyond 2^53 is kept digit by digit',
    scene: 'push long-number',
    run: async (subject) => {
      const [report] = await reports(subject, 'long-number');
      expectThat(report?.number, LONG_NUMBER);
    },
  },
  {
    feature: 'push',
    guarantee: 'a huge push is read without its unreadable parts, or called malformed',
    scene: 'push huge',
    run: async (subject) => {
      const [callbacks, raw] = await pushed(subject, 'huge');
      expectThat(callbacks.read(raw).kind === 'forged', false);
    },
  },
  {
    feature: 'push',
    guarantee: 'signed nonsense is malformed, not an exception',
    scene: 'push signed-nonsense',
    run: async (subject) => {
      const [callbacks, raw] = await pushed(subject, 'signed-nonsense');
      expectThat(callbacks.read(raw).kind, 'malformed');
    },
  },
  forged('bad-signature'),
  forged('no-signature'),
  ...personalCells,
  ...recogniseCells,
  ...bookingCells,
  ...interceptCells,
];
