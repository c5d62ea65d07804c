import {
  PlatformFailure,
  type CaseActions,
  type CaseRef,
  type CaseSign,
  type Listing,
  type PlatformCases,
  type PulledCase,
  type ShopRef,
} from '../../../application/ports.js';
import { textOf } from '../wire/values.js';
import { toPulledCase, toSign } from './case-mapping.js';
import type { WeimobClient } from './client.js';
import { listingOf } from './listing.js';
import type { WeimobMeanings } from './settings.js';

export class WeimobCases implements PlatformCases {
  readonly changed: Listing<CaseSign>;
  readonly created: Listing<CaseSign>;

  constructor(
    private readonly client: Pick<WeimobClient, 'rights' | 'rightsList'>,
    private readonly meanings: WeimobMeanings,
    readonly actions: CaseActions,
  ) {
    this.changed = this.listing('caseChanged');
    this.created = this.listing('caseCreated');
  }

  async case(shop: ShopRef, accessToken: string, ref: CaseRef): Promise<PulledCase> {
    const askedAt = Date.now();
    const { rightsInfo: rights = {} } = await this.client.rights(accessToken, ref.platformAfterSaleId);
    if (textOf(rights.rightsOrder?.rightsId) !== ref.platformAfterSaleId) {
      throw new PlatformFailure('invalid', 'weimob answered rights/detail/get with another case');
    }
    const orderNo = textOf(rights.originOrder?.orderNo) ?? ref.platformOrderId;
    return toPulledCase(
      shop,
      { ...rights, originOrder: { ...rights.originOrder, orderNo } },
      askedAt,
      this.meanings,
    );
  }

  private listing(by: 'caseChanged' | 'caseCreated'): Listing<CaseSign> {
    return listingOf(this.meanings, {
      by,
      search: (token, query) => this.client.rightsList(token, query),
      toRows: (wire) => toSign(wire, this.meanings),
    });
  }
}
