import { carriers } from '../orders/catalogue.js';
import type { ReturnParcel } from '../state/after-sale.model.js';

/** The platform names a company in words only. */
export const companyName = ({ carrier, companyName: told }: ReturnParcel): string =>
  carrier === undefined ? told : carriers[carrier].name;
