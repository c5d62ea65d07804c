import { OrderSync1700000100000 } from './1700000100000-order-sync.js';
import { AfterSales1700000200000 } from './1700000200000-after-sales.js';
import { RefundFailing1700000300000 } from './1700000300000-refund-failing.js';
import { DropUnreadIndex1700000400000 } from './1700000400000-drop-unread-index.js';
import { Platforms1700000500000 } from './1700000500000-platforms.js';
import { Shops1700000600000 } from './1700000600000-shops.js';
import { Sync1700000700000 } from './1700000700000-sync.js';
import { OrderModel1700000800000 } from './1700000800000-order-model.js';
import { Mappings1700001000000 } from './1700001000000-mappings.js';
import { Actions1700000900000 } from './1700000900000-actions.js';
import { ServiceLabels1700001200000 } from './1700001200000-service-labels.js';
import { OrderLookup1700001300000 } from './1700001300000-order-lookup.js';

export const migrations = [
  OrderSync1700000100000,
  AfterSales1700000200000,
  RefundFailing1700000300000,
  DropUnreadIndex1700000400000,
  Platforms1700000500000,
  Shops1700000600000,
  Sync1700000700000,
  OrderModel1700000800000,
  Mappings1700001000000,
  Actions1700000900000,
  ServiceLabels1700001200000,
  OrderLookup1700001300000,
];
