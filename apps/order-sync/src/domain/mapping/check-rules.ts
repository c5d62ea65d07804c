import { pointerTo, type Report } from './check.js';
import type { MappingDocument, Rule, Rules, Step } from './document.js';
import { fit, measured } from './field.js';
import { isMany, parsePath } from './path.js';
import type { Catalogue } from './steps.js';
import { targetsOf, type Target, type TargetGroup } from './targets.js';
import { Trouble } from './trouble.js';

interface Given {
  readonly document: MappingDocument;
  readonly catalogue: Catalogue;
  readonly report: Report;
}

/** What a rule promises must be what its field holds, as far as that is known without a payload. */
export function checkRules(document: MappingDocument, catalogue: Catalogue, report: Report): void {
  const given = { document, catalogue, report };
  const { order, afterSale } = document;
  const group = (name: TargetGroup, rules: Rules | undefined, at: string): void => {
    for (const target of targetsOf(name)) {
      const rule = rules?.[target.name];
      if (rule) checkRule(target, rule, pointerTo(at, target.name), given);
    }
  };
  group('order', order.fields, '/order/fields');
  group('orderLine', order.lines.fields, '/order/lines/fields');
  group('parcel', order.parcels?.fields, '/order/parcels/fields');
  group('parcelLine', order.parcels?.lines?.fields, '/order/parcels/lines/fields');
  group('afterSale', afterSale?.fields, '/afterSale/fields');
  group('afterSaleLine', afterSale?.lines?.fields, '/afterSale/lines/fields');
}

/** For a field outside the groups: when a row of a list last changed. */
export const checkTimeRule = (rule: Rule, at: string, given: Given): void => {
  checkRule({ name: 'updatedAt', kind: 'time', about: '' }, rule, at, given);
};

function checkRule(target: Target, rule: Rule, at: string, given: Given): void {
  const { from, constant, steps = [] } = rule;
  const { report } = given;
  if ((from === undefined) === (constant === undefined))
    report(at, 'must have either "from" with the places of the source, or "constant" with one value');
  if (constant !== undefined && steps.length > 0)
    report(pointerTo(at, 'steps'), 'must not follow a constant');
  checkFixed(target, constant, pointerTo(at, 'constant'), given);
  checkFixed(target, rule.default, pointerTo(at, 'default'), given);
  const isListed = (from?.length ?? 0) > 1 || from?.some(manyAt);
  const reduces = steps.some(
    (step) => step.do === 'firstNonEmpty' || step.do === 'join' || step.do === 'when',
  );
  if (isListed && !reduces)
    report(at, 'takes several values: add the step firstNonEmpty or join to make one of them');
  if (from !== undefined) checkUnit(target, steps, at, given);
  checkSteps(target, steps, pointerTo(at, 'steps'), given);
}

const manyAt = (text: string): boolean => {
  const path = parsePath(text);
  return !('problem' in path) && isMany(path);
};

const flat = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => (step.do === 'each' ? [step, ...flat(step.steps)] : [step]));

function checkUnit({ kind }: Target, steps: readonly Step[], at: string, { report }: Given): void {
  const all = flat(steps);
  const [isTime, isFen] = [
    all.some((step) => step.do === 'time'),
    all.some((step) => step.do === 'fen' || step.do === 'yuanToFen'),
  ];
  if (kind === 'time' && !isTime)
    report(at, 'is a time: add the step time with the form the source writes it in');
  if (kind === 'fen' && !isFen)
    report(at, 'is an amount: add the step yuanToFen, or fen where the source counts in fen');
  if (kind !== 'time' && isTime) report(at, 'is no time: take the step time out');
  if (kind !== 'fen' && isFen) report(at, 'is no amount: take the step fen or yuanToFen out');
}

function checkFixed(target: Target, value: unknown, at: string, given: Given): void {
  if (value === undefined) return;
  try {
    const { unknown } = fit(target, measured(target, value), given);
    if (unknown !== undefined) given.report(at, `must be one of ${wordsOf(target)}`);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    given.report(at, error.message);
  }
}

const wordsOf = ({ kind, words = [] }: Target): string =>
  kind === 'carrier' ? 'our carrier codes' : words.join(', ');

function checkSteps(target: Target, steps: readonly Step[], at: string, given: Given): void {
  steps.forEach((step, index) => {
    const here = pointerTo(at, index);
    const isLast = !steps
      .slice(index + 1)
      .some(({ do: name }) => name !== 'when' && name !== 'firstNonEmpty');
    switch (step.do) {
      case 'map':
        checkMap(target, step.map, isLast, pointerTo(here, 'map'), given);
        break;
      case 'when':
        if (isLast) {
          checkFixed(target, step.then, pointerTo(here, 'then'), given);
          checkFixed(target, step.otherwise, pointerTo(here, 'otherwise'), given);
        }
        break;
      case 'each':
        checkSteps(target, step.steps, pointerTo(here, 'steps'), given);
        break;
      default:
    }
  });
}

function checkMap(target: Target, name: string, isLast: boolean, at: string, given: Given): void {
  const { maps = {} } = given.document;
  const map = Object.hasOwn(maps, name) ? maps[name] : undefined;
  if (!map) {
    given.report(
      at,
      `names no map of this document: write it under "maps", which has ${Object.keys(maps).join(', ') || 'none'}`,
    );
    return;
  }
  if (target.personal) given.report(at, 'must not be used on a field of a person');
  if (!isLast || (target.kind !== 'word' && target.kind !== 'carrier')) return;
  for (const [key, value] of Object.entries(map.entries))
    checkFixed(target, value, pointerTo(`/maps/${name}/entries`, key), given);
}
