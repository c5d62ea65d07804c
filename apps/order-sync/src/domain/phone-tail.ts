/** The last four digits of what stands on the waybill: behind the dash of a virtual number. `undefined` where masked away. */
export const phoneTail = (phone: string): string | undefined => /(\d{4})$/.exec(phone.trim())?.[1];
