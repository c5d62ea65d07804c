/** Where a sealed contact belongs: it opens for this tenant and this place only. */
export const contactPlace = (tenantId: string, returnId: string) => ({
  tenantId,
  place: `return/${returnId}`,
});

export const warehousePlace = (tenantId: string, code: string) => ({ tenantId, place: `warehouse/${code}` });
