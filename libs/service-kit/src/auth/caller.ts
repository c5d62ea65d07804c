/** Who stands behind a request, as the gateway's token says. */
export interface Caller {
  readonly tenantId: string;
  readonly memberId: string;
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** Only these shops; all of the tenant's when left out. */
  readonly shopIds?: readonly string[];
}
