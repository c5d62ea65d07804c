import type { Rejection } from './case-action.js';

/** The setting `rejectReasonCodes`, as a manifest states it. */
export const rejectionsPattern = '[^=|;]+=[^=|;]*\\|[^|;]+(;[^=|;]+=[^=|;]*\\|[^|;]+)*;?';

/**
 * `rule=code|text`, several apart by semicolons: what the platform calls a refusal by a rule of ours, and what is
 * said to the buyer. A merchant writes it, as no document joins the two.
 */
export const readRejections = (setting = ''): ReadonlyMap<string, Rejection> =>
  new Map(
    setting.split(';').flatMap((entry) => {
      const [, rule, code = '', text] = /^([^=|]+)=([^=|]*)\|([^|]+)$/.exec(entry.trim()) ?? [];
      return rule === undefined || text === undefined
        ? []
        : [[rule.trim(), { reasonCode: code.trim(), text: text.trim() }] as const];
    }),
  );

export const rejectionFor = (
  rejections: ReadonlyMap<string, Rejection> | undefined,
  rule: string,
): Rejection | undefined => rejections?.get(rule) ?? rejections?.get('*');
