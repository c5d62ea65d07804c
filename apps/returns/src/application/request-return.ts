import type { Clock, Decision } from '@cartrail/kernel';
import { mergeUnits } from '../domain/order/asked.js';
import type { OrderFact } from '../domain/order/order-facts.js';
import type { OrderFacts, OrderFile } from '../domain/order/order-file.js';
import { request } from '../domain/order/request.js';
import type { Units } from '../domain/rules/refund-amount.js';
import type { Calendar } from '../domain/rules/window.js';

export interface RequestOnPage {
  readonly lines: readonly Units[];
  readonly reason: string;
  readonly note?: string;
}

/** A return asked for on our own page; the platform's case is opened by the buyer, with our link. */
export class RequestReturn {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: Calendar,
    /** By platform; `{order}` stands for the platform's id of the order. */
    private readonly platformForms: ReadonlyMap<string, string>,
  ) {}

  decide(returnId: string, { lines, reason, note }: RequestOnPage) {
    const at = this.clock.now();
    const asked = { returnId, lines: mergeUnits(lines), reason, note, at, formOf: this.formOf };
    return (file: OrderFile | undefined): Decision<OrderFile, OrderFact> =>
      request(file, asked, this.calendar);
  }

  private readonly formOf = ({ platform, platformOrderId }: OrderFacts): string | undefined =>
    this.platformForms.get(platform)?.replaceAll('{order}', encodeURIComponent(platformOrderId));
}

/** `platform=https://…[,platform=…]`, as the settings have it. */
export const readPlatformForms = (setting: string): ReadonlyMap<string, string> =>
  new Map(
    setting.split(',').flatMap((entry) => {
      const [platform = '', ...url] = entry.split('=');
      return platform === '' ? [] : [[platform.trim(), url.join('=').trim()] as const];
    }),
  );
