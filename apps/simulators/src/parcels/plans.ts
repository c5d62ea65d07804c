import { HOUR, MINUTE, type Instant } from '@cartrail/kernel';
import { cityOf } from '../orders/cities.js';
import { between, pick, seeded, type Seeded } from '../state/seeded.js';
import type { FaultName, PlanName, Scan } from '../state/model.js';

/** One node of a route: hours after the node before it (the first: after shipping). */
interface Step {
  after: number;
  code: string;
  text: string;
  location: string;
}

interface Route {
  readonly from: string;
  readonly to: string;
  readonly random: Seeded;
}

export interface Journey {
  number: string;
  plan: PlanName;
  faults: readonly FaultName[];
  fromRegion: string;
  toRegion: string;
  shippedAt: Instant;
}

/** Every scan the parcel will ever get. The same number always takes the same course. */
export function scansOf(journey: Journey): Scan[] {
  const random = seeded(journey.number);
  const route: Route = { from: cityOf(journey.fromRegion).city, to: cityOf(journey.toRegion).city, random };
  const steps = planned(journey.plan, route);
  const unit = journey.plan === 'quick' ? quickUnit(steps, random) : HOUR;
  let at = journey.shippedAt;
  const scans = steps.map(({ after, code, text, location }) => {
    // Vendors write whole seconds.
    at = Math.ceil((at + after * unit) / 1_000) * 1_000;
    return { at, visibleAt: at, code, text, location };
  });
  return journey.faults.includes('late') ? secondReportedLate(scans) : scans;
}

function planned(plan: PlanName, route: Route): Step[] {
  switch (plan) {
    case 'normal':
    case 'quick':
      return normal(route);
    case 'late-pickup':
      return firstAt(40, normal(route));
    case 'never-picked':
      return firstAt(60, normal(route));
    case 'stalls':
      return stalled(normal(route));
    case 'unknown-code':
      return withUnknown(normal(route), route);
    case 'fails-then-delivers':
      return failing(normal(route), route);
  }
}

/** 6 to 8 nodes over 2 to 4 days; no gap of a day. */
function normal({ from, to, random }: Route): Step[] {
  const steps: Step[] = [step(between(random, 2, 8), '1', `【${from}】快件已被揽收`, from)];
  if (random() < 0.5) steps.push(step(between(random, 3, 6), '206', `【${from}】快件已从寄件网点发出`, from));
  steps.push(
    step(between(random, 11, 14), '204', `【${from}】快件到达转运中心`, from),
    step(between(random, 14, 20), '2', `【${from}】快件已发往${to}`, from),
    step(between(random, 14, 20), '201', `【${to}】快件到达派件城市`, to),
  );
  if (random() < 0.5) steps.push(step(between(random, 3, 6), '205', `【${to}】快件到达派件网点`, to));
  steps.push(
    step(between(random, 4, 8), '202', `【${to}】快递员正在派件`, to),
    signed(between(random, 3, 6), to, random),
  );
  return steps;
}

function signed(after: number, to: string, random: Seeded): Step {
  const code = pick(random, ['301', '301', '301', '304', '311']);
  const texts: Readonly<Record<string, string>> = {
    '301': '本人签收',
    '304': '代收签收',
    '311': '快递柜签收',
  };
  return step(after, code, `【${to}】${texts[code] ?? '已签收'}`, to);
}

const step = (after: number, code: string, text: string, location: string): Step => ({
  after,
  code,
  text,
  location,
});

const firstAt = (hours: number, steps: Step[]): Step[] =>
  steps.map((one, index) => (index === 0 ? { ...one, after: hours } : one));

function stalled(steps: Step[]): Step[] {
  const hub = steps.findIndex((one) => one.code === '204');
  return steps.map((one, index) => (index === hub + 1 ? { ...one, after: 133 } : one));
}

function withUnknown(steps: Step[], { from }: Route): Step[] {
  const hub = steps.findIndex((one) => one.code === '204');
  const unknown = step(2, '999', `【${from}】快件已交由合作方处理`, from);
  return [...steps.slice(0, hub + 1), unknown, ...steps.slice(hub + 1)];
}

function failing(steps: Step[], { to }: Route): Step[] {
  return [
    ...steps.slice(0, -1),
    step(4, '405', `【${to}】派件异常，收件人不在`, to),
    step(18, '202', `【${to}】快递员再次派件`, to),
    step(4, '302', `【${to}】派件异常后签收`, to),
  ];
}

function quickUnit(steps: Step[], random: Seeded): number {
  const total = steps.reduce((sum, one) => sum + one.after, 0);
  return (between(random, 8, 20) * MINUTE) / total;
}

function secondReportedLate(scans: Scan[]): Scan[] {
  const third = scans[2];
  if (!third) return scans;
  return scans.map((scan, index) => (index === 1 ? { ...scan, visibleAt: third.at + 2 * HOUR } : scan));
}
