import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { ORDER_STATES_FORM } from './order-state-table.js';

export class SfConfig {
  /** 顾客编码 of the merchant's account at 丰桥. */
  @IsString()
  @Matches(/^\S{1,64}$/, { message: 'must be 1 to 64 characters without spaces' })
  partnerId!: string;

  /** 校验码. Secret: signs our requests. */
  @IsString()
  @Matches(/^\S{8,128}$/, { message: 'must be 8 to 128 characters without spaces' })
  checkWord!: string;

  /** 月结卡号, which bookings are charged to; without it the account sends no couriers. */
  @IsOptional()
  @IsString()
  @Matches(/^\w{1,20}$/, { message: 'must be the number of a monthly card' })
  monthlyCard?: string;

  /** Who pays: 1 the sender's side, 2 the receiver's, 3 a third party. */
  @IsIn([1, 2, 3])
  payMethod: 1 | 2 | 3 = 1;

  /** The product that is booked and priced, of those in the merchant's contract: 1 标快, 2 特惠, … */
  @IsInt()
  @Min(1)
  @Max(9_999)
  expressTypeId = 1;

  /** What order-state pushes of this account say beside the known codes: `<code or words>=<status>`, spaces between. */
  @IsOptional()
  @IsString()
  @Matches(ORDER_STATES_FORM, { message: 'must be <code or words>=<status> with spaces in between' })
  orderStates?: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://sfapi.sf-express.com';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
