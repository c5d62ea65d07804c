import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class JtConfig {
  /** Account id of the open platform, sent with every call. */
  @IsString()
  @Matches(/^\w{1,64}$/, { message: 'must be the account id of the open platform' })
  apiAccount!: string;

  /** Secret: signs our calls and J&T's pushes. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  privateKey!: string;

  /** 客户编号, of the branch that sends; without it and its password no courier can be ordered. */
  @IsOptional()
  @IsString()
  @Matches(/^\w{1,64}$/, { message: 'must be the customer code' })
  customerCode?: string;

  /** Secret: the customer's password in plain, part of what signs an order. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  customerPassword?: string;

  /** `2` monthly, which a customer code stands for; `1` retail. */
  @IsIn(['1', '2'])
  orderType: '1' | '2' = '2';

  /** `PP_PM` the sender pays by the month; `CC_CASH` the receiver pays. */
  @IsIn(['PP_PM', 'CC_CASH'])
  payType: 'PP_PM' | 'CC_CASH' = 'PP_PM';

  /** `EZ` standard; `TYD` 兔优达. */
  @IsIn(['EZ', 'TYD'])
  expressType: 'EZ' | 'TYD' = 'EZ';

  /** J&T's own kind of goods, `bm000001` to `bm000009`; `bm000006` is "other". */
  @Matches(/^bm00000[1-9]$/, { message: 'must be one of bm000001 to bm000009' })
  goodsType = 'bm000006';

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://openapi.jtexpress.com.cn/webopenplatformapi/api';

  /** Below `baseUrl`. Inferred, unlike the other paths, so an account may correct it. */
  @IsString()
  @Matches(/^[\w/.-]{1,100}$/, { message: 'must be a path' })
  subscribePath = 'logistics/trace/subscribe';

  /** As above, of the wish to stop a parcel. Its sources differ, so there is no default: without it none is sent. */
  @IsOptional()
  @IsString()
  @Matches(/^[\w/.-]{1,100}$/, { message: 'must be a path' })
  interceptPath?: string;

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
