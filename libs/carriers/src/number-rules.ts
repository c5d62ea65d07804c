/**
 * What waybill numbers of a carrier look like, in their normal form. A letter prefix decides; plain digits only suggest,
 * as the ranges of several carriers overlap and no number of theirs has a public check digit.
 *
 * Sources: `T` mirrors of Taobao's `reg_mail_no`, `Y` YTO's own web site, `L` numbers in SDK samples and public logs,
 * `UPU` the S10 standard: `E…` is express mail, the last two letters are the country that posted it. Registered letters and
 * parcels of China may be EMS's or another of the post's; of what other countries posted, nothing is known.
 */
export interface NumberRule {
  readonly carrier: string;
  readonly pattern: RegExp;
  readonly strength: 'prefix' | 'current' | 'digits';
  readonly source: 'T' | 'Y' | 'L' | 'UPU';
}

const rules = (
  carrier: string,
  strength: NumberRule['strength'],
  source: NumberRule['source'],
  ...patterns: readonly RegExp[]
): readonly NumberRule[] => patterns.map((pattern) => ({ carrier, pattern, strength, source }));

export const numberRules: readonly NumberRule[] = [
  ...rules('SF', 'prefix', 'L', /^SF\d{12,15}$/),
  ...rules('YTO', 'prefix', 'Y', /^YT\d{13}$/, /^[YTM]\d{14}$/),
  ...rules('JTSD', 'prefix', 'L', /^JT\d{13}$/),
  ...rules('JD', 'prefix', 'L', /^JD(?:V[A-Z]?|[A-Z]{1,2})?\d{10,15}$/),
  ...rules('DBL', 'prefix', 'L', /^DPK\d{9,12}$/),
  ...rules('EMS', 'prefix', 'UPU', /^E[A-Z]\d{9}CN$/),
  ...rules('YZPY', 'prefix', 'T', /^(?:GA|KQ|PH|KA|PA|SA|XA|XB)\d{9}(?:\d{2})?$/),
  ...rules('STO', 'prefix', 'T', /^STO\d{10}$/),
  ...rules('ZJS', 'prefix', 'T', /^A\d{12}$/, /^ZJS\d{12}$/),
  ...rules('UC', 'prefix', 'T', /^(?:VIP\d{9}|V\d{11})$/),
  ...rules('SURE', 'prefix', 'T', /^SUR\d{12}$/),
  ...rules('HTKY', 'prefix', 'T', /^BXA\d{10}$/, /^K8\d{11}$/, /^[ABDE]\d{12}$/),

  ...rules('ZTO', 'current', 'L', /^7[2-9]\d{12}$/),
  ...rules('STO', 'current', 'L', /^77\d{13}$/),
  ...rules('YD', 'current', 'L', /^(?:43|46|31)\d{13}$/),

  ...rules(
    'ZTO',
    'digits',
    'T',
    /^4\d{11}$/,
    /^(?:5711|2008|2009|2010|2013)\d{8}$/,
    /^(?:9[0-58]|36|68|39|5[03-6]|37|6[34]|72|2[1-9])\d{10}$/,
    /^(?:010|76[1-358]|77[89]|719|828|618|680|518|688|880|660|805|988|628|205|71[78]|728|738|701|75[17]|35[89])\d{9}$/,
    /^(?:100|200|118|128|689|528|852|120|780|88[125]|960|66[56])\d{9}$/,
  ),
  ...rules(
    'STO',
    'digits',
    'T',
    /^(?:[2-9]68|[568]88)\d{9,10}$/,
    /^(?:11|22|40)\d{10}$/,
    /^(?:33|55|66|77|88|99)\d{11}$/,
    /^4\d{12}$/,
  ),
  ...rules('YD', 'digits', 'T', /^(?:1\d|31|39|50|55|58|66|77|80|88)\d{11}$/, /^\d{13}$/),
  ...rules(
    'YTO',
    'digits',
    'Y',
    /^(?:80|99|DD|G8|6\d|70|79|78)\d{16}$/,
    /^(?:8[A-Z0-9]|G\d|DD|M\d|B9|DB|[1-7]\d|H1|Z\d|D\d|V\d|C\d|G9)\d{10}$/,
    /^(?:8157|G001)\d{8}$/,
  ),
  ...rules('SF', 'digits', 'T', /^\d{12}$/),
  ...rules('YZPY', 'digits', 'T', /^(?:96|98|99)\d{11}$/),
  ...rules('EMS', 'digits', 'UPU', /^[A-Z]{2}\d{9}CN$/),
  ...rules('EMS', 'digits', 'T', /^(?:10|11|50|51|95|97)\d{11}$/),
  ...rules(
    'HTKY',
    'digits',
    'T',
    /^(?:2[1-9]|3\d|61|63)\d{10}$/,
    /^(?:50|51)\d{12}$/,
    /^[67]\d{13}$/,
    /^58\d{14}$/,
  ),
  ...rules('DBL', 'digits', 'T', /^\d{8,10}$/),
  ...rules('LB', 'digits', 'T', /^\d{12}$/, /^\d{15}$/),
  ...rules('HOAU', 'digits', 'T', /^[A-Z0-9]{8,9}$/),
  ...rules('ZENY', 'digits', 'T', /^\d{12,13}$/),
  ...rules('ANE', 'digits', 'T', /^\d{10,13}$/),
];
