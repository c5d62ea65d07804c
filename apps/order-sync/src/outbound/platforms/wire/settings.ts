import type { ApplicationField } from '../../../application/ports.js';
import { caseReasons } from '../../../domain/after-sale.state.js';
import { reasonsPattern } from '../../../domain/reason-table.js';
import { rejectionsPattern } from '../../../domain/rejections.js';
import { returnAddressPattern } from './return-addresses.js';

// What the documents of several platforms leave open in the same way, and a merchant has to say.

const words = caseReasons.join(', ');

/** Read by `readReasons`. `code` is what a code of the platform looks like. */
export const reasonCodes = (code: string): ApplicationField => ({
  name: 'reasonCodes',
  zh: '售后原因编码的含义，逗号分隔',
  en: `what the platform’s reason codes mean: code:reason[,code:reason], reasons: ${words}`,
  optional: true,
  pattern: reasonsPattern(code),
});

/** Where the platform gives no codes; read by `readReasons`. */
export const reasonTexts: ApplicationField = {
  name: 'reasonTexts',
  zh: '售后原因文字的含义，逗号分隔',
  en: `what the platform’s texts of reasons mean: text:reason[,text:reason], reasons: ${words}`,
  optional: true,
  pattern: reasonsPattern('[^,]+'),
};

const rejections = {
  name: 'rejectReasonCodes',
  optional: true,
  pattern: rejectionsPattern,
} as const;

/** Read by `readRejections`. */
export const rejectReasonCodes: ApplicationField = {
  ...rejections,
  zh: '自动拒绝退货用的原因：规则=平台原因编码|对买家的话，分号隔开，* 为任意规则',
  en: 'how refusals by our rules are told: rule=platform’s reason code|words to the buyer, apart by semicolons, * for any rule; without it they stay by hand',
};

/** Where the platform takes words and no code; read by `readRejections`. */
export const rejectWords: ApplicationField = {
  ...rejections,
  zh: '自动拒绝退货用的原因：规则=|对买家的话，分号隔开，* 为任意规则',
  en: 'how refusals by our rules are told: rule=|words to the buyer, apart by semicolons, * for any rule; without it they stay by hand',
};

/** Where the platform takes the address itself and not an id of it; read by `readReturnAddresses`. */
export const returnAddresses: ApplicationField = {
  name: 'returnAddresses',
  zh: '退货地址：编号=收件人|电话|省|市|区|详细地址，多条以分号隔开',
  en: 'addresses goods come back to: id=name|phone|province|city|district|detail, apart by semicolons; the platform wants the address itself',
  optional: true,
  pattern: returnAddressPattern,
};
