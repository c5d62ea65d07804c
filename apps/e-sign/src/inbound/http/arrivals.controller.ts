import { Controller, Get, Inject, Query } from '@nestjs/common';
import { normaliseNumber } from '@cartrail/carriers';
import { AskedBy, type Asked, decodeCursor, encodeCursor, Requires } from '@cartrail/service-kit';
import { ARRIVAL_QUERIES, type Arrivals, type FoundArrival } from '../../application/ports.js';
import { CURSOR_SECRET } from '../stores.js';
import { ArrivalListQuery } from './record.dto.js';

/** The warehouse's queue: what is on its way, and what a scanned number is about. */
@Controller('internal/arrivals')
export class ArrivalsController {
  private readonly secret: string;

  constructor(
    @Inject(ARRIVAL_QUERIES) private readonly arrivals: Arrivals,
    @Inject(CURSOR_SECRET) secret: string,
  ) {
    // A cursor of another list is none of this one.
    this.secret = `${secret}/arrivals`;
  }

  @Get()
  @Requires('sign-offs:write')
  async list(
    @Query() { limit, cursor, returnId, number }: ArrivalListQuery,
    @AskedBy() { cause }: Asked,
  ): Promise<object> {
    const rows = await this.arrivals.list(cause.tenantId, {
      returnId,
      number: number === undefined ? undefined : normaliseNumber(number),
      after: cursor === undefined ? undefined : String(decodeCursor(this.secret, cursor)[0]),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit;
    return {
      data: page.map(toView),
      nextCursor: hasMore && last ? encodeCursor(this.secret, [last.returnId]) : null,
      hasMore,
    };
  }
}

const toView = ({ signedBy, foundSignOffIds, ...arrival }: FoundArrival): object => ({
  returnId: arrival.returnId,
  orderId: arrival.orderId,
  afterSaleId: arrival.afterSaleId,
  status: arrival.status,
  warehouseCode: arrival.warehouseCode,
  numbers: arrival.numbers,
  lines: arrival.lines,
  signOffId: signedBy,
  foundSignOffIds,
});
